package dev.runs.storage.jdbc;

import java.time.Duration;

/**
 * How a {@link SqliteStore} is opened. Immutable: each method returns changed options.
 *
 * @param durability what an answered commit has survived; {@link Durability#FULL} by default
 * @param busyTimeout how long a call waits for another process that writes, at least a millisecond; 10 seconds by
 *     default
 * @since 0.1.0
 */
public record SqliteOptions(Durability durability, Duration busyTimeout) {
    private static final SqliteOptions DEFAULTS = new SqliteOptions(Durability.FULL, Duration.ofSeconds(10));

    /**
     * Checks the values.
     *
     * @throws IllegalArgumentException if the time-out is shorter than a millisecond or longer than an hour
     */
    public SqliteOptions {
        if (busyTimeout.compareTo(Duration.ofMillis(1)) < 0 || busyTimeout.compareTo(Duration.ofHours(1)) > 0) {
            throw new IllegalArgumentException(
                    "busy timeout is " + busyTimeout + "; it must be between a millisecond and an hour");
        }
    }

    /** Returns the options that are right for a host: nothing that was answered is ever lost. */
    public static SqliteOptions defaults() {
        return DEFAULTS;
    }

    /** Returns these options with another durability. */
    public SqliteOptions durability(Durability value) {
        return new SqliteOptions(value, busyTimeout);
    }

    /** Returns these options with another time to wait for a process that writes. */
    public SqliteOptions busyTimeout(Duration value) {
        return new SqliteOptions(durability, value);
    }
}
