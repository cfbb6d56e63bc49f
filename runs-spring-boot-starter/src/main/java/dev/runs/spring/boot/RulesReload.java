package dev.runs.spring.boot;

import dev.runs.rules.Activation;
import dev.runs.rules.RuleFolder;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Looks again and again whether rule folders have changed, on a daemon thread of its own, as long as the application runs. A pack
 * that cannot be loaded changes nothing: the one in force stays, and this remembers why. Thread-safe.
 */
final class RulesReload implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(RulesReload.class);

    private final Duration rest;
    private final InstantSource clock;
    private final List<RuleFolder> folders = new CopyOnWriteArrayList<>();
    private final Map<String, Refused> refused = new ConcurrentHashMap<>();
    private Optional<ScheduledExecutorService> thread = Optional.empty();

    /** A change that was not put in force: when, and why. */
    record Refused(Instant at, String why) {}

    /**
     * Makes one that watches nothing yet.
     *
     * @param rest the time between two looks
     */
    RulesReload(Duration rest, InstantSource clock) {
        this.rest = rest;
        this.clock = clock;
    }

    void watch(RuleFolder folder) {
        folders.add(folder);
    }

    /** Looks once at each folder. */
    void look() {
        for (RuleFolder folder : folders) {
            try {
                folder.run();
            } catch (RuntimeException e) {
                LOG.warn("A look at a rule folder failed; there will be others", e);
            }
        }
    }

    /** Returns the folders whose last change was not put in force, by the property that names them. */
    SortedMap<String, Refused> refused() {
        return new TreeMap<>(refused);
    }

    /** Returns who is told about the folder that a property names. */
    RuleFolder.Listener listener(String property) {
        return new RuleFolder.Listener() {
            @Override
            public void activated(Activation activation) {
                refused.remove(property);
                LOG.info("The changed rules of {} are in force: {}", property, activation.pack());
            }

            @Override
            public void refused(RuntimeException failure) {
                refused.put(property, new Refused(clock.instant(), String.valueOf(failure.getMessage())));
                LOG.warn("The changed rules of {} were not put in force; those in force stay", property, failure);
            }
        };
    }

    @Override
    public synchronized void start() {
        if (thread.isEmpty()) {
            ScheduledExecutorService looking = Executors.newSingleThreadScheduledExecutor(task -> {
                Thread made = new Thread(task, "runs-rules-reload");
                made.setDaemon(true);
                return made;
            });
            thread = Optional.of(looking);
            ScheduledFuture<?> unused =
                    looking.scheduleWithFixedDelay(this::look, rest.toMillis(), rest.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    @Override
    public synchronized void stop() {
        thread.ifPresent(ScheduledExecutorService::shutdownNow);
        thread = Optional.empty();
    }

    @Override
    public synchronized boolean isRunning() {
        return thread.isPresent();
    }
}
