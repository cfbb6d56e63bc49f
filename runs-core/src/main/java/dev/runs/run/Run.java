package dev.runs.run;

import dev.runs.action.Pattern;
import dev.runs.graph.EdgeCondition;
import dev.runs.graph.Evaluation;
import dev.runs.graph.Node;
import dev.runs.graph.StepGraph;
import dev.runs.graph.StepState;
import dev.runs.graph.StepStates;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One governed piece of work, from a signal to its outcomes: a graph of steps and how each stands. Immutable; what people
 * read (titles, reasons, payloads) is content and not part of it. A changed copy costs what it changes, whatever the number
 * of steps; only another graph is compiled anew.
 *
 * @since 0.1.0
 */
public final class Run {
    private final RunHeader header;
    private final long version;
    private final Instant lastChange;
    private final List<String> texts;
    private final Steps steps;
    private final StepGraph graph;
    private final StepStates states;
    private final Tally tally;
    private final Openings openings;
    private final Optional<Hold> hold;

    private Run(
            RunHeader header,
            long version,
            Instant lastChange,
            List<String> texts,
            Steps steps,
            StepGraph graph,
            StepStates states,
            Tally tally,
            Openings openings,
            Optional<Hold> hold) {
        this.header = header;
        this.version = version;
        this.lastChange = lastChange;
        this.texts = texts;
        this.steps = steps;
        this.graph = graph;
        this.states = states;
        this.tally = tally;
        this.openings = openings;
        this.hold = hold;
    }

    /** Restores a run that is not on hold from its stored parts. */
    public static Run restore(
            RunHeader header, long version, Instant lastChange, List<String> texts, Collection<Step> steps) {
        return restore(header, version, lastChange, texts, steps, Optional.empty());
    }

    /** Restores a run from its stored parts. */
    public static Run restore(
            RunHeader header,
            long version,
            Instant lastChange,
            List<String> texts,
            Collection<Step> steps,
            Optional<Hold> hold) {
        Steps all = Steps.of(steps);
        List<Node> nodes = new ArrayList<>(all.size());
        all.forEach(step -> nodes.add(step.spec().node()));
        StepGraph graph = StepGraph.of(nodes);
        StepStates states = StepStates.of(graph, rank -> standing(all.get(graph.positionAt(rank))));
        return new Run(
                header,
                version,
                lastChange,
                List.copyOf(texts),
                all,
                graph,
                states,
                Tally.of(all),
                Openings.of(graph, states),
                hold);
    }

    private static int standing(Step step) {
        return StepStates.given(step.state(), lacksPayload(step));
    }

    private static boolean lacksPayload(Step step) {
        return step.spec().action().isPresent() && step.payload().isEmpty();
    }

    /** Returns this run after an event that changed one step. */
    Run after(RecordedEvent event, Step changed) {
        int position = graph.position(changed.id());
        Step was = steps.get(position);
        StepStates next = states;
        Openings open = openings;
        if (standing(was) != standing(changed)) {
            int rank = graph.rank(changed.id());
            Evaluation evaluation = states.edit();
            evaluation.set(rank, changed.state(), lacksPayload(changed));
            evaluation.settle();
            int[] found = evaluation.changed();
            next = evaluation.end();
            boolean dealtWith = states.joins(rank) || states.isDead(rank);
            open = openings.after(graph, next, found, dealtWith);
        }
        return new Run(
                header,
                event.sequence(),
                event.at(),
                texts,
                steps.with(position, changed),
                graph,
                next,
                tally.with(was, changed),
                open,
                hold);
    }

    /** Returns this run after an event that put it on hold or let it go on. */
    Run held(RecordedEvent event, Optional<Hold> now) {
        return new Run(header, event.sequence(), event.at(), texts, steps, graph, states, tally, openings, now);
    }

    /** Returns this run after an event that changed its graph: added steps, and steps that wait for others than before. */
    Run after(RecordedEvent event, List<String> moreTexts, List<Step> added, List<Step> rewired) {
        Map<String, Step> all = new LinkedHashMap<>();
        steps.forEach(step -> all.put(step.id(), step));
        rewired.forEach(step -> all.put(step.id(), step));
        added.forEach(step -> all.put(step.id(), step));
        List<String> more = new ArrayList<>(texts);
        more.addAll(moreTexts);
        return restore(header, event.sequence(), event.at(), more, all.values(), hold);
    }

    /** Returns what does not change during the run's life. */
    public RunHeader header() {
        return header;
    }

    /** Returns the tenant. */
    public String tenant() {
        return header.tenant();
    }

    /** Returns the run's id, unique within the tenant. */
    public String id() {
        return header.id();
    }

    /** Returns the sequence number of the last event. */
    public long version() {
        return version;
    }

