package dev.runs.benchmarks.report;

import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * All figures of one run of benchmarks, as they are kept in a JSON file.
 *
 * @param list which list was run, {@code short} or {@code long}
 * @param at when it began, in UTC
 * @param seconds how long it took
 * @param machine where
 * @param versions what was measured and with what, by name
 * @param figures the figures, in the order of the list
 */
public record Results(
        String list, String at, long seconds, Machine machine, Map<String, String> versions, List<Figure> figures) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Copies the collections. */
    public Results {
        versions = new LinkedHashMap<>(versions);
        figures = List.copyOf(figures);
    }

    /** Reads a file that {@link #write} wrote. */
    public static Results read(Path file) throws IOException {
        return JSON.readValue(Files.readString(file), Results.class);
    }

    /** Writes these results into a file, one figure after the other. */
    public void write(Path file) throws IOException {
        DefaultPrettyPrinter printer = new DefaultPrettyPrinter();
        printer.indentArraysWith(DefaultIndenter.SYSTEM_LINEFEED_INSTANCE);
        Files.writeString(file, JSON.writer(printer).writeValueAsString(this) + "\n");
    }

    /** Returns these results with more behind them. */
    public Results and(List<Figure> more, Map<String, String> moreVersions) {
        List<Figure> all = new ArrayList<>(figures);
        all.addAll(more);
        Map<String, String> known = new LinkedHashMap<>(versions);
        known.putAll(moreVersions);
        return new Results(list, at, seconds, machine, known, all);
    }

    /** Returns these results with others in the place of a group's. */
    Results with(String group, List<Figure> measured) {
        List<Figure> all = new ArrayList<>(figures);
        int place = (int) figures.stream()
                .takeWhile(figure -> !figure.group().equals(group))
                .count();
        all.removeIf(figure -> figure.group().equals(group));
        all.addAll(place, measured);
        return new Results(list, at, seconds, machine, versions, all);
    }

    /** Returns these results with another time that all of it took. */
    public Results took(long longer) {
        return new Results(list, at, longer, machine, versions, figures);
    }

    List<Figure> of(String group, String work) {
        return figures.stream()
                .filter(figure -> figure.group().equals(group) && figure.work().equals(work))
                .toList();
    }

    Optional<Figure> of(String group, String work, String variant) {
        return of(group, work).stream()
                .filter(figure -> figure.variant().equals(variant))
                .findFirst();
    }

    /** Returns a figure as a multiple of what it is compared with. */
    double ratio(Figure figure) {
        Double given = figure.ratio();
        if (given != null) {
            return given;
        }
        return figure.median() / of(figure.group(), figure.work()).get(0).median();
    }
}
