package dev.runs.benchmarks.population;

import dev.runs.benchmarks.durable.Stores;
import dev.runs.storage.Cursor;
import dev.runs.storage.InboxRow;
import dev.runs.storage.Page;
import java.io.IOException;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** The first page of an inbox: the fifty oldest questions to three roles of the tenant with the most runs. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
// Fields are set by the set-up, before anything else is called.
@SuppressWarnings("NullAway.Init")
public class InboxBenchmark {
    private static final int PAGE = 50;

    /** How many runs there are, of which a fifth waits. */
    @Param({"1000", "10000"})
    public int population;

    /** Where the runs are kept. */
    @Param({"sqlite", "postgresql"})
    public String store;

    private Stores stores;
    private final String tenant = Population.tenant(0);
    private final Set<String> roles = Set.of("Role 00", "Role 01", "Role 02");

    /** Opens a new store and writes the population. */
    @Setup
    public void open() throws IOException {
        stores = Stores.open(store);
        new Population().write(stores.store(), 0, population, 2);
    }

    /** Closes the store and deletes it. */
    @TearDown
    public void close() {
        stores.close();
    }

    /** Reads the page. */
    @Benchmark
    public Page<InboxRow> page() {
        return stores.store().inbox(tenant, roles, Cursor.start(), PAGE);
    }
}
