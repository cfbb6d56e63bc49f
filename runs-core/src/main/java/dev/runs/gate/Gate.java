package dev.runs.gate;

/**
 * The port to the rules. {@code runs-rules} puts Drools behind it.
 *
 * <p>An implementation is thread-safe, keeps nothing between calls, and answers about each subject by itself: what it
 * says of a step does not depend on which other steps are asked about in the same question. A hold whose time has come is
 * not reported any more, or the step would be held for ever. It does not throw for a rule
 * that fails: it reports a {@link GateAnswer.Fault}. If it throws all the same, no step of the question is allowed
 * without people.
 *
 * @since 0.1.0
 */
public interface Gate {
    /** Returns the pack that would answer now. */
    PackRef pack();

    /** Answers about each subject of the question. */
    GateAnswers ask(GateQuestion question);

    /**
     * Returns a gate without rules: every external step, and every internal one of high risk or above, waits for a
     * holder of the given role.
     */
    static Gate askingAlways(String role) {
        return new AskingAlways(role);
    }
}
