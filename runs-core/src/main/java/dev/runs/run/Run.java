package dev.runs.run;

import dev.runs.action.Pattern;
import dev.runs.graph.EdgeCondition;
import dev.runs.graph.StepGraph;
import dev.runs.graph.StepState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * One governed piece of work, from a signal to its outcomes: a graph of steps and how each stands. Immutable; what people
 * read (titles, reasons, payloads) is content and not part of it.
 *
 * @since 0.1.0
 */
public final class Run {
    private final RunHeader header;
    private final long version;
    private final Instant lastChange;
    private final List<String> texts;
    private final Map<String, Step> steps;
    private final StepGraph graph;

    Run(
            RunHeader header,
            long version,
            Instant lastChange,
            List<String> texts,
            Map<String, Step> steps,
            StepGraph graph) {
        this.header = header;
        this.version = version;
        this.lastChange = lastChange;
        this.texts = List.copyOf(texts);
        this.steps = steps;
        this.graph = graph;
    }

    /** Restores a run from its stored parts. */
    public static Run restore(
            RunHeader header, long version, Instant lastChange, List<String> texts, Collection<Step> steps) {
        Map<String, Step> byId = new LinkedHashMap<>();
        steps.forEach(step -> byId.put(step.id(), step));
        return new Run(
                header,
                version,
                lastChange,
                texts,
                Collections.unmodifiableMap(byId),
                StepGraph.of(steps.stream().map(step -> step.spec().node()).toList()));
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
        return steps.values();
    }

    /** Returns the step with that id. */
    public Optional<Step> step(String id) {
        return Optional.ofNullable(steps.get(id));
    }

    /** Returns the graph of the steps. */
    public StepGraph graph() {
        return graph;
    }

    /** Returns the steps that are not the same as in an earlier state of this run; all of them if there is none. */
    // Steps are values that only an event replaces, so looking at the reference is enough and costs nothing.
    @SuppressWarnings("ReferenceEquality")
    public List<Step> changedSince(@Nullable Run earlier) {
        return steps.values().stream()
                .filter(step -> earlier == null || earlier.steps.get(step.id()) != step)
                .toList();
    }

    /**
     * Returns this run after a patch: with steps added at its end, and others at another place in the graph. Those keep their
     * version, because what can be decided about them is the same.
     *
     * @param added the new steps, not in the graph yet
     * @param moved specifications of steps that are there, with other edges
     * @param words the content that holds the new steps' titles
     */
    Run with(List<StepSpec> added, List<StepSpec> moved, String words, long sequence, Instant at) {
        Map<String, Step> all = new LinkedHashMap<>(steps);
        moved.forEach(spec -> all.computeIfPresent(spec.id(), (id, step) -> step.moved(spec)));
        added.forEach(spec -> all.put(spec.id(), Step.added(spec, sequence, at)));
        List<String> more = new ArrayList<>(texts);
        more.add(words);
        return new Run(
                header,
                sequence,
                at,
                more,
                Collections.unmodifiableMap(all),
                StepGraph.of(
                        all.values().stream().map(step -> step.spec().node()).toList()));
    }

    Map<String, Step> stepMap() {
        return steps;
    }

    /** Returns the state of every step. */
    public Map<String, StepState> states() {
        Map<String, StepState> states = new LinkedHashMap<>();
        steps.forEach((id, step) -> states.put(id, step.state()));
        return states;
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
        boolean idle = unused || in(step, StepState.BLOCKED, StepState.SKIPPED);
        return !idle || !graph.isContingent(step.id());
    }

    /** Returns how the run stands: the first of the rules of S9 that holds. */
    public RunStatus status() {
        if (all(step -> step.state().isTerminal())) {
            return ended();
        }
        if (any(step -> in(step, StepState.READY, StepState.RUNNING, StepState.RETRYING))) {
            return RunStatus.RUNNING;
        }
        if (any(step -> in(step, StepState.INDETERMINATE, StepState.PARKED)
                || !step.faults().isEmpty())) {
            return RunStatus.ATTENTION;
        }
        if (any(step -> in(step, StepState.AWAITING_APPROVAL, StepState.CHANGES_REQUESTED))) {
            return RunStatus.PAUSED;
        }
        return RunStatus.WAITING;
    }

    private RunStatus ended() {
        if (any(step -> step.state() == StepState.FAILED && !isHandled(step))) {
            return RunStatus.FAILED;
        }
        return any(Run::isStopped) ? RunStatus.CANCELLED : RunStatus.COMPLETED;
    }

    /** Somebody stopped it, which is another thing than being replaced, or coming too late for a join. */
    private static boolean isStopped(Step step) {
        return step.state() == StepState.CANCELLED && step.ending().isEmpty();
    }

    /** A failed step is handled by a successor that waited for just that and ran. */
    private boolean isHandled(Step failed) {
        return graph.successors(failed.id()).stream()
                .filter(id -> graph.node(id).edges().stream()
                        .anyMatch(edge -> edge.from().equals(failed.id())
                                && (edge.condition() == EdgeCondition.FAILED
                                        || edge.condition() == EdgeCondition.ALWAYS)))
                .anyMatch(id -> in(get(id), StepState.COMPLETED));
    }

    /** Returns what came of the run, once it is at its end (S10). */
    public Optional<RunOutcome> outcome() {
        if (!status().isTerminal()) {
            return Optional.empty();
        }
        boolean rejected = any(step -> step.state() == StepState.REJECTED);
        boolean undone = rejected || any(step -> step.state() == StepState.FAILED || isStopped(step));
        if (!undone) {
            return Optional.of(RunOutcome.DONE);
        }
        boolean executed = any(step -> step.external() && step.mayBeExecuted());
        return Optional.of(rejected && !executed ? RunOutcome.REJECTED : RunOutcome.PARTLY);
    }

    /** Returns how many steps wait for people. */
    public long pending() {
        return steps.values().stream()
                .filter(step -> step.openRound().isPresent())
                .count();
    }

    /** Returns how many steps were approved in their latest round. */
    public long approved() {
        return lastRounds(Round.State.APPROVED);
    }

    /** Returns how many steps were rejected in their latest round. */
    public long rejected() {
        return lastRounds(Round.State.REJECTED) + lastRounds(Round.State.REVERSED);
    }

    private long lastRounds(Round.State state) {
        return steps.values().stream()
                .flatMap(step -> step.lastRound().stream())
                .filter(round -> round.state() == state)
                .count();
    }

    /** Returns whether the run's reach is external. */
    public boolean external() {
        return header.pattern() == Pattern.EXTERNAL;
    }

    private Step get(String id) {
        return step(id).orElseThrow();
    }

    private boolean any(Predicate<Step> condition) {
        return steps.values().stream().anyMatch(condition);
    }

    private boolean all(Predicate<Step> condition) {
        return steps.values().stream().allMatch(condition);
    }

    private static boolean in(Step step, StepState... states) {
        for (StepState state : states) {
            if (step.state() == state) {
                return true;
            }
        }
        return false;
    }
}
