package dev.runs.benchmarks.report;

import dev.runs.benchmarks.durable.PostgresServer;
import dev.runs.benchmarks.report.Entry.Effort;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.NoBenchmarksException;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;
import org.openjdk.jmh.util.Statistics;

/** Has JMH measure entries of a list, each in processes of its own; all of them share one PostgreSQL server. */
final class Measuring {
    private static final String PACKAGE = "dev.runs.benchmarks.";
    private static final String ALLOCATED = "gc.alloc.rate.norm";

    private final PostgresServer server;

    Measuring(PostgresServer server) {
        this.server = server;
    }

    /** Returns what was measured; empty if this program does not have the benchmark, because it is another module's. */
    Optional<Figure> measure(Entry entry) throws RunnerException {
        ChainedOptionsBuilder options = new OptionsBuilder()
                .include(name(entry))
                .verbosity(VerboseMode.SILENT)
                .shouldFailOnError(true)
                .addProfiler(GCProfiler.class)
                .jvmArgsAppend("-D" + PostgresServer.PROPERTY + "=" + server.url());
        entry.parameters().forEach(options::param);
        effort(options, entry.effort());
        try {
            RunResult result = new Runner(options.build()).run().iterator().next();
            return Optional.of(figure(entry, result));
        } catch (NoBenchmarksException e) {
            return Optional.empty();
        }
    }

    private static String name(Entry entry) {
        return "^" + Pattern.quote(PACKAGE + entry.benchmark()) + "$";
    }

    private static void effort(ChainedOptionsBuilder options, Effort effort) {
        switch (effort) {
            case WARM -> byClock(options, 5, 10, 100);
            case WARM_LONG -> byClock(options, 15, 10, 100);
            case SETTLED -> byClock(options, 50, 10, 100);
            case SLOW -> byClock(options, 2, 3, 500);
            case COUNTED -> options.forks(1);
            case COUNTED_FEW -> options.forks(1).warmupIterations(3).measurementIterations(5);
            case FIRST -> options.forks(3);
            case FIRST_OF_FEW -> options.forks(2);
        }
    }

    private static void byClock(ChainedOptionsBuilder options, int warmUp, int measured, int millis) {
        options.forks(1)
                .warmupIterations(warmUp)
                .warmupTime(TimeValue.milliseconds(2L * millis))
                .measurementIterations(measured)
                .measurementTime(TimeValue.milliseconds(millis));
    }

    private static Figure figure(Entry entry, RunResult result) {
        Result<?> primary = result.getPrimaryResult();
        Statistics samples = primary.getStatistics();
        String unit = primary.getScoreUnit().replace("/op", "").replace("us", "µs");
        return new Figure(
                entry.group(),
                entry.work(),
                entry.variant(),
                entry.size(),
                unit,
                rounded(samples.getPercentile(50)),
                rounded(samples.getMin()),
                rounded(samples.getMax()),
                (int) samples.getN(),
                allocated(entry, result),
                null,
                null);
    }

    /** Of a single operation the profiler counts what JMH itself allocates around it. */
    private static @Nullable Double allocated(Entry entry, RunResult result) {
        Result<?> allocated = result.getSecondaryResults().get(ALLOCATED);
        boolean once = entry.effort() == Effort.FIRST || entry.effort() == Effort.FIRST_OF_FEW;
        return allocated == null || once
                ? null
                : rounded(allocated.getStatistics().getPercentile(50));
    }

    /** To four digits: more of them would be noise. */
    static double rounded(double value) {
        return new BigDecimal(value).round(new MathContext(4)).doubleValue();
    }
}
