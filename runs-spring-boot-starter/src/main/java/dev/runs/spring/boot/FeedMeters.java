package dev.runs.spring.boot;

import dev.runs.Runs;
import dev.runs.feed.FeedStatus;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collections;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How much is committed, and how far those who follow it are behind. Asks the store once for all meters of one look. Thread-safe. */
final class FeedMeters implements MeterBinder {
    private static final Logger LOG = LoggerFactory.getLogger(FeedMeters.class);
    private static final Duration FRESH = Duration.ofSeconds(1);

    private final Runs runs;
    private final InstantSource clock;
    private Optional<FeedStatus> status = Optional.empty();
    private Instant looked = Instant.MIN;

    FeedMeters(Runs runs, InstantSource clock) {
        this.runs = runs;
        this.clock = clock;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        FunctionCounter.builder("runs.commits", this, meters -> meters.value(FeedStatus::last))
                .description("Commits of all runs that have a position in the feed")
                .register(registry);
        Gauge.builder("runs.feed.waiting", this, meters -> meters.value(FeedStatus::waiting))
                .description("Commits that have no position in the feed yet")
                .register(registry);
        Gauge.builder(
                        "runs.feed.behind",
                        this,
                        meters -> meters.value(now -> now.lags().isEmpty()
                                ? 0
                                : Collections.max(now.lags().values())))
                .description("By how many commits the slowest named reader of the feed is behind")
                .register(registry);
    }

    private interface Value {
        double of(FeedStatus status);
    }

    /** Returns not-a-number while the store does not answer. */
    private double value(Value value) {
        return look().map(value::of).orElse(Double.NaN);
    }

    private synchronized Optional<FeedStatus> look() {
        Instant now = clock.instant();
        if (!now.isBefore(looked.plus(FRESH))) {
            looked = now;
            try {
                status = Optional.of(runs.feed().status());
            } catch (RuntimeException e) {
                LOG.debug("The store does not say how far the feed is", e);
                status = Optional.empty();
            }
        }
        return status;
    }
}
