package dev.runs.benchmarks.report;

import dev.runs.benchmarks.durable.CommitSize;
import dev.runs.benchmarks.durable.PostgresServer;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.openjdk.jmh.runner.RunnerException;

/**
 * Runs a list of benchmarks and prints one table.
 *
 * <pre>
 * short [FILE]     about four minutes; with a file, the figures are written there as JSON
 * long FILE        everything, in half an hour
 * again GROUP FILE measures one group of a long list anew, such as gate, and puts its figures in place of those in the file
 * table FILE       prints the table of a file
 * page FILE PAGE   fills the tables of docs/guide/performance.md and draws the charts beside it
 * </pre>
 */
public final class Report {
    private static final String USAGE =
            "usage: short [FILE] | long FILE | again GROUP FILE | table FILE | page FILE PAGE";

    private Report() {}

    /** Does what the arguments say. */
    public static void main(String[] args) throws IOException, RunnerException {
        String what = args.length == 0 ? "" : args[0];
        if (what.equals("table") && args.length == 2) {
            System.out.println(text(Results.read(Path.of(args[1]))));
        } else if (what.equals("again") && args.length == 3) {
            again(args[1], Path.of(args[2]));
        } else if (what.equals("page") && args.length == 3) {
            PerformancePage.fill(Results.read(Path.of(args[1])), Path.of(args[2]));
        } else if ((what.equals("short") && args.length <= 2) || (what.equals("long") && args.length == 2)) {
            Results results = measure(what.equals("long"));
            if (args.length == 2) {
                results.write(Path.of(args[1]));
            }
            System.out.println(text(results));
        } else {
            System.err.println(USAGE);
            System.exit(2);
        }
    }

    private static void again(String group, Path file) throws IOException, RunnerException {
        List<Entry> entries = Suite.whole().stream()
                .filter(entry -> entry.group().equals(group))
                .toList();
        if (entries.isEmpty()) {
            throw new IllegalArgumentException("there is no group '" + group + "'");
        }
        Results.read(file).with(group, measure(entries, new LinkedHashMap<>())).write(file);
    }

    /** Measures the short list or the long one, as far as this program has the benchmarks. */
    public static Results measure(boolean whole) throws IOException, RunnerException {
        Machine machine = Machine.here();
        Instant begin = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        Map<String, String> versions = Versions.here();
        List<Figure> figures = measure(whole ? Suite.whole() : Suite.brief(), versions);
        figures.addAll(counted());
        return new Results(
                whole ? "long" : "short",
                begin.toString(),
                begin.until(Instant.now(), ChronoUnit.SECONDS),
                machine.afterwards(),
                versions,
                figures);
    }

    private static List<Figure> measure(List<Entry> entries, Map<String, String> versions)
            throws IOException, RunnerException {
        List<Figure> figures = new ArrayList<>();
        try (PostgresServer server = PostgresServer.start()) {
            versions.put("PostgreSQL", server.version());
            Measuring measuring = new Measuring(server);
            for (int i = 0; i < entries.size(); i++) {
                Entry entry = entries.get(i);
                System.err.printf(
                        Locale.ROOT,
                        "%d of %d: %s, %s, %s%n",
                        i + 1,
                        entries.size(),
                        entry.group(),
                        entry.work(),
                        entry.variant());
                measuring.measure(entry).ifPresent(figures::add);
            }
        }
        return figures;
    }

    /** What need not be timed: it is the same on every machine. */
    private static List<Figure> counted() {
        List<Figure> figures = new ArrayList<>();
        for (int steps : List.of(10, 1_000, 10_000)) {
            CommitSize size = CommitSize.ofApproval(steps);
            figures.add(counted("bytes of documents, events and content", steps, "B", size.bytes()));
            figures.add(counted("rows", steps, "rows", size.rows()));
        }
        figures.sort((a, b) -> a.work().compareTo(b.work()));
        return figures;
    }

    private static Figure counted(String work, int steps, String unit, double value) {
        double rounded = Measuring.rounded(value);
        return new Figure(
                Suite.WRITTEN,
                work,
                Suite.count(steps) + " steps",
                steps,
                unit,
                rounded,
                rounded,
                rounded,
                1,
                null,
                null,
                null);
    }

    /** Returns the table and what belongs to it, for a terminal. */
    public static String text(Results results) {
        StringBuilder text = new StringBuilder(Table.of(results)).append('\n');
        text.append("ratio: to the first line of the same work; of peers to plain JDBC measured around them.\n");
        text.append("machine: ").append(results.machine()).append('\n');
        text.append("versions: ").append(results.versions()).append('\n');
        text.append(results.list())
                .append(" list, begun ")
                .append(results.at())
                .append(", ")
                .append(results.seconds())
                .append(" s");
        return text.toString();
    }

    /** What is measured and with what. */
    private static final class Versions {
        private static final List<String> LIBRARIES = List.of(
                "runs-core", "jmh-core", "drools-core", "jgrapht-core", "sqlite-jdbc", "postgresql", "HikariCP");

        static Map<String, String> here() {
            Map<String, String> versions = new LinkedHashMap<>();
            String classPath = System.getProperty("java.class.path", "");
            List<Path> jars = new ArrayList<>();
            for (String part : classPath.split(java.io.File.pathSeparator, -1)) {
                Path path = Path.of(part);
                jars.add(path);
                Path lib = path.toAbsolutePath().resolveSibling("lib");
                String[] beside = lib.toFile().list();
                for (String name : beside == null ? new String[0] : beside) {
                    jars.add(lib.resolve(name));
                }
            }
            for (String library : LIBRARIES) {
                jars.stream()
                        .map(jar -> String.valueOf(jar.getFileName()))
                        .filter(name -> name.matches(library + "-\\d.*\\.jar"))
                        .findFirst()
                        .ifPresent(
                                name -> versions.put(library, name.substring(library.length() + 1, name.length() - 4)));
            }
            return versions;
        }
    }
}
