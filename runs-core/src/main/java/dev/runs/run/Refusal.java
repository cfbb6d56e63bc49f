package dev.runs.run;

import dev.runs.error.ErrorCode;
import dev.runs.error.Problem;
import dev.runs.graph.StepState;
import java.util.Optional;

/**
 * Why a command was not carried out. Nothing was changed.
 *
 * @param problem what is wrong, and what to do
 * @param current how the step stands now, where one is concerned and may be seen
 * @since 0.1.0
 */
public record Refusal(Problem problem, Optional<Current> current) {
    /**
     * How a step stands.
     *
     * @param version the step's version
     * @param state its state
     * @param round its latest round's number, 0 if there was none
     * @param roundState how that round stands
     * @since 0.1.0
     */
    public record Current(long version, StepState state, int round, Optional<Round.State> roundState) {
        /** Returns how a step stands. */
        public static Current of(Step step) {
            return new Current(
                    step.version(),
                    step.state(),
                    step.lastRound().map(Round::number).orElse(0),
                    step.lastRound().map(Round::state));
        }
    }

    /** Returns a refusal that concerns no step. */
    public static Refusal of(ErrorCode code, String text, String fix) {
        return new Refusal(new Problem(code, text, fix), Optional.empty());
    }

    /** Returns a refusal that says how the step stands. */
    public static Refusal of(Step step, ErrorCode code, String text, String fix) {
        return new Refusal(new Problem(code, text, fix), Optional.of(Current.of(step)));
    }

    /** Returns the stable code. */
    public ErrorCode code() {
        return problem.code();
    }

    /** Returns the code, what is wrong, and the mend. */
    public String message() {
        return problem.message();
    }
}
