package dev.runs.benchmarks.population;

import dev.runs.storage.Commit;
import dev.runs.storage.CommitResult;
import dev.runs.storage.RunStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Who has which runs: 98 tenants, of which the first has a fifth of all; a fifth of the runs waits for one of 12 roles,
 * three fifths are approved and executed, a fifth is rejected. Every meeting led to three runs. The same number is always
 * the same run.
 */
final class Population {
    static final int TENANTS = 98;
    static final int ROLES = 12;
    private static final int RUNS_PER_MEETING = 3;

    private final Map<RunTemplate.Ending, RunTemplate> templates = new EnumMap<>(RunTemplate.Ending.class);

    Population() {
        for (RunTemplate.Ending ending : RunTemplate.Ending.values()) {
            templates.put(ending, RunTemplate.of(ending));
        }
    }

    static String tenant(int number) {
        return String.format(Locale.ROOT, "tenant-%03d", number % 5 == 0 ? 0 : 1 + number / 5 % (TENANTS - 1));
    }

    static String role(int number) {
        return String.format(Locale.ROOT, "Role %02d", mixed(number, 1) % ROLES);
    }

    static String run(int number) {
        return String.format(Locale.ROOT, "run-%09d", number);
    }

    static String meeting(int number) {
        // Neighbours of one tenant are five numbers apart.
        return String.format(Locale.ROOT, "meeting-%s-%09d", tenant(number), number / 5 / RUNS_PER_MEETING);
    }

    static RunTemplate.Ending ending(int number) {
        return switch (mixed(number, 2) % 5) {
            case 0 -> RunTemplate.Ending.WAITING;
            case 1 -> RunTemplate.Ending.REJECTED;
            default -> RunTemplate.Ending.APPROVED;
        };
    }

    /** A number without a pattern, always the same; two kinds of it are independent. */
    private static int mixed(int number, int kind) {
        long mixed = (number * 4L + kind) * 0x9E3779B97F4A7C15L;
        return (int) ((mixed ^ mixed >>> 29) >>> 33);
    }

    private RunTemplate template(int number) {
        return Objects.requireNonNull(templates.get(ending(number)));
    }

    private Stamp stamp(int number) {
        return new Stamp(
                template(number),
                tenant(number),
                role(number),
                meeting(number),
                run(number),
                Duration.ofSeconds(number));
    }

    /** Returns the commits with which a run came to be. */
    List<Commit> each(int number) {
        return stamp(number).each(template(number));
    }

    /** Returns a run's whole life as one commit. */
    Commit atOnce(int number) {
        return stamp(number).atOnce(template(number));
    }

    /** Writes the runs of the given numbers, each as one commit, by several threads. */
    void write(RunStore store, int from, int to, int threads) {
        ExecutorService executor = Executors.newFixedThreadPool(threads);
        try {
            List<Future<?>> parts = new ArrayList<>();
            for (int thread = 0; thread < threads; thread++) {
                int first = from + thread;
                parts.add(executor.submit(() -> {
                    for (int number = first; number < to; number += threads) {
                        write(store, atOnce(number));
                    }
                }));
            }
            for (Future<?> part : parts) {
                part.get();
            }
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException("the population could not be written", e);
        } finally {
            executor.shutdownNow();
        }
    }

    static void write(RunStore store, Commit commit) {
        CommitResult result = store.commit(commit);
        if (!(result instanceof CommitResult.Committed)) {
            throw new IllegalStateException(commit.key() + ": " + result);
        }
    }
}
