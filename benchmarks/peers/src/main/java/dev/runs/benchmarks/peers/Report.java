package dev.runs.benchmarks.peers;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.PrintStream;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * Everything that one call measured, for people and for programs.
 *
 * @param postgres the server's version
 * @param settings its settings that matter
 * @param host the jars of driver and pool, which every host has
 * @param took how long all of it took
 */
record Report(
        Machine machine,
        String postgres,
        Map<String, String> settings,
        Effort effort,
        List<Path> host,
        List<Measured> contestants,
        Duration took) {
    /** A measured value and how it is printed. */
    private record Column(String title, String format, Value value) {
        String of(Measured measured) {
            OptionalDouble found = value.of(measured);
            return found.isEmpty() ? "-" : String.format(Locale.ROOT, format, found.getAsDouble());
        }
    }

    private interface Value {
        OptionalDouble of(Measured measured);
    }

    private static final List<Column> SPEED = List.of(
            median("decisions/s", "%.0f", "decisions.1", 1),
            ratio("x JDBC", "decisions.1"),
            spread("spread", "decisions.1"),
            median("starts/s", "%.0f", "starts.1", 1),
            median("8 thr: dec/s", "%.0f", "decisions.8", 1),
            ratio("x JDBC", "decisions.8"),
            spread("spread", "decisions.8"),
            median("starts/s", "%.0f", "starts.8", 1),
            median("KB/decision", "%.1f", "allocated.1", 1e3));

    private static final List<Column> FOOTPRINT = List.of(
            new Column("jars", "%.0f", measured -> OptionalDouble.of(measured.jars())),
            new Column("MB", "%.1f", measured -> OptionalDouble.of(measured.megabytes())),
            median("tables", "%.0f", "tables", 1),
            median("dec: stmts", "%.1f", "decision.statements", 1),
            median("trips", "%.1f", "decision.round-trips", 1),
            median("tx", "%.1f", "decision.transactions", 1),
            median("start: stmts", "%.1f", "start.statements", 1),
            median("trips", "%.1f", "start.round-trips", 1),
            median("tx", "%.1f", "start.transactions", 1),
            median("1st dec, s", "%.2f", "first-decision", 1),
            median("KB/waiting", "%.2f", "waiting.heap", 1e3),
            median("threads", "%.2f", "waiting.threads", 1));

    private static Column median(String title, String format, String figure, double unit) {
        return new Column(title, format, measured -> {
            OptionalDouble found = measured.figures().median(figure);
            return found.isEmpty() ? found : OptionalDouble.of(found.getAsDouble() / unit);
        });
    }

    private static Column ratio(String title, String figure) {
        return new Column(
                title, "%.2f", measured -> Figures.median(measured.figures().ratios(figure)));
    }

    private static Column spread(String title, String figure) {
        return new Column(title, "%.0f%%", measured -> {
            OptionalDouble found = Figures.spread(measured.figures().ratios(figure));
            return found.isEmpty() ? found : OptionalDouble.of(found.getAsDouble() * 100);
        });
    }

    /** Prints the table. */
    void print(PrintStream out) {
        out.println("Approving a waiting run so that its external step is ready, and starting such a run; PostgreSQL "
                + postgres + ", " + effort.name().toLowerCase(Locale.ROOT) + " run of " + took.toSeconds() + " s");
        out.println("Machine: " + machine);
        out.println("Server: " + settings);
        print(out, "Speed", SPEED);
        print(out, "Footprint", FOOTPRINT);
        out.println();
        out.println(
                "x JDBC: decisions/s as a multiple of plain JDBC with 2 statements, measured right before and behind each round.");
        out.println(
                "spread: of x JDBC, its highest round less its lowest, of the median. KB/decision: allocated in the process, one thread.");
        out.printf(
                Locale.ROOT,
                "jars, MB: what a host gains beside driver and pool (%d jars, %.1f MB). 1st dec: from asking for the JVM.%n",
                host.size(),
                Libraries.megabytes(host));
        out.println("KB/waiting, threads: heap and threads of the process per waiting run.");
        contestants.stream()
                .filter(measured -> !measured.contestant().durable())
                .forEach(measured -> out.println(measured.contestant().label()
                        + " keeps everything in memory: it is NOT durable and asks no database."));
        contestants.stream()
                .filter(measured -> measured.figures().median("warm-up.stable").orElse(1) == 0)
                .forEach(measured -> out.println(measured.contestant().label() + " still changed its speed after "
                        + Math.round(measured.figures().median("warm-up.runs").orElse(0))
                        + " runs of warming up: its figures may be pessimistic."));
        contestants.stream()
                .filter(measured -> !measured.complete())
                .forEach(measured -> out.println(measured.contestant().label() + " FAILED; see the logs."));
    }

    private void print(PrintStream out, String title, List<Column> columns) {
        out.println();
        StringBuilder line = new StringBuilder(String.format("%-34s", title));
        columns.forEach(column -> line.append(cell(column, column.title())));
        out.println(line);
        for (Measured measured : contestants) {
            line.setLength(0);
            line.append(String.format("%-34s", measured.contestant().label() + " " + measured.version()));
            columns.forEach(column -> line.append(cell(column, column.of(measured))));
            out.println(line);
        }
    }

    private static String cell(Column column, String text) {
        return String.format("%" + (Math.max(6, column.title().length()) + 2) + "s", text);
    }

    /** Writes everything, each round by itself. */
    void write(Path file) throws IOException {
        try (Writer writer = Files.newBufferedWriter(file, StandardCharsets.UTF_8);
                JsonGenerator json = new JsonFactory().createGenerator(writer)) {
            json.useDefaultPrettyPrinter();
            json.writeStartObject();
            json.writeStringField("effort", effort.name());
            json.writeNumberField("seconds", took.toSeconds());
            writeMachine(json);
            json.writeNumberField("driverAndPoolJars", host.size());
            json.writeNumberField("driverAndPoolMegabytes", Libraries.megabytes(host));
            json.writeArrayFieldStart("contestants");
            for (Measured measured : contestants) {
                write(json, measured);
            }
            json.writeEndArray();
            json.writeEndObject();
        }
    }

    private void writeMachine(JsonGenerator json) throws IOException {
        json.writeObjectFieldStart("machine");
        json.writeNumberField("cores", machine.cores());
        json.writeNumberField("memory", machine.memory());
        json.writeStringField("jdk", machine.jdk());
        json.writeStringField("system", machine.system());
        json.writeNumberField("load", machine.load());
        json.writeNumberField("syncMillis", machine.sync());
        json.writeEndObject();
        json.writeObjectFieldStart("postgres");
        json.writeStringField("version", postgres);
        for (Map.Entry<String, String> setting : settings.entrySet()) {
            json.writeStringField(setting.getKey(), setting.getValue());
        }
        json.writeEndObject();
    }

    private static void write(JsonGenerator json, Measured measured) throws IOException {
        json.writeStartObject();
        json.writeStringField("name", measured.contestant().name());
        json.writeStringField("label", measured.contestant().label());
        json.writeStringField("version", measured.version());
        json.writeBooleanField("durable", measured.contestant().durable());
        json.writeBooleanField("complete", measured.complete());
        json.writeNumberField("jars", measured.jars());
        json.writeNumberField("megabytes", measured.megabytes());
        for (int threads : PeerProcess.THREADS) {
            List<Double> ratios = measured.figures().ratios("decisions." + threads);
            OptionalDouble median = Figures.median(ratios);
            if (median.isPresent()) {
                json.writeNumberField("ratio." + threads, median.getAsDouble());
            }
            json.writeArrayFieldStart("ratios." + threads);
            for (double ratio : ratios) {
                json.writeNumber(ratio);
            }
            json.writeEndArray();
        }
        json.writeObjectFieldStart("figures");
        for (Map.Entry<String, List<Double>> figure : measured.figures().all().entrySet()) {
            json.writeArrayFieldStart(figure.getKey());
            for (double value : figure.getValue()) {
                json.writeNumber(value);
            }
            json.writeEndArray();
        }
        json.writeEndObject();
        json.writeEndObject();
    }
}
