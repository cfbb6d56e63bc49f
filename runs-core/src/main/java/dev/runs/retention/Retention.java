package dev.runs.retention;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;

/**
 * How long the runs of each tenant are kept after their end. A run that has not ended is always kept. Immutable, and as
 * thread-safe as the function it is given.
 *
 * @since 0.1.0
 */
public final class Retention {
    private final Optional<Duration> general;
    private final Function<String, Optional<Retention>> exceptions;

    private Retention(Optional<Duration> general, Function<String, Optional<Retention>> exceptions) {
        this.general = general;
        this.exceptions = exceptions;
    }

    /** Returns the policy that keeps every run for ever. */
    public static Retention keepAll() {
        return new Retention(Optional.empty(), tenant -> Optional.empty());
    }

    /**
     * Returns the policy that keeps runs for a while after their end.
     *
     * @throws IllegalArgumentException if it is negative
     */
    public static Retention keepFor(Duration afterTheEnd) {
        if (afterTheEnd.isNegative()) {
            throw new IllegalArgumentException("runs cannot be kept for " + afterTheEnd);
        }
        return new Retention(Optional.of(afterTheEnd), tenant -> Optional.empty());
    }

    /** Returns the same policy but for some tenants: those for which the function gives another one. */
    public Retention except(Function<String, Optional<Retention>> perTenant) {
        return new Retention(general, perTenant);
    }

    /** Returns how long runs of a tenant are kept after their end; empty for ever. */
    public Optional<Duration> of(String tenant) {
        return exceptions.apply(tenant).map(other -> other.general).orElse(general);
    }
}
