package dev.runs.samples.quickstart;

import static dev.runs.action.RiskLevel.LOW;
import static dev.runs.action.RiskLevel.MEDIUM;
import static org.assertj.core.api.Assertions.assertThat;

import dev.runs.Runs;
import dev.runs.action.Pattern;
import dev.runs.action.RiskLevel;
import dev.runs.actor.Actor;
import dev.runs.actor.Identity;
import dev.runs.content.Payload;
import dev.runs.engine.Answer;
import dev.runs.engine.ApprovalView;
import dev.runs.engine.Execution;
import dev.runs.engine.NotDoneException;
import dev.runs.engine.Patch;
import dev.runs.engine.StepView;
import dev.runs.error.ErrorCode;
import dev.runs.gate.Gate;
import dev.runs.graph.StepState;
import dev.runs.plan.Meeting;
import dev.runs.plan.Proposal;
import dev.runs.plan.RunPlan;
import dev.runs.plan.Signal;
import dev.runs.run.PatchDiff;
import dev.runs.run.Run;
import dev.runs.run.RunStatus;
import dev.runs.run.Step;
import dev.runs.storage.jdbc.SqliteStore;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The code of docs/guide/embed.md: what is shown there stands here, line by line, and runs. */
@DisplayName("docs/guide/embed.md")
class EmbedGuideTest {
    private static final Path GUIDE = Path.of("..", "..", "docs", "guide", "embed.md");

    private final Instant now = Instant.parse("2026-03-02T09:00:00Z");
    private final Actor agent = Actor.agent("acme", "advocacy-agent").onBehalfOf("u-17");
    private final Actor mia = Actor.human("acme", "u-17", "Customer success director");
    private final Actor dora = Actor.human("acme", "u-23", "Customer success director");
    private final Identity identity = Identity.of(agent, mia, dora);
    private final Gate governance = Gate.askingAlways("Customer success director");
    private final Mail mail = new Mail();

    @TempDir
    Path folder;

    record Draft(String customer) {}

    record Promotion(String customer, String quote, Optional<BigDecimal> budget) {}

    private static final class Mail {
        final List<String> sent = new ArrayList<>();
        boolean reachable = true;

        boolean isReachable() {
            return reachable;
        }

        void send(String key, Promotion promotion) {
            sent.add(key + " " + promotion.customer());
        }
    }

    private Runs open(SqliteStore store) {
        InstantSource clock = InstantSource.fixed(now);
        Runs runs = Runs.builder()
                .store(store)
                .catalog(actions -> actions.internal("crm.draft", LOW, Draft.class)
                        .external("crm.promote-reference", MEDIUM, Promotion.class)
                        .named("reference promotion")
                        .target("customer")
                        .amount("budget")
                        .compensatedBy("crm.withdraw-reference")
                        .external("crm.withdraw-reference", RiskLevel.LOW))
                .rules(governance)
                .identity(identity)
                .handler("crm.draft", this::draft)
                .handler("crm.promote-reference", this::promote)
                .repeatableHandler("crm.withdraw-reference", step -> step.note("Withdrawn"))
                .clock(clock)
                .manualWork()
                .build();
        return runs;
    }

    private void draft(Execution step) {
        Draft draft = step.payload(Draft.class);
        step.note("Nomination of " + draft.customer() + " was drafted with evidence.")
                .file("nomination-4711", "Nomination package", "application/pdf", "crm:/files/4711")
                .supply("promote", Payload.of(Map.of("customer", draft.customer(), "quote", "It saved us a week")));
    }

    private void promote(Execution step) throws NotDoneException {
        Promotion promotion = step.payload(Promotion.class);
        if (!mail.isReachable()) {
            throw new NotDoneException("The reference site was not reachable; nothing was sent.");
        }
        mail.send(step.key(), promotion); // the key is the same in every attempt: send it along
        step.note(promotion.customer() + " was promoted as a reference.")
                .preview("Promotion of " + promotion.customer(), promotion.quote())
                .roadmapLink("roadmap-12", "Bulk export API");
    }

