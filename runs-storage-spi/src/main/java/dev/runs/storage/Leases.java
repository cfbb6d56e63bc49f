package dev.runs.storage;

import java.time.Instant;
import java.util.Optional;

/**
 * Names that one process at a time may hold: guarantee G18 of {@link RunStore}. The store reads no clock; callers say what
 * time it is, so the clocks of processes that share a store must agree to much less than a lease's length. These calls
 * are for workers: on a thread that holds a transaction of the host each fails with {@link IllegalStateException}.
 *
 * @since 0.1.0
 */
public interface Leases {
    /**
     * Takes a name that is free or whose lease has ended, or renews a lease that the holder has. Empty if somebody else
     * has it.
     *
     * @param name what to hold
     * @param holder who takes it
     * @param now the time; a lease that ends at it has ended
     * @param until when the lease is to end
     */
    Optional<Lease> take(String name, String holder, Instant now, Instant until);

    /** Returns the last lease of a name, ended or not; empty if it was released or never taken. */
    Optional<Lease> find(String name);

    /** Gives a lease back before its end, and returns whether the caller still had it. */
    boolean release(Lease lease);

    /**
     * Forgets names whose leases ended before a moment, and returns how many. One that was given back counts as ended when
     * it would have ended otherwise. Tokens of a forgotten name begin at 1 again, so the moment must be longer ago than any
     * holder can have been away.
     */
    int forget(Instant endedBefore);
}
