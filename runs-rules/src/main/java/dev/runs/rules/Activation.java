package dev.runs.rules;

import dev.runs.gate.PackRef;
import dev.runs.run.ActorRef;
import java.time.Instant;
import java.util.Optional;

/**
 * One change of the rules in force: who changed what, when, and why.
 *
 * @param number its place in the history, from 1; 0 before it is recorded
 * @param kind what was done
 * @param tenant the tenant whose pack was changed; empty for the global pack
 * @param pack the pack that was put in force; empty when a tenant was left without one
 * @param replaced the digest of the pack that was in force before in the process that made the change; empty for none
 * @param actor who did it
 * @param reason why; empty once it was erased
 * @param at when
 * @since 0.1.0
 */
public record Activation(
        long number,
        Kind kind,
        Optional<String> tenant,
        Optional<PackRef> pack,
        Optional<String> replaced,
        ActorRef actor,
        Optional<String> reason,
        Instant at) {

    /**
     * What was done.
     *
     * @since 0.1.0
     */
    public enum Kind {
        /** A pack was put in force. */
        ACTIVATED,
        /** The pack before it was put in force again. */
        ROLLED_BACK,
        /** A tenant's pack was taken away. */
        WITHDRAWN,
        /** It was recorded with which pack a process began. */
        STARTED
    }

    /** Returns this activation with its place in the history. */
    Activation numbered(long place) {
        return new Activation(place, kind, tenant, pack, replaced, actor, reason, at);
    }
}
