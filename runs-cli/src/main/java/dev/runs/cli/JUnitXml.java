package dev.runs.cli;

import dev.runs.rules.cases.CaseOutcome;
import dev.runs.rules.cases.CaseReport;
import dev.runs.rules.problem.RuleProblem;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Writes what came of cases in the form that build servers read of JUnit: a suite per pack, a test per case, and one for the
 * coverage if a least one is asked for. A mistake in a pack is a test with an error.
 */
final class JUnitXml {
    private static final char REPLACEMENT = '\uFFFD';

    private final StringBuilder cases = new StringBuilder();
    private int tests;
    private int failures;
    private int errors;

    private JUnitXml() {}

    static String of(List<PackTest> packs, Optional<Integer> leastCoverage) {
        StringBuilder suites = new StringBuilder();
        JUnitXml sum = new JUnitXml();
        Duration took = Duration.ZERO;
        for (PackTest pack : packs) {
            JUnitXml suite = new JUnitXml();
            suite.add(pack, leastCoverage);
            Duration time = total(pack.took());
            suites.append("  <testsuite name=\"")
                    .append(escaped(pack.mistakes().folder()))
                    .append('"')
                    .append(suite.counts())
                    .append(" skipped=\"0\" time=\"")
                    .append(seconds(time))
                    .append("\">\n")
                    .append(suite.cases)
                    .append("  </testsuite>\n");
            sum.tests += suite.tests;
            sum.failures += suite.failures;
            sum.errors += suite.errors;
            took = took.plus(time);
        }
        return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"runs\"" + sum.counts() + " time=\""
                + seconds(took) + "\">\n" + suites + "</testsuites>";
    }

    private void add(PackTest pack, Optional<Integer> leastCoverage) {
        for (RuleProblem problem : pack.mistakes().problems()) {
            String message =
                    problem.text() + problem.hint().map(hint -> "\n" + hint).orElse("");
            errors++;
            test(pack.mistakes().folder(), pack.mistakes().place(problem), "", Duration.ZERO);
            body("error", problem.code().id() + " " + problem.text(), message);
        }
        pack.report().ifPresent(report -> {
            for (int i = 0; i < report.outcomes().size(); i++) {
                add(
                        report,
                        report.outcomes().get(i),
                        pack.mistakes().folder(),
                        pack.took().get(i));
            }
            if (report.outcomes().isEmpty()) {
                failures++;
                test(report.pack().name(), "cases", "", Duration.ZERO);
                body("failure", "There is no case.", "No file of the folder ends with .cases.yaml.");
            }
            leastCoverage.ifPresent(percent -> coverage(report, percent));
        });
    }

    private void add(CaseReport report, CaseOutcome outcome, String folder, Duration took) {
        String file = outcome.ruleCase().file();
        String concern =
                file.substring(0, file.length() - ".cases.yaml".length()).replace('/', '.');
        test(
                report.pack().name() + "." + concern,
                outcome.ruleCase().name(),
                " file=\"" + escaped(folder + "/" + file) + "\" line=\""
                        + outcome.ruleCase().line() + "\"",
                took);
        if (outcome.passed()) {
            cases.append("/>\n");
        } else {
            failures++;
            body("failure", String.join("; ", outcome.differences()), outcome.details());
        }
    }

    private void coverage(CaseReport report, int percent) {
        test(report.pack().name(), "coverage of at least " + percent + " %", "", Duration.ZERO);
        if (report.coverage().isAtLeast(percent)) {
            cases.append("/>\n");
        } else {
            failures++;
            body(
                    "failure",
                    report.coverage().summary(),
                    String.join("\n", report.coverage().gaps()));
        }
    }

    private void test(String type, String name, String more, Duration took) {
        tests++;
        cases.append("    <testcase classname=\"")
                .append(escaped(type))
                .append("\" name=\"")
                .append(escaped(name))
                .append('"')
                .append(more)
                .append(" time=\"")
                .append(seconds(took))
                .append('"');
    }

    private void body(String kind, String message, String text) {
        cases.append(">\n      <")
                .append(kind)
                .append(" type=\"rules\" message=\"")
                .append(escaped(message))
                .append("\">")
                .append(escaped(text).replace("&#10;", "\n"))
                .append("</")
                .append(kind)
                .append(">\n    </testcase>\n");
    }

    private String counts() {
        return " tests=\"" + tests + "\" failures=\"" + failures + "\" errors=\"" + errors + "\"";
    }

    private static Duration total(List<Duration> parts) {
        return parts.stream().reduce(Duration.ZERO, Duration::plus);
    }

    private static String seconds(Duration time) {
        return String.format(Locale.ROOT, "%.3f", time.toNanos() / 1e9);
    }

    /** Returns a text as XML 1.0 can have it, in an attribute too; what it cannot have at all is replaced. */
    static String escaped(String text) {
        StringBuilder xml = new StringBuilder();
        text.codePoints().forEach(c -> {
            switch (c) {
                case '&' -> xml.append("&amp;");
                case '<' -> xml.append("&lt;");
                case '>' -> xml.append("&gt;");
                case '"' -> xml.append("&quot;");
                case '\'' -> xml.append("&apos;");
                case '\t', '\n', '\r' -> xml.append("&#").append(c).append(';');
                default -> xml.appendCodePoint(possible(c) ? c : REPLACEMENT);
            }
        });
        return xml.toString();
    }

    private static boolean possible(int c) {
        boolean half = c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE;
        // The controls from 7F on are possible and discouraged; readers choke on some of them.
        return c >= ' ' && !(c >= 0x7F && c < 0xA0) && !half && c != 0xFFFE && c != 0xFFFF;
    }
}
