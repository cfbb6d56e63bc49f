package dev.runs.record;

import dev.runs.run.PatchDiff;
import dev.runs.run.RecordedEvent;
import dev.runs.run.Run;
import dev.runs.run.Step;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What changed in a run since somebody looked at it. Immutable.
 *
 * @param run the run's id
 * @param since the version that was looked at
 * @param version the version that it has now
 * @param steps the steps that are new or in another state, in the order in which they were added
 * @param diff what changed in the graph, and in rounds and permits, as {@link PatchDiff#lines} says it
 * @param history the lines of the history since then
 * @since 0.1.0
 */
public record RunChanges(
        String run,
        long since,
        long version,
        List<StepChange> steps,
        List<String> diff,
        List<RunRecord.HistoryLine> history) {
    /** Copies the lists. */
    public RunChanges {
        steps = List.copyOf(steps);
        diff = List.copyOf(diff);
        history = List.copyOf(history);
    }

    /**
     * A step in another state.
     *
     * @param step its id
     * @param title its title
     * @param before the state that it had; empty if it was not there
     * @param after the state that it has
     * @since 0.1.0
     */
    public record StepChange(String step, String title, Optional<Label> before, Label after) {}

    /**
     * Compares a run with what it was.
     *
     * @param before the run as it was looked at; an earlier state of the source's
     */
    public static RunChanges of(RecordSource source, Run before, ZoneId zone) {
        Run run = source.run();
        Facts facts = new Facts(source);
        List<StepChange> steps = new ArrayList<>();
        for (Step step : run.steps()) {
            Optional<Step> was = before.step(step.id());
            if (was.isEmpty() || was.get().state() != step.state()) {
                steps.add(new StepChange(step.id(), facts.title(step.id()), was.map(RunChanges::state), state(step)));
            }
        }
        PatchDiff diff = PatchDiff.between(
                before,
                run,
                source.history().stream()
                        .filter(recorded -> recorded.sequence() > before.version())
                        .map(RecordedEvent::event)
                        .toList());
        return new RunChanges(
                run.id(),
                before.version(),
                run.version(),
                steps,
                diff.lines(),
                RecordComposition.history(source, zone).rows().stream()
                        .filter(line -> line.sequence() > before.version())
                        .toList());
    }

    private static Label state(Step step) {
        return Label.of(step.state(), Wording.title(step.state()));
    }
}
