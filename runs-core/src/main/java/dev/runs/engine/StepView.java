package dev.runs.engine;

import dev.runs.content.Digest;
import dev.runs.graph.StepState;
import dev.runs.run.Command;
import dev.runs.run.Round;
import dev.runs.run.Step;
import java.util.Optional;

/**
 * A step as somebody looked at it. A decision names the view, so that it is about what was seen and nothing later.
 *
 * @param run the run's id
 * @param step the step's id
 * @param version the step's version
 * @param state its state
 * @param round its latest round's number, 0 if there was none
 * @param digest the digest of its payload
 * @since 0.1.0
 */
public record StepView(String run, String step, long version, StepState state, int round, Optional<Digest> digest) {
    static StepView of(String run, Step step) {
        return new StepView(
                run,
                step.id(),
                step.version(),
                step.state(),
                step.lastRound().map(Round::number).orElse(0),
                step.payload().map(payload -> payload.digest()));
    }

    Command.Seen seen() {
        return new Command.Seen(step, version, round);
    }
}
