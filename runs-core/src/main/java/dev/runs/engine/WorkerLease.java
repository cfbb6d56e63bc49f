package dev.runs.engine;

import dev.runs.storage.Lease;
import dev.runs.storage.Leases;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/**
 * The sign of life of one worker: the name {@code worker/<id>}, which it holds while it works. Nobody else ever takes that
 * name, so that whether it is held is known here without asking the store. Thread-safe.
 */
final class WorkerLease {
    private static final String PREFIX = "worker/";

    private final Leases leases;
    private final InstantSource clock;
    private final Duration length;
    private final String worker;
    private Optional<Lease> lease = Optional.empty();
    private int users;

    WorkerLease(Leases leases, InstantSource clock, Duration length, String worker) {
        this.leases = leases;
        this.clock = clock;
        this.length = length;
        this.worker = worker;
    }

    /** Returns whether a worker has given no sign of life for as long as its lease was. */
    static boolean hasEnded(Leases leases, String worker, Instant now) {
        return leases.find(PREFIX + worker)
                .filter(found -> found.until().isAfter(now))
                .isEmpty();
    }

    String worker() {
        return worker;
    }

    /** Begins work; each begin needs an end. The name is taken when the first handler is about to be called. */
    synchronized void begin() {
        users++;
    }

    /** Ends work; the last one gives the name back. */
    synchronized void end() {
        users--;
        if (users == 0) {
            lease.ifPresent(leases::release);
            lease = Optional.empty();
        }
    }

    /** Takes the name, or renews it once half of its time is over; returns whether it is held. */
    synchronized boolean renew() {
        Instant now = clock.instant();
        boolean fresh = lease.filter(held -> held.until().isAfter(now.plus(length.dividedBy(2))))
                .isPresent();
        if (!fresh) {
            lease = leases.take(PREFIX + worker, worker, now, now.plus(length));
        }
        return lease.isPresent();
    }

    /** Renews the name if it was taken. */
    synchronized void keep() {
        if (lease.isPresent()) {
            renew();
        }
    }

    /** Returns whether the name is held at this moment. */
    synchronized boolean isHeld() {
        return lease.filter(held -> held.until().isAfter(clock.instant())).isPresent();
    }
}
