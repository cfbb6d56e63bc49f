package dev.runs.testing;

import dev.runs.error.ErrorCode;
import dev.runs.graph.StepState;
import dev.runs.run.Permit;
import dev.runs.run.Round;
import dev.runs.run.Step;
import dev.runs.run.Vote;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A step of a scenario's run, with assertions. It is read anew each time.
 *
 * @since 0.1.0
 */
public final class ScenarioStep {
    private final ScenarioRun run;
    private final String id;

    ScenarioStep(ScenarioRun run, String id) {
        this.run = run;
        this.id = id;
    }

    /**
     * Returns the step as it stands.
     *
     * @throws AssertionError if the run has no such step
     */
    public Step now() {
        return run.now()
                .step(id)
                .orElseThrow(
                        () -> new AssertionError("Run '" + run.id() + "' has no step '" + id + "'.\n" + run.story()));
    }

    /**
     * Returns its latest round.
     *
     * @throws AssertionError if nobody was ever asked
     */
    public Round round() {
        return now().lastRound()
                .orElseThrow(() -> new AssertionError(
                        "Run '" + run.id() + "': nobody was asked about step '" + id + "'.\n" + run.story()));
    }

    /** Asserts its state. */
    public ScenarioStep is(StepState state) {
        return same("state", state, now().state());
    }

    /** Asserts the number of its latest round, and how that stands. */
    public ScenarioStep round(int number, Round.State state) {
        same("latest round", number, round().number());
        return same("state of round " + number, state, round().state());
    }

    /** Asserts who has said yes in the latest round, in any order. */
    public ScenarioStep approvedBy(String... people) {
        return same(
                "set of approvers of round " + round().number(),
                Arrays.stream(people).sorted().toList(),
                round().votes().stream()
                        .filter(vote -> vote.choice() == Vote.Choice.APPROVE)
                        .map(vote -> vote.voter().id())
                        .sorted()
                        .toList());
    }

    /** Asserts how its last permit stands. */
    public ScenarioStep permit(Permit.State state) {
        return same("permit", Optional.of(state), now().permit().map(Permit::state));
    }

    /** Asserts that exactly these faults wait for somebody to mend them. */
    public ScenarioStep faults(ErrorCode... codes) {
        return same(
                "list of faults",
                List.of(codes),
                now().faults().stream().map(fault -> fault.code()).toList());
    }

    private ScenarioStep same(String what, Object wanted, Object found) {
        run.same(what + " of step '" + id + "'", wanted, found);
        return this;
    }
}
