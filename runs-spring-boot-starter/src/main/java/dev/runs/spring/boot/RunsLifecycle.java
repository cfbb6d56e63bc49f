package dev.runs.spring.boot;

import dev.runs.Runs;
import java.time.Duration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.SmartLifecycle;

/**
 * Ties the worker to the application: it starts when all beans are there, among the last, and stops among the first, while
 * everything that handlers use still works.
 */
final class RunsLifecycle implements SmartLifecycle {
    private final Runs runs;
    private final ConfigurableApplicationContext context;
    private final Duration patience;

    /**
     * Makes one.
     *
     * @param patience how long a handler that is at work may take to finish
     */
    RunsLifecycle(Runs runs, ConfigurableApplicationContext context, Duration patience) {
        this.runs = runs;
        this.context = context;
        this.patience = patience;
    }

    @Override
    public void start() {
        runs.start();
    }

    @Override
    public void stop() {
        if (context.isClosed()) {
            // For good: those who follow the feed are let go as well, before a web server waits for their connections.
            runs.close(patience);
        } else {
            runs.stop(patience);
        }
    }

    @Override
    public boolean isRunning() {
        return runs.isStarted();
    }
}
