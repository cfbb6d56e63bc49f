package dev.runs.run;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * How long people were not asked in the middle of a round, because its step had to wait for another one again (S13).
 *
 * @param away how long in all, without the time since
 * @param since since when; empty if people are asked again, or the round ended
 * @since 0.1.0
 */
public record Suspension(Duration away, Optional<Instant> since) {
    static Suspension from(Optional<Suspension> earlier, Instant at) {
        return new Suspension(earlier.map(Suspension::away).orElse(Duration.ZERO), Optional.of(at));
    }

    Suspension until(Instant at) {
        Duration more = since.map(start -> Duration.between(start, at)).orElse(Duration.ZERO);
        return new Suspension(away.plus(more), Optional.empty());
    }
}
