package dev.runs.run;

import dev.runs.gate.GateQuestion;
import dev.runs.graph.Edge;
import dev.runs.graph.EdgeCondition;
import dev.runs.graph.Join;
import dev.runs.graph.Node;
import dev.runs.graph.StepState;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a patch changes in a run, with everything that follows by itself: for a look before it is made, and for the history
 * afterwards. It holds ids and states and no words of people. Immutable.
 *
 * @param added the steps that are new
 * @param moved the steps that wait for something else than before
 * @param ended the steps that come to their end
 * @param waiting the steps that were further and wait again
 * @param suspended the rounds in which people are not asked for the time being
 * @param withdrawn the rounds that are not needed any more
 * @param revoked the steps that had a permit and have none
 * @param asked what the gate says of the steps that it was asked about
 * @since 0.1.0
 */
public record PatchDiff(
        List<Node> added,
        List<Moved> moved,
        List<Ended> ended,
        List<String> waiting,
        List<RoundOf> suspended,
        List<RoundOf> withdrawn,
        List<String> revoked,
        List<Asked> asked) {
    /** Copies the lists. */
    public PatchDiff {
        added = List.copyOf(added);
        moved = List.copyOf(moved);
        ended = List.copyOf(ended);
        waiting = List.copyOf(waiting);
        suspended = List.copyOf(suspended);
        withdrawn = List.copyOf(withdrawn);
        revoked = List.copyOf(revoked);
        asked = List.copyOf(asked);
    }

    /**
     * A step at another place in the graph.
     *
     * @param before its join and edges as they were
     * @param after its join and edges as they are
     * @since 0.1.0
     */
    public record Moved(Node before, Node after) {}

    /**
     * A step that comes to its end.
     *
     * @param step the step
     * @param state how it ends
     * @param because the step that takes its place, or whose end or whose join is the cause; empty if the patch itself says so
     * @since 0.1.0
     */
    public record Ended(String step, StepState state, Optional<String> because) {}

    /**
     * A round of a step.
     *
     * @param step the step
     * @param round the round's number
     * @since 0.1.0
     */
    public record RoundOf(String step, int round) {}

    /**
     * What the gate says of a step.
     *
     * @param step the step
     * @param phase whether it was asked early, or because the step can go on
     * @param verdict what it says
     * @param rules the ids of the rules that decided
     * @since 0.1.0
     */
    public record Asked(String step, GateQuestion.Phase phase, RunEvent.VerdictKind verdict, Set<String> rules) {}

    /** Returns what events change in a run: the same for events that are not committed yet and for those of a history. */
    public static PatchDiff of(Run before, List<RunEvent> events) {
        Run after = before;
        for (RunEvent event : events) {
            after = Evolution.evolve(
                    after,
                    new RecordedEvent(
                            after.version() + 1,
                            before.lastChange(),
                            before.header().startedBy(),
                            "diff",
                            event));
        }
        return between(before, after, events);
    }

    /**
     * As {@link #of}, where the run after the events is known already.
     *
     * @param after the run after the events
     */
    public static PatchDiff between(Run before, Run after, List<RunEvent> events) {
        List<Node> added = new ArrayList<>();
        List<Moved> moved = new ArrayList<>();
        List<Ended> ended = new ArrayList<>();
        List<String> waiting = new ArrayList<>();
        List<RoundOf> suspended = new ArrayList<>();
        List<RoundOf> withdrawn = new ArrayList<>();
        List<String> revoked = new ArrayList<>();
        for (Step step : after.changedSince(before)) {
            Optional<Step> was = before.step(step.id());
            if (was.isEmpty()) {
                added.add(step.spec().node());
            } else if (!was.get().spec().node().equals(step.spec().node())) {
                moved.add(new Moved(was.get().spec().node(), step.spec().node()));
            }
            boolean open = was.map(Step::state).filter(StepState::isTerminal).isEmpty();
            if (open && step.state().isTerminal()) {
                ended.add(new Ended(step.id(), step.state(), because(step)));
            }
            was.filter(earlier -> step.state() == StepState.BLOCKED && earlier.state() != StepState.BLOCKED)
                    .ifPresent(earlier -> waiting.add(step.id()));
            was.flatMap(Step::lastRound)
                    .flatMap(round -> step.round(round.number()).filter(later -> later.state() != round.state()))
                    .ifPresent(later -> {
                        RoundOf round = new RoundOf(step.id(), later.number());
                        if (later.state() == Round.State.SUSPENDED) {
                            suspended.add(round);
                        } else if (later.state() == Round.State.WITHDRAWN) {
                            withdrawn.add(round);
                        }
                    });
            was.flatMap(Step::permit)
                    .filter(permit -> permit.state() == Permit.State.ISSUED)
                    .filter(permit -> step.permit()
                            .filter(later -> later.state() == Permit.State.REVOKED
                                    || !later.key().equals(permit.key()))
                            .isPresent())
                    .ifPresent(permit -> revoked.add(step.id()));
        }
        return new PatchDiff(added, moved, ended, waiting, suspended, withdrawn, revoked, asked(events));
    }

    private static Optional<String> because(Step step) {
        return step.skippedBecause().or(() -> step.ending().flatMap(Ending::by));
    }

    /** The gate's last answer about each step. */
    private static List<Asked> asked(List<RunEvent> events) {
        Map<String, Asked> last = new LinkedHashMap<>();
        for (RunEvent event : events) {
            if (event instanceof RunEvent.GateAsked gate) {
                last.put(gate.step(), new Asked(gate.step(), gate.phase(), gate.verdict(), gate.rules()));
            }
        }
        return List.copyOf(last.values());
    }

    /** Returns whether nothing changes. */
    public boolean isEmpty() {
        return added.isEmpty() && moved.isEmpty() && ended.isEmpty() && waiting.isEmpty() && asked.isEmpty();
    }

    /** Returns the changes one by one as plain text. */
    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        added.forEach(node -> lines.add("+ " + quoted(node.id()) + " " + place(node)));
        moved.forEach(change -> lines.add(
                "~ " + quoted(change.after().id()) + " " + place(change.before()) + " -> " + place(change.after())));
        ended.forEach(end -> lines.add("- " + quoted(end.step()) + " is " + lower(end.state())
                + end.because().map(step -> " (" + quoted(step) + ")").orElse("")));
        waiting.forEach(step -> lines.add("~ " + quoted(step) + " waits again"));
        suspended.forEach(
                round -> lines.add("~ round " + round.round() + " of " + quoted(round.step()) + " is suspended"));
        withdrawn.forEach(
                round -> lines.add("- round " + round.round() + " of " + quoted(round.step()) + " is withdrawn"));
        revoked.forEach(step -> lines.add("- the permit of " + quoted(step) + " is revoked"));
        asked.forEach(gate -> lines.add("? " + quoted(gate.step()) + ": " + lower(gate.verdict())
                + (gate.rules().isEmpty() ? "" : " (" + String.join(", ", gate.rules()) + ")")));
        return lines;
    }

    /** Returns the changes as plain text, one on each line. */
    @Override
    public String toString() {
        return String.join("\n", lines());
    }

    private static String place(Node node) {
        if (node.edges().isEmpty()) {
            return "at once";
        }
        String edges =
                String.join(", ", node.edges().stream().map(PatchDiff::edge).toList());
        Join join = node.join();
        String how = join instanceof Join.AtLeast atLeast
                ? "after " + atLeast.count() + " of "
                : join instanceof Join.Any ? "after any of " : "after ";
        return how + edges + (join.cancelsRest() ? ", stopping the rest" : "");
    }

    private static String edge(Edge edge) {
        return quoted(edge.from()) + (edge.condition() == EdgeCondition.COMPLETED ? "" : " " + lower(edge.condition()));
    }

    private static String quoted(String id) {
        return "'" + id + "'";
    }

    private static String lower(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
