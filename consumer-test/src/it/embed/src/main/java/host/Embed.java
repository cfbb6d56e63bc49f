package host;

import dev.runs.Runs;
import dev.runs.action.RiskLevel;
import dev.runs.actor.Actor;
import dev.runs.actor.Identity;
import dev.runs.engine.Answer;
import dev.runs.engine.ApprovalView;
import dev.runs.error.ErrorCode;
import dev.runs.graph.StepState;
import dev.runs.plan.RunPlan;
import dev.runs.plan.Signal;
import dev.runs.rules.RulePack;
import dev.runs.rules.RulePacks;
import dev.runs.run.Run;
import dev.runs.run.RunStatus;
import dev.runs.run.Step;
import dev.runs.storage.jdbc.SqliteStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A host's program. It starts a governed run on a SQLite file, stops and opens the file anew, lets a person approve, and
 * asks that exactly what was approved was executed. Any doubt is an exception, so that the exit code is not 0.
 */
public final class Embed {
    private static final Actor AGENT = Actor.agent("acme", "advocacy-agent").onBehalfOf("olga");
    private static final Actor OLGA = Actor.human("acme", "olga", "Director");
    private static final Actor DANA = Actor.human("acme", "dana", "Director");

    private static final Map<String, String> RULES = Map.of(
            "pack.yaml",
            """
            name: embedded
            version: "1"
            owner: Host
            default-approvers:
              - Director
            """,
            "roles.yaml",
            """
            roles:
              - key: director
                name: Director
                meaning: Decides about what leaves the company.
            """,
            "mail.drl",
            """
            package embedded.mail

            import dev.runs.rules.facts.*

            rule "Mails to customers need a director"
              @id("MAIL-001") @owner("Legal") @rationale("A mail binds us")
            when
              $step : StepFact( external == true, action == "mail.send" )
            then
              gate.requireApproval($step, "Director", "A mail goes to a customer");
            end
            """);

    /** What a mail is made of. */
    public record Mail(String to, String text) {}

    private final Path file;
    private final RulePack rules;
    private final List<Mail> sent = new ArrayList<>();

    private Embed(Path file) {
        this.file = file;
        this.rules = RulePacks.of("embedded", RULES);
    }

    public static void main(String[] args) throws Exception {
        comesFromJar("org.sqlite.JDBC");
        comesFromJar("org.drools.modelcompiler.KieBaseBuilder");
        comesFromJar(Runs.class.getName());
        comesFromJar(RulePacks.class.getName());
        comesFromJar(SqliteStore.class.getName());
        Embed host = new Embed(fresh(Path.of(args[0])));
        String run = host.start();
        host.approve(run);
        host.findAgain(run);
        System.out.println("A governed run on Java " + Runtime.version().feature() + ": started, approved, executed");
    }

    private static void comesFromJar(String type) throws ClassNotFoundException {
        Class<?> found = Class.forName(type, false, Embed.class.getClassLoader());
        String place = found.getProtectionDomain().getCodeSource().getLocation().toString();
        check(place.endsWith(".jar"), type + " comes from " + place + ", not from a jar");
    }

    private static Path fresh(Path folder) throws IOException {
        Files.createDirectories(folder);
        return Files.createTempDirectory(folder, "embed").resolve("runs.db");
    }

    private interface Work {
        void with(Runs runs);
    }

    /** Opens the file, as a process does when it starts, and closes it. */
    private void open(Work work) {
        try (SqliteStore store = SqliteStore.at(file);
                Runs runs = Runs.builder()
                        .store(store)
                        .catalog(actions -> actions.external("mail.send", RiskLevel.MEDIUM, Mail.class)
                                .target("to"))
                        .rules(rules)
                        .identity(Identity.of(AGENT, OLGA, DANA))
                        .handler("mail.send", step -> sent.add(step.payload(Mail.class)))
                        .manualWork()
                        .build()) {
            runs.worker().recover();
            work.with(runs);
        }
    }

    private static RunPlan plan() {
        return RunPlan.named("One mail")
                .triggeredBy(Signal.of("signal-1", "A customer asked", Instant.parse("2026-01-01T00:00:00Z")))
                .step("mail", "Send a mail")
                .action("mail.send", "Answer Acme", new Mail("acme", "Yes"));
    }

    private String start() {
        String[] run = new String[1];
        open(runs -> {
            run[0] = runs.as(AGENT).start(plan()).id();
            runs.worker().runReady();
            Run paused = runs.as(AGENT).run(run[0]);
            check(paused.status() == RunStatus.PAUSED, "the run is " + paused.status() + ", not paused");
            check(sent.isEmpty(), "a mail was sent without an approval");
        });
        return run[0];
    }

    private void approve(String run) {
        open(runs -> {
            ApprovalView seen = runs.as(DANA).approval(run, "mail");
            check(seen.reasons().equals(List.of("A mail goes to a customer")), "the reasons are " + seen.reasons());
            refused(runs.as(AGENT).approve(seen, "I approve myself"), ErrorCode.NOT_A_HUMAN);
            refused(runs.as(OLGA).approve(seen, "My agent asked"), ErrorCode.SEPARATION_OF_DUTIES);
            runs.as(DANA).approve(seen, "Fine").orThrow();
            runs.worker().runReady();
        });
    }

    private void findAgain(String run) {
        open(runs -> {
            Run done = runs.as(AGENT).run(run);
            check(done.status() == RunStatus.COMPLETED, "the run is " + done.status() + ", not completed");
            check(done.step("mail").map(Step::state).equals(Optional.of(StepState.COMPLETED)), "the mail is not done");
            check(sent.equals(List.of(new Mail("acme", "Yes"))), "sent was " + sent);
            check(runs.as(AGENT).start(plan()).existed(), "the same signal started another run");
            check(runs.as(AGENT).replay(run).version() == done.version(), "the history does not yield the run");
        });
    }

    private static void refused(Answer answer, ErrorCode code) {
        check(
                answer instanceof Answer.Refused refused && refused.refusal().code() == code,
                "the answer is " + answer + ", not " + code.id());
    }

    private static void check(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalStateException(otherwise);
        }
    }
}
