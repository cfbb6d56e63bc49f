package dev.runs.gate;

import java.util.Set;

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
     * Returns which kinds of facts the rules speak about. Only those are looked up for a {@link #ask question}, before it is
     * asked. A gate that hands questions on to another one must hand this on as well.
     */
    default Set<GateFacts.Kind> reads() {
        return Set.of();
    }

    /**
     * Returns the gate that answers a tenant now. What it returns does not change any more: what it {@linkplain #reads() reads}
     * is what its answers rest on, whatever pack is activated meanwhile. A gate whose rules depend on the tenant or can be
     * replaced while it is used overrides this; a gate that never changes is the gate of every tenant itself.
     */
    default Gate forTenant(String tenant) {
        return this;
    }

    /**
     * Returns a gate without rules: every external step, and every internal one of high risk or above, waits for a
     * holder of the given role.
     */
    static Gate askingAlways(String role) {
        return new AskingAlways(role);
    }
}
