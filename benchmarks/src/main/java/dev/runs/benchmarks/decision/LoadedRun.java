package dev.runs.benchmarks.decision;

import dev.runs.action.Pattern;
import dev.runs.action.RiskLevel;
import dev.runs.actor.Actor;
import dev.runs.content.Digest;
import dev.runs.gate.GateQuestion;
import dev.runs.gate.Requirement;
import dev.runs.gate.Track;
import dev.runs.graph.Edge;
import dev.runs.graph.EdgeCondition;
import dev.runs.graph.Join;
import dev.runs.graph.Node;
import dev.runs.run.ActionRef;
import dev.runs.run.ActorRef;
import dev.runs.run.Circumstances;
import dev.runs.run.Command;
import dev.runs.run.Consequences;
import dev.runs.run.Decider;
import dev.runs.run.Decision;
import dev.runs.run.Evolution;
import dev.runs.run.Outputs;
import dev.runs.run.PayloadRef;
import dev.runs.run.RecordedEvent;
import dev.runs.run.Run;
import dev.runs.run.RunEvent;
import dev.runs.run.RunHeader;
import dev.runs.run.Step;
import dev.runs.run.StepSpec;
import dev.runs.run.Vote;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A run in memory: a chain of so many steps whose first one waits for one person. A decision about it changes nothing of
 * it, because runs are immutable, so it can be decided on any number of times.
 */
final class LoadedRun {
    private static final Instant AT = Instant.parse("2026-01-01T00:00:00Z");
    private static final Actor AGENT = Actor.agent("acme", "sales-agent");
    private static final Actor DIRECTOR = Actor.human("acme", "dana", "Director");
    private static final String FIRST = "step-0";

    private final Circumstances circumstances = new Circumstances(AT, ActorRef.of(DIRECTOR), Duration.ofDays(30), 3);
    private final Run waiting;
    private final Command vote;
    private final Run running;
    private final Command completion;

    LoadedRun(int steps) {
        waiting = asked(started(steps));
        vote = new Command.CastVote(
                Command.Seen.of(waiting.step(FIRST).orElseThrow()),
                Vote.Choice.APPROVE,
                Optional.empty(),
                "reason",
                DIRECTOR);
        Run approved = approve();
        running = evolve(approved, new RunEvent.StepStarted(FIRST, permit(approved), 1, Optional.of("worker")));
        completion = new Command.CompleteStep(
                FIRST,
                permit(approved),
                1,
                new Outputs("outputs", 0, List.of(), List.of()),
                Map.of(),
                Optional.empty());
    }

    private static String permit(Run run) {
        return run.step(FIRST).flatMap(Step::permit).orElseThrow().key();
    }

    private static Run started(int steps) {
        List<StepSpec> specs = new ArrayList<>();
        for (int i = 0; i < steps; i++) {
            List<Edge> edges = i == 0 ? List.of() : List.of(new Edge("step-" + (i - 1), EdgeCondition.COMPLETED));
            specs.add(new StepSpec(
                    new Node("step-" + i, Join.all(), edges),
                    Optional.of(new ActionRef("crm.send-offer", Pattern.EXTERNAL, RiskLevel.MEDIUM, true)),
                    Optional.of(payload(i)),
                    ActorRef.of(AGENT)));
        }
        RunHeader header = new RunHeader(
                "acme",
                "run",
                Pattern.EXTERNAL,
                Optional.empty(),
                "ana",
                ActorRef.of(AGENT),
                Optional.empty(),
                List.of(),
                AT);
        Run run = Evolution.evolve(null, recorded(1, new RunEvent.RunStarted(header)));
        return evolve(run, new RunEvent.StepsAdded(specs, "texts"));
    }

    private static PayloadRef payload(int number) {
        return new PayloadRef("payload-" + number, Digest.of(new byte[Digest.SALT_BYTES], "{}"), ActorRef.of(AGENT));
    }

    private static Run asked(Run started) {
        Requirement requirement =
                new Requirement(List.of(Track.of(Set.of("Director"), 1, Optional.empty(), Set.of("RULE-1"))));
        Run run = evolve(
                started,
                new RunEvent.GateAsked(
                        FIRST,
                        GateQuestion.Phase.BINDING,
                        RunEvent.VerdictKind.NEEDS_APPROVAL,
                        Set.of("RULE-1"),
                        "pack",
                        "decision",
                        Set.of()));
        return evolve(
                run,
                new RunEvent.RoundOpened(
                        FIRST, 1, requirement, payload(0), "decision", Set.of("sales-agent"), List.of()));
    }

    private static RecordedEvent recorded(long sequence, RunEvent event) {
        return new RecordedEvent(sequence, AT, ActorRef.of(DIRECTOR), "command", event);
    }

    private static Run evolve(Run run, RunEvent event) {
        return Evolution.evolve(run, recorded(run.version() + 1, event));
    }

    /** Returns the run after the person's approval, by which the first step becomes ready. */
    Run approve() {
        return decide(waiting, vote);
    }

    /** Returns the run after the first step's completion, by which the second becomes eligible. */
    Run complete() {
        return decide(running, completion);
    }

    /** What the engine does between load and commit, as long as it need not ask the gate. */
    private Run decide(Run before, Command command) {
        Decision decision = Decider.decide(before, command, circumstances);
        if (!(decision instanceof Decision.Accepted accepted)) {
            throw new IllegalStateException(decision.toString());
        }
        Run run = before;
        for (RunEvent event : accepted.events()) {
            run = evolve(run, event);
        }
        Consequences consequences = Consequences.of(run);
        for (RunEvent event : consequences.events()) {
            run = evolve(run, event);
        }
        return run;
    }
}
