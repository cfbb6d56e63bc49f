package dev.runs.testing.scenarios;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.opentest4j.TestAbortedException;

/**
 * Writes {@code target/scenarios.txt}: each of the 37 scenarios, and what became of its tests on each store. One of which only a
 * part can be tested yet is called "Scenario 9, in part: ..." and does not pass.
 */
final class ScenarioReport implements BeforeEachCallback, AfterEachCallback {
    static final int SCENARIOS = 37;

    private static final ExtensionContext.Namespace HERE = ExtensionContext.Namespace.create(ScenarioReport.class);
    private static final Pattern NUMBERED = Pattern.compile("Scenario ([0-9]+)(, in part)?: (.*)", Pattern.DOTALL);

    /** What became of tests, from the least to the worst. */
    private enum Result {
        SKIPPED,
        PASSED,
        IN_PART,
        FAILED
    }

    /** What became of one scenario. */
    private static final class Line {
        private final List<String> titles = new ArrayList<>();
        private final Map<Medium, Result> results = new EnumMap<>(Medium.class);
    }

    /** All results of this process; JUnit closes it at the end. */
    private static final class Collected implements AutoCloseable {
        private final Map<Integer, Line> lines = new TreeMap<>();

        private synchronized void add(int number, String title, Medium medium, Result result) {
            Line line = lines.computeIfAbsent(number, missing -> new Line());
            if (!line.titles.contains(title)) {
                line.titles.add(title);
            }
            line.results.merge(medium, result, (one, other) -> one.compareTo(other) > 0 ? one : other);
        }

        @Override
        public synchronized void close() throws IOException {
            int passed = 0;
            StringBuilder text = new StringBuilder();
            for (int number = 1; number <= SCENARIOS; number++) {
                Optional<Line> line = Optional.ofNullable(lines.get(number));
                boolean good = line.isPresent()
                        && line.get().results.containsValue(Result.PASSED)
                        && !line.get().results.containsValue(Result.IN_PART)
                        && !line.get().results.containsValue(Result.FAILED);
                passed += good ? 1 : 0;
                text.append("%2d  %s  %s%n"
                        .formatted(
                                number,
                                good ? "pass" : "FAIL",
                                line.map(Collected::words).orElse("no test was run")));
            }
            String report = text + "%d of %d scenarios pass%n".formatted(passed, SCENARIOS);
            Files.createDirectories(Path.of("target"));
            Files.writeString(Path.of("target", "scenarios.txt"), report);
            System.out.print(report);
        }

        private static String words(Line line) {
            List<String> stores = new ArrayList<>();
            line.results.forEach((medium, result) -> stores.add(
                    result == Result.PASSED
                            ? medium.toString()
                            : medium + " "
                                    + result.toString().toLowerCase(Locale.ROOT).replace('_', ' ')));
            String title = line.titles.stream()
                    .filter(one -> !one.startsWith("... "))
                    .findFirst()
                    .orElse(line.titles.get(0));
            return title + " [" + String.join(", ", stores) + "]";
        }
    }

    private static Collected collected(ExtensionContext context) {
        return context.getRoot()
                .getStore(HERE)
                .computeIfAbsent(Collected.class, type -> new Collected(), Collected.class);
    }

    /** So that there is a report also where the first test does not even begin. */
    @Override
    public void beforeEach(ExtensionContext context) {
        collected(context);
    }

    @Override
    public void afterEach(ExtensionContext context) {
        Matcher numbered = NUMBERED.matcher(context.getDisplayName());
        if (!numbered.matches() || !(context.getRequiredTestInstance() instanceof Host test)) {
            return;
        }
        Result result = context.getExecutionException()
                .map(failure -> failure instanceof TestAbortedException ? Result.SKIPPED : Result.FAILED)
                .orElse(Result.PASSED);
        if (result == Result.PASSED && numbered.group(2) != null) {
            result = Result.IN_PART;
        }
        collected(context).add(Integer.parseInt(numbered.group(1)), numbered.group(3), test.medium(), result);
    }
}
