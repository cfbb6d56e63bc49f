package dev.runs.benchmarks.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the peers' own program wrote about other engines, as figures beside all others. */
public final class PeerFigures {
    static final String DECISIONS = "peers: decisions";
    static final String STARTS = "peers: starts";
    static final String FOOTPRINT = "peers: footprint";

    private static final int[] THREADS = {1, 8};

    /** What is counted or measured once, by the name in the file. */
    private enum Footprint {
        TABLES("tables", "tables", "tables", 1),
        DECISION_STATEMENTS("decision.statements", "SQL statements per decision", "statements", 1),
        DECISION_TRIPS("decision.round-trips", "round trips per decision", "trips", 1),
        DECISION_TRANSACTIONS("decision.transactions", "transactions per decision", "transactions", 1),
        START_STATEMENTS("start.statements", "SQL statements per start", "statements", 1),
        START_TRIPS("start.round-trips", "round trips per start", "trips", 1),
        FIRST("first-decision", "from the start of the JVM to the first decision", "s", 1),
        ALLOCATED("allocated.1", "allocated per decision", "B", 1),
        HEAP("waiting.heap", "heap per waiting run", "B", 1),
        WAITING("waiting.threads", "threads per waiting run", "threads", 1);

        private final String field;
        private final String work;
        private final String unit;
        private final double factor;

        Footprint(String field, String work, String unit, double factor) {
            this.field = field;
            this.work = work;
            this.unit = unit;
            this.factor = factor;
        }
    }

    private final List<Figure> figures = new ArrayList<>();
    private final Map<String, String> versions = new LinkedHashMap<>();

    private PeerFigures() {}

    /** Reads the file. */
    public static PeerFigures read(Path file) throws IOException {
        JsonNode root = new ObjectMapper().readTree(Files.readString(file));
        PeerFigures found = new PeerFigures();
        JsonNode contestants = root.path("contestants");
        for (int threads : THREADS) {
            contestants.forEach(one -> found.rate(one, DECISIONS, decisions(threads), "decisions." + threads));
        }
        for (int threads : THREADS) {
            contestants.forEach(one -> found.rate(one, STARTS, threads(threads), "starts." + threads));
        }
        contestants.forEach(one -> found.jars(one, "jars that a host gains", "jars", "jars"));
        contestants.forEach(one -> found.jars(one, "size of these jars", "megabytes", "MB"));
        for (Footprint what : Footprint.values()) {
            contestants.forEach(one -> found.footprint(one, what));
        }
        contestants.forEach(one -> found.versions.put(
                one.path("label").asText(), one.path("version").asText()));
        return found;
    }

    static String decisions(int threads) {
        return "approve a waiting run, " + threads(threads);
    }

    private static String threads(int threads) {
        return threads == 1 ? "1 thread" : threads + " threads";
    }

    private void rate(JsonNode one, String group, String work, String field) {
        JsonNode ratio = one.path("ratio" + field.substring(field.indexOf('.')));
        add(
                one,
                group,
                work,
                "1/s",
                values(one.path("figures").path(field), 1),
                group.equals(DECISIONS) && ratio.isNumber() ? ratio.asDouble() : null);
    }

    private void footprint(JsonNode one, Footprint what) {
        add(one, FOOTPRINT, what.work, what.unit, values(one.path("figures").path(what.field), what.factor), null);
    }

    private void jars(JsonNode one, String work, String field, String unit) {
        add(one, FOOTPRINT, work, unit, List.of(one.path(field).asDouble()), null);
    }

    private static List<Double> values(JsonNode samples, double factor) {
        List<Double> values = new ArrayList<>();
        samples.forEach(sample -> values.add(sample.asDouble() * factor));
        return values.stream().sorted().toList();
    }

    private void add(
            JsonNode one, String group, String work, String unit, List<Double> sorted, @Nullable Double ratio) {
        if (sorted.isEmpty()) {
            return;
        }
        int size = sorted.size();
        figures.add(new Figure(
                group,
                work,
                one.path("label").asText(),
                0,
                unit,
                Measuring.rounded((sorted.get((size - 1) / 2) + sorted.get(size / 2)) / 2),
                Measuring.rounded(sorted.get(0)),
                Measuring.rounded(sorted.get(size - 1)),
                size,
                null,
                ratio == null ? null : Measuring.rounded(ratio),
                one.path("durable").asBoolean(true) ? null : "not durable"));
    }

    /** Returns the figures. */
    public List<Figure> figures() {
        return List.copyOf(figures);
    }

    /** Returns the engines' versions. */
    public Map<String, String> versions() {
        return new LinkedHashMap<>(versions);
    }
}
