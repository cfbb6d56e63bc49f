package dev.runs.benchmarks.peers;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Collections;
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
        return median(of(name));
    }

    /** Returns each round as a multiple of the baseline's, the mean of those right before and behind it. */
    List<Double> ratios(String name) {
        List<Double> baseline = of("baseline." + name);
        List<Double> own = of(name);
        List<Double> ratios = new ArrayList<>();
        for (int i = 0; i < Math.min(own.size(), baseline.size() - 1); i++) {
            ratios.add(own.get(i) / ((baseline.get(i) + baseline.get(i + 1)) / 2));
        }
        return ratios;
    }

    private List<Double> of(String name) {
        return values.getOrDefault(name, List.of());
    }

    /** Returns the median; empty if there are none. */
    static OptionalDouble median(List<Double> numbers) {
        List<Double> sorted = numbers.stream().sorted().toList();
        int size = sorted.size();
        return size == 0
                ? OptionalDouble.empty()
                : OptionalDouble.of((sorted.get((size - 1) / 2) + sorted.get(size / 2)) / 2);
    }

    /** Returns how far the highest is from the lowest, as a part of the median; empty if there are none. */
    static OptionalDouble spread(List<Double> numbers) {
        OptionalDouble median = median(numbers);
        return median.isEmpty()
                ? median
                : OptionalDouble.of((Collections.max(numbers) - Collections.min(numbers)) / median.getAsDouble());
    }
}
