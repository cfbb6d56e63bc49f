package dev.runs.spring.boot;

import dev.runs.engine.Handler;
import dev.runs.engine.NotDoneException;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;

/** Times each call of a handler, by action and by what came of it: done, not done, or nobody knows. Thread-safe. */
record HandlerMeters(MeterRegistry registry) {
    Handler around(String action, Handler handler) {
        return step -> {
            Timer.Sample sample = Timer.start(registry);
            String outcome = "unknown";
            try {
                handler.handle(step);
                outcome = "done";
            } catch (NotDoneException e) {
                outcome = "not-done";
                throw e;
            } finally {
                sample.stop(Timer.builder("runs.handler")
                        .description("Calls of handlers")
                        .tag("action", action)
                        .tag("outcome", outcome)
                        .register(registry));
            }
        };
    }
}
