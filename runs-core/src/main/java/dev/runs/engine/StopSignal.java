package dev.runs.engine;

import dev.runs.graph.StepState;
import dev.runs.run.Permit;
import dev.runs.run.Run;
import dev.runs.run.Step;
import dev.runs.storage.RunKey;
import dev.runs.storage.StoreException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether a handler that is at work may as well stop, because its step was cancelled meanwhile. It looks at the store when the
 * handler asks, and at most once a second, so that a handler may ask in every turn of its loop. For one handler's thread.
 */
final class StopSignal {
    private static final Logger LOG = LoggerFactory.getLogger(StopSignal.class);
    private static final Duration REST = Duration.ofSeconds(1);

    private final Engine engine;
    private final RunKey key;
    private final String step;
    private final String permit;
    private @Nullable Instant next;
    private boolean stopped;

    StopSignal(Engine engine, RunKey key, Step step) {
        this.engine = engine;
        this.key = key;
        this.step = step.id();
        this.permit = step.permit().map(Permit::key).orElseThrow();
    }

    boolean isGiven() {
        Instant now = engine.now();
        if (!stopped && (next == null || !now.isBefore(next))) {
            next = now.plus(REST);
            stopped = isCancelled();
        }
        return stopped;
    }

    private boolean isCancelled() {
        return load().flatMap(run -> run.step(step))
                .filter(found -> found.state() == StepState.CANCELLED)
                .flatMap(Step::permit)
                .map(Permit::key)
                .filter(permit::equals)
                .isPresent();
    }

    /** What the store cannot say for the moment is no reason to stop, and none for the handler to fail. */
    private Optional<Run> load() {
        try {
            return engine.load(key.tenant(), key.run());
        } catch (StoreException e) {
            LOG.debug("Whether step '{}' of run '{}' was cancelled is not known", step, key, e);
            return Optional.empty();
        }
    }
}
