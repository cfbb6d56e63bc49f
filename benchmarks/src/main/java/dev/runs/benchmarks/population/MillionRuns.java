package dev.runs.benchmarks.population;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.runs.storage.RunStore;
import dev.runs.storage.jdbc.Durability;
import dev.runs.storage.jdbc.PostgresOptions;
import dev.runs.storage.jdbc.PostgresStore;
import dev.runs.storage.jdbc.SchemaMode;
import dev.runs.storage.jdbc.SqliteOptions;
import dev.runs.storage.jdbc.SqliteStore;
import java.nio.file.Path;
import java.util.Locale;

/**
 * Writes a population into a store, and measures what calls take on it.
 *
 * <pre>
 * write   STORE RUNS [THREADS]   writes runs 0 to RUNS, each as one commit
 * each    STORE RUNS             writes them with every commit of their lives, to see what a run takes on the disk
 * measure STORE RUNS [SEED]      prints a table
 * </pre>
 *
 * A store is the path of a SQLite file, or the JDBC URL of a PostgreSQL database. Writing does not wait for the disk; measuring
 * does.
 */
public final class MillionRuns {
    private static final int PART = 10_000;

    private MillionRuns() {}

    /** Does what the arguments say. */
    public static void main(String[] args) {
        if (args.length < 3) {
            System.err.println("usage: (write|each|measure) STORE RUNS [THREADS or SEED]");
            System.exit(2);
        }
        int number = Integer.parseInt(args[2]);
        long more = args.length > 3 ? Long.parseLong(args[3]) : 1;
        switch (args[0]) {
            case "write" -> write(args[1], number, (int) more);
            case "each" -> each(args[1], number);
            case "measure" -> measure(args[1], number, more);
            default -> throw new IllegalArgumentException("there is no '" + args[0] + "'; write, each or measure");
        }
    }

    private static RunStore open(String store, Durability durability) {
        if (!store.startsWith("jdbc:postgresql:")) {
            return SqliteStore.at(Path.of(store), SqliteOptions.defaults().durability(durability));
        }
        HikariConfig pool = new HikariConfig();
        pool.setJdbcUrl(store);
        pool.setMaximumPoolSize(8);
        if (durability == Durability.RELAXED) {
            pool.setConnectionInitSql("SET synchronous_commit = off");
        }
        return PostgresStore.on(
                new HikariDataSource(pool), PostgresOptions.defaults().schemaMode(SchemaMode.MIGRATE));
    }

    private static void write(String where, int runs, int threads) {
        Population population = new Population();
        try (RunStore store = open(where, Durability.RELAXED)) {
            long begin = System.nanoTime();
            for (int from = 0; from < runs; from += PART) {
                population.write(store, from, Math.min(runs, from + PART), threads);
                if ((from + PART) % (10 * PART) == 0) {
                    System.out.printf(Locale.ROOT, "%d runs, %.0f s%n", from + PART, (System.nanoTime() - begin) / 1e9);
                }
            }
        }
    }

    private static void each(String where, int runs) {
        Population population = new Population();
        try (RunStore store = open(where, Durability.RELAXED)) {
            for (int number = 0; number < runs; number++) {
                population.each(number).forEach(commit -> Population.write(store, commit));
            }
        }
    }

    private static void measure(String where, int runs, long seed) {
        try (RunStore store = open(where, Durability.FULL)) {
            new Latencies(store, runs, seed, System.out).all();
        }
    }
}