    private RunPlan plan() {
        RunPlan plan = RunPlan.named("Advocacy Nomination")
                .pattern(Pattern.EXTERNAL)
                .about("opportunity-4711")
                .owner("team-advocacy", "Customer advocacy")
                .summary("Positive customer outcomes were detected")
                .triggeredBy(Signal.of("signal-991", "Positive outcome call detected", now))
                .meeting(Meeting.external("meeting-77", "Quarterly review", now))
                .step("draft", "Create advocacy record")
                .action("crm.draft", new Draft("Acme"))
                .step("promote", "Wait for approval")
                .actionLater("crm.promote-reference", "Promote Acme as a reference candidate")
                .after("draft")
                .step("case-study", "Offer an internal-only case study")
                .action("crm.draft", new Draft("Acme"))
                .onRejected("promote");
        return plan;
    }

    @Test
    void theWay_fromTheStartToTheRecord() {
        try (SqliteStore store = SqliteStore.at(folder.resolve("runs.db"));
                Runs runs = open(store)) {
            String run = runs.as(agent).start(plan()).id();
            runs.worker().runReady();

            ApprovalView seen = runs.as(dora).approval(run, "promote");
            assertThat(seen.payload().orElseThrow().text("customer")).contains("Acme");
            Answer answer = runs.as(dora).approve(seen, "Cleared by legal");
            if (answer instanceof Answer.Refused refused) {
                show(refused.refusal().message()); // the code, what is wrong, and the mend
            }
            assertThat(answer.isAccepted()).isTrue();
            runs.worker().runReady();

            Run done = runs.as(agent).run(run);
            assertThat(done.status()).isEqualTo(RunStatus.COMPLETED);
            assertThat(mail.sent).hasSize(1).first().asString().endsWith(" Acme");
            assertThat(runs.as(agent).record(run).files().rows()).hasSize(1);
            assertThat(runs.as(agent).start(plan()).existed()).isTrue();
        }
    }

    @Test
    void aPatch_isLookedAtAndMade() {
        try (SqliteStore store = SqliteStore.at(folder.resolve("runs.db"));
                Runs runs = open(store)) {
            String run = runs.as(agent).start(plan()).id();
            StepView promote = runs.as(mia).step(run, "promote");
            Proposal redact = Proposal.of("redact", "Redact names").action("crm.draft", new Draft("Acme"));
            PatchDiff diff = runs.as(mia).preview(Patch.insertBefore(promote, redact, "Names must go"));
            show(diff.lines()); // "+ 'redact' after 'draft'", "~ 'promote' after 'draft' -> after 'redact'", ...
            Answer inserted = runs.as(mia).insertBefore(promote, redact, "Names must go");
            assertThat(inserted.isAccepted()).isTrue();
        }
    }

    private static void show(List<String> lines) {
        assertThat(lines).startsWith("+ 'redact' after 'draft'", "~ 'promote' after 'draft' -> after 'redact'");
    }

    @Test
    void aRace_stopsItsLosers() {
        RunPlan plan = RunPlan.named("Ask")
                .step("by-mail", "Ask by mail")
                .step("by-phone", "Ask by phone")
                .step("first-answer", "One of them has answered")
                .after("by-mail", "by-phone")
                .joinAny()
                .cancelRest();
        assertThat(plan.steps().get(2).join().cancelsRest()).isTrue();
    }

    private static void show(String message) {
        throw new AssertionError(message);
    }

