package dev.runs.benchmarks.report;

import java.util.List;
import java.util.Locale;

/** How numbers are printed: three digits that count, and the unit that needs the fewest others. */
final class Numbers {
    private static final List<String> TIMES = List.of("ns", "µs", "ms", "s");
    private static final List<String> SIZES = List.of("B", "KiB", "MiB", "GiB");

    private Numbers() {}

    /** Returns a value with its unit, such as {@code 1.25 ms}. */
    static String of(double value, String unit) {
        if (TIMES.contains(unit)) {
            return scaled(value, 1_000, TIMES, TIMES.indexOf(unit));
        }
        if (SIZES.contains(unit)) {
            return scaled(value, 1_024, SIZES, SIZES.indexOf(unit));
        }
        boolean counted = value == Math.rint(value);
        return (counted ? String.format(Locale.ROOT, "%,.0f", value) : digits(value)) + " " + unit;
    }

    private static String scaled(double value, int step, List<String> units, int unit) {
        double scaled = value;
        int at = unit;
        while (scaled >= step && at < units.size() - 1) {
            scaled /= step;
            at++;
        }
        while (scaled < 1 && at > 0 && scaled > 0) {
            scaled *= step;
            at--;
        }
        return digits(scaled) + " " + units.get(at);
    }

    static String bytes(double value) {
        // What is left is the measuring's own.
        return value < 1 ? "0 B" : of(value, "B");
    }

    /** Returns a multiple; nothing where there is nothing to compare with. */
    static String ratio(double value) {
        return Double.isNaN(value) || Double.isInfinite(value)
                ? ""
                : String.format(Locale.ROOT, value < 10 ? "%.2f x" : "%,.0f x", value);
    }

    static String digits(double value) {
        if (value == 0) {
            return "0";
        }
        int before = (int) Math.floor(Math.log10(Math.abs(value))) + 1;
        return String.format(Locale.ROOT, "%,." + Math.max(0, Math.min(4, 3 - before)) + "f", value);
    }

    /** Returns a time in nanoseconds. */
    static double nanos(Figure figure) {
        return figure.median() * Math.pow(1_000, TIMES.indexOf(figure.unit()));
    }
}
