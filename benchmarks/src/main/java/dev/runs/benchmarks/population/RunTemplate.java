package dev.runs.benchmarks.population;

import static dev.runs.action.RiskLevel.LOW;
import static dev.runs.action.RiskLevel.MEDIUM;

import dev.runs.Runs;
import dev.runs.action.ActionCatalog;
import dev.runs.actor.Actor;
import dev.runs.actor.Identity;
import dev.runs.content.Payload;
import dev.runs.engine.Answer;
import dev.runs.engine.ApprovalView;
import dev.runs.engine.IdSource;
import dev.runs.engine.Session;
import dev.runs.gate.Gate;
import dev.runs.plan.Meeting;
import dev.runs.plan.RunPlan;
import dev.runs.plan.Signal;
import dev.runs.run.Run;
import dev.runs.storage.Commit;
import dev.runs.storage.CommitResult;
import dev.runs.storage.ForwardingRunStore;
import dev.runs.storage.InMemoryRunStore;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * The commits of one run that the engine really made, with names that a {@link Stamp} replaces: a run of three steps whose
 * last one people are asked about, as in the reference run.
 */
record RunTemplate(List<Commit> commits, Set<String> digests) {
    static final String TENANT = "template-tenant";
    static final String ROLE = "template-role";
    static final String MEETING = "template-meeting";
    /** Part of every id that is one run's own. */
    static final String OWN = "template-run";

    static final Instant AT = Instant.parse("2026-01-01T00:00:00Z");

    static final Actor AGENT = Actor.agent(TENANT, "advocacy-agent");
    static final Actor DIRECTOR = Actor.human(TENANT, "dora", ROLE);

    /** What becomes of the run. */
    enum Ending {
        WAITING,
        APPROVED,
        REJECTED
    }

    static RunTemplate of(Ending ending) {
        List<Commit> commits = new ArrayList<>();
        Set<String> digests = new LinkedHashSet<>();
        try (Recorder recorder = new Recorder(commits);
                Runs runs = runs(recorder)) {
            Session agent = runs.as(AGENT);
            String run = agent.start(plan(
                                    new Signal("signal of " + OWN, "Outcome language", AT),
                                    Meeting.external(MEETING, "Quarterly review", AT),
                                    "file of " + OWN)
                            .id(OWN))
                    .id();
            runs.worker().runReady();
            if (ending != Ending.WAITING) {
                Session director = runs.as(DIRECTOR);
                ApprovalView seen = director.approval(run, "promote");
                Answer answer = ending == Ending.APPROVED
                        ? director.approve(seen, "The quote is cleared by legal.")
                        : director.reject(seen, "The quote is not cleared.");
                if (!answer.isAccepted()) {
                    throw new IllegalStateException(answer.toString());
                }
                runs.worker().runReady();
            }
            Run done = agent.run(run);
            done.steps()
                    .forEach(step -> step.payload()
                            .ifPresent(payload -> digests.add(payload.digest().toString())));
        }
        return new RunTemplate(List.copyOf(commits), digests);
    }

    /** The plan of every run, with the names that are its own. */
    static RunPlan plan(Signal signal, Meeting meeting, String file) {
        return RunPlan.named("Advocacy Nomination")
                .about("account-4711")
                .triggeredBy(signal)
                .meeting(meeting)
                .step("detect", "Detect proof points")
                .action("crm.detect", Payload.of(Map.of("quote", "It cut our close from ten days to two.")))
                .step("draft", "Create advocacy record")
                .action("crm.draft", Payload.of(Map.of("file", file, "customer", "Acme")))
                .after("detect")
                .step("promote", "Wait for approval")
                .action(
                        "crm.promote-reference",
                        "Promote Acme as a reference candidate",
                        Payload.of(Map.of("customer", "Acme", "audience", "public", "quote", "Ten days to two.")))
                .after("draft");
    }

    static Consumer<ActionCatalog.Builder> catalog() {
        return actions -> actions.internal("crm.detect", LOW)
                .internal("crm.draft", LOW)
                .external("crm.promote-reference", MEDIUM);
    }

    private static Runs runs(Recorder store) {
        return Runs.builder()
                .store(store)
                .catalog(catalog())
                .rules(Gate.askingAlways(ROLE))
                .identity(Identity.of(AGENT, DIRECTOR))
                .handler("crm.detect", step -> step.note("Three outcomes were found."))
                .handler(
                        "crm.draft",
                        step -> step.file("file of " + OWN, "Advocacy record", "text/markdown", "files/advocacy.md"))
                .handler("crm.promote-reference", step -> step.roadmapLink("roadmap of " + OWN, "Export API"))
                .clock(() -> AT)
                .ids(new Ids())
                .manualWork()
                .build();
    }

    private static final class Ids implements IdSource {
        private int next;

        @Override
        public String newId() {
            return OWN + "-" + String.format(Locale.ROOT, "%04d", next++);
        }

        @Override
        public byte[] newSalt(int bytes) {
            return new byte[bytes];
        }
    }

    private static final class Recorder extends ForwardingRunStore {
        private final List<Commit> commits;

        Recorder(List<Commit> commits) {
            super(new InMemoryRunStore());
            this.commits = commits;
        }

        @Override
        public CommitResult commit(Commit commit) {
            CommitResult result = super.commit(commit);
            if (result instanceof CommitResult.Committed) {
                commits.add(commit);
            }
            return result;
        }
    }
}