    @Test
    void refusals_areValues() {
        try (SqliteStore store = SqliteStore.at(folder.resolve("runs.db"));
                Runs runs = open(store)) {
            String run = runs.as(agent).start(plan()).id();
            runs.worker().runReady();
            ApprovalView seen = runs.as(mia).approval(run, "promote");
            assertThat(code(runs.as(agent).approve(seen, "Me"))).isEqualTo(ErrorCode.NOT_A_HUMAN);
            assertThat(code(runs.as(mia).approve(seen, "My agent"))).isEqualTo(ErrorCode.SEPARATION_OF_DUTIES);
            assertThat(code(runs.as(dora).reject(seen, " "))).isEqualTo(ErrorCode.REASON_MISSING);

            Payload other = Payload.of(Map.of("customer", "Globex", "quote", "It saved us a day"));
            runs.as(mia).edit(runs.as(mia).step(run, "promote"), other, "Wrong customer");
            assertThat(code(runs.as(dora).approve(seen, "Fine"))).isEqualTo(ErrorCode.STALE);

            String click = "click-5f1c";
            ApprovalView again = runs.as(dora).approval(run, "promote");
            Answer first = runs.as(dora).withCommandId(click).approve(again, "Fine");
            Answer second = runs.as(dora).withCommandId(click).approve(again, "Fine");
            assertThat(second).isEqualTo(first);
        }
    }

    private static ErrorCode code(Answer answer) {
        return ((Answer.Refused) answer).refusal().code();
    }

    @Test
    void aHandler_thatSaysNotDone_failsTheStep() {
        mail.reachable = false;
        try (SqliteStore store = SqliteStore.at(folder.resolve("runs.db"));
                Runs runs = open(store)) {
            String run = runs.as(agent).start(plan()).id();
            runs.worker().runReady();
            runs.as(dora)
                    .approve(runs.as(dora).approval(run, "promote"), "Fine")
                    .orThrow();
            runs.worker().runReady();
            assertThat(runs.as(agent).run(run).step("promote").map(Step::state)).contains(StepState.FAILED);
        }
    }

    @Test
    void aProposal_addsAGatedStep() {
        try (SqliteStore store = SqliteStore.at(folder.resolve("runs.db"));
                Runs runs = open(store)) {
            String run = runs.as(agent).start(plan()).id();
            runs.as(agent)
                    .propose(
                            run,
                            Proposal.of("thank", "Thank the customer")
                                    .action("gifts.send", Payload.of(Map.of("customer", "Acme"))))
                    .orThrow();
            Step thank = runs.as(agent).run(run).step("thank").orElseThrow();
            assertThat(thank.state()).isEqualTo(StepState.AWAITING_APPROVAL);
            assertThat(thank.spec().action().orElseThrow().risk()).isEqualTo(RiskLevel.CRITICAL);
        }
    }

    @Test
    void afterARestart_stepsThatWereRunningWaitForAPerson() {
        String run;
        try (SqliteStore store = SqliteStore.at(folder.resolve("runs.db"));
                Runs runs = open(store)) {
            run = runs.as(agent).start(plan()).id();
        }
        try (SqliteStore store = SqliteStore.at(folder.resolve("runs.db"));
                Runs runs = open(store)) {
            int found = runs.worker().recover(); // before anything else executes handlers
            runs.worker().runReady();
            assertThat(found).isZero();
            assertThat(runs.as(agent).run(run).status()).isEqualTo(RunStatus.PAUSED);
        }
    }

    @Test
    void theCodeOfTheGuide_isTheCodeOfThisTest() throws IOException {
        String here = Files.readString(
                Path.of("src", "test", "java", getClass().getName().replace('.', '/') + ".java"));
        List<String> blocks = new ArrayList<>();
        List<String> block = null;
        for (String line : Files.readAllLines(GUIDE)) {
            if (block == null) {
                block = line.equals("```java") ? new ArrayList<>() : null;
            } else if (line.equals("```")) {
                blocks.add(String.join("\n", block));
                block = null;
            } else {
                block.add(line);
            }
        }
        assertThat(blocks).hasSizeGreaterThan(3);
        String source = unindented(here);
        assertThat(blocks).allSatisfy(shown -> assertThat(source).contains(unindented(shown)));
    }

    private static String unindented(String code) {
        return String.join("\n", code.lines().map(String::strip).toList());
    }
}
