package dev.runs.benchmarks.peers;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/** What was measured of one contestant: numbers by name, several where there were several rounds. Not thread-safe. */
final class Figures {
    /** Marks our lines among what engines print. */
    private static final String MARK = "figure ";

    private final Map<String, List<Double>> values = new LinkedHashMap<>();

    void add(String name, double value) {
        values.computeIfAbsent(name, key -> new ArrayList<>()).add(value);
    }

    /** Prints every figure on a line of its own, for {@link #read}. */
    void print(PrintStream out) {
        values.forEach((name, list) -> list.forEach(value -> out.println(MARK + name + " " + value)));
    }

    /** Takes a line over if it is a figure. */
    void read(String line) {
        if (line.startsWith(MARK)) {
            String[] words = line.split(" ", -1);
            add(words[1], Double.parseDouble(words[2]));
        }
    }

    Map<String, List<Double>> all() {
        return values;
    }

    /** Returns the median; empty where nothing was measured. */
    OptionalDouble median(String name) {
        List<Double> sorted = sorted(name);
        int size = sorted.size();
        return size == 0
                ? OptionalDouble.empty()
                : OptionalDouble.of((sorted.get((size - 1) / 2) + sorted.get(size / 2)) / 2);
    }

    /** Returns how far the highest is from the lowest, as a part of the median. */
    OptionalDouble spread(String name) {
        List<Double> sorted = sorted(name);
        return sorted.isEmpty()
                ? OptionalDouble.empty()
                : OptionalDouble.of((sorted.get(sorted.size() - 1) - sorted.get(0))
                        / median(name).getAsDouble());
    }

    /** Returns the median as a multiple of the baseline's, the mean of those before and behind it. */
    OptionalDouble ratio(String name) {
        OptionalDouble before = median("before." + name);
        OptionalDouble after = median("after." + name);
        OptionalDouble own = median(name);
        return own.isEmpty() || before.isEmpty() || after.isEmpty()
                ? OptionalDouble.empty()
                : OptionalDouble.of(own.getAsDouble() / ((before.getAsDouble() + after.getAsDouble()) / 2));
    }

    private List<Double> sorted(String name) {
        return values.getOrDefault(name, List.of()).stream().sorted().toList();
    }
}
