package dev.runs.run;

import dev.runs.action.Pattern;
import dev.runs.action.RiskLevel;
import dev.runs.content.Digest;
import java.time.Instant;
import java.util.Optional;

/**
 * The right to execute one step once: one payload digest, one risk, one reach, until one instant. It is consumed in the
 * transaction that starts the step, and its key is the idempotency key of that execution.
 *
 * @param key the permit's id, unique within the tenant, handed to the handler
 * @param digest the payload that may be executed
 * @param risk the risk that was accepted: the action's, or the higher one to which rules had raised it
 * @param pattern the reach that was accepted
 * @param round the round that was approved; empty if a rule allowed the step
 * @param decision the content that holds the gate's reasons
 * @param issued when it was given
 * @param expires from when on it is void
 * @param state how it stands
 * @since 0.1.0
 */
public record Permit(
        String key,
        Digest digest,
        RiskLevel risk,
        Pattern pattern,
        Optional<Integer> round,
        String decision,
        Instant issued,
        Instant expires,
        State state) {
    /**
     * How a permit stands.
     *
     * @since 0.1.0
     */
    public enum State {
        /** May be consumed. */
        ISSUED,
        /** The step was started with it. */
        CONSUMED,
        /** May not be consumed any more. */
        REVOKED
    }

    Permit as(State next) {
        return new Permit(key, digest, risk, pattern, round, decision, issued, expires, next);
    }
}