    /** Returns when the last event happened. */
    public Instant lastChange() {
        return lastChange;
    }

    /** Returns the ids of the contents that hold titles and other words, oldest first. */
    public List<String> texts() {
        return texts;
    }

    /** Returns all steps, in the order they were added. */
    public Collection<Step> steps() {
        return Collections.unmodifiableCollection(steps);
    }

    /** Returns the step with that id. */
    public Optional<Step> step(String id) {
        return graph.contains(id) ? Optional.of(steps.get(graph.position(id))) : Optional.empty();
    }

    /** Returns that somebody put it on hold; empty if nobody did, or it goes on again. */
    public Optional<Hold> hold() {
        return hold;
    }

    /** Returns the graph of the steps. */
    public StepGraph graph() {
        return graph;
    }

    /** Returns where every step of the graph stands. */
    StepStates standings() {
        return states;
    }

    /** Returns the ranks of the blocked steps that may go on or never will, and about which something is to be done. */
    int[] openings() {
        return openings.current(graph, states);
    }

    Step at(int rank) {
        return steps.get(graph.positionAt(rank));
    }

    /** Returns the steps that are not the same as in an earlier state of this run; all of them if there is none. */
    public List<Step> changedSince(@Nullable Run earlier) {
        return earlier == null ? List.copyOf(steps) : steps.changedSince(earlier.steps);
    }

    /** Returns the state of every step. */
    public Map<String, StepState> states() {
        Map<String, StepState> all = new LinkedHashMap<>();
        steps.forEach(step -> all.put(step.id(), step.state()));
        return all;
    }

    /**
     * Returns whether a step counts as one of the run's steps: a contingent one does not before it is activated, and not
     * when it turned out superfluous (S1).
     */
    public boolean counts(Step step) {
        boolean unused = step.state() == StepState.CANCELLED
                && step.ending().isPresent()
                && step.rounds().isEmpty()
                && step.permit().isEmpty();
        boolean idle = unused || step.state() == StepState.BLOCKED || step.state() == StepState.SKIPPED;
        return !idle || !graph.isContingent(step.id());
    }

    /** Returns how the run stands: the first of the rules of S9 that holds. */
    public RunStatus status() {
        if (tally.allEnded()) {
            return ended();
        }
        if (hold.isPresent()) {
            return RunStatus.HELD;
        }
        if (tally.in(StepState.READY, StepState.RUNNING, StepState.RETRYING) > 0) {
            return RunStatus.RUNNING;
        }
        if (tally.in(StepState.INDETERMINATE, StepState.PARKED) > 0 || tally.anyFaulty()) {
            return RunStatus.ATTENTION;
        }
        if (tally.in(StepState.AWAITING_APPROVAL, StepState.CHANGES_REQUESTED) > 0) {
            return RunStatus.PAUSED;
        }
        return RunStatus.WAITING;
    }

    private RunStatus ended() {
        boolean failed = tally.in(StepState.FAILED) > 0
                && steps.stream().anyMatch(step -> step.state() == StepState.FAILED && !isHandled(step));
        if (failed) {
            return RunStatus.FAILED;
        }
        return tally.anyStopped() ? RunStatus.CANCELLED : RunStatus.COMPLETED;
    }

    /** A failed step is handled by a successor that waited for just that and ran. */
    private boolean isHandled(Step failed) {
        return graph.successors(failed.id()).stream()
                .filter(id -> graph.node(id).edges().stream()
                        .anyMatch(edge -> edge.from().equals(failed.id())
                                && (edge.condition() == EdgeCondition.FAILED
                                        || edge.condition() == EdgeCondition.ALWAYS)))
                .anyMatch(id -> states.state(graph.rank(id)) == StepState.COMPLETED);
    }

    /** Returns what came of the run, once it is at its end (S10). */
    public Optional<RunOutcome> outcome() {
        if (!tally.allEnded()) {
            return Optional.empty();
        }
        boolean rejected = tally.in(StepState.REJECTED) > 0;
        if (!rejected && tally.in(StepState.FAILED) == 0 && !tally.anyStopped()) {
            return Optional.of(RunOutcome.DONE);
        }
        return Optional.of(rejected && !tally.anyExecuted() ? RunOutcome.REJECTED : RunOutcome.PARTLY);
    }

    /** Returns how many steps wait for people. */
    public long pending() {
        return tally.asked();
    }

    /** Returns how many steps were approved in their latest round. */
    public long approved() {
        return tally.approved();
    }

    /** Returns how many steps were rejected in their latest round. */
    public long rejected() {
        return tally.rejected();
    }

    /** Returns whether the run's reach is external. */
    public boolean external() {
        return header.pattern() == Pattern.EXTERNAL;
    }
}
