package dev.runs.cli;

import dev.runs.rules.cases.CaseOutcome;
import dev.runs.rules.cases.CaseReport;
import java.io.PrintWriter;
import java.util.Optional;
import picocli.CommandLine.Help.Ansi;

/** Prints what came of a pack's cases for people. */
final class TestText {
    private static final String INDENT = "        ";

    private final PrintWriter out;
    private final Ansi colours;
    private final boolean details;
    private final Optional<Integer> least;

    TestText(PrintWriter out, Ansi colours, boolean details, Optional<Integer> least) {
        this.out = out;
        this.colours = colours;
        this.details = details;
        this.least = least;
    }

    void print(PackTest test) {
        if (test.report().isEmpty()) {
            test.mistakes().print(out, colours);
            String summary = Mistakes.count(test.mistakes().problems().size(), "error") + " in "
                    + test.mistakes().folder() + "; no case was asked";
            out.println(Colour.RED.on(summary, colours));
            return;
        }
        CaseReport report = test.report().get();
        out.println(Colour.BOLD.on(test.mistakes().folder(), colours) + "  (rule pack '"
                + report.pack().name() + "' version " + report.pack().version() + ")");
        report.outcomes().forEach(this::print);
        summary(report);
        coverage(report);
    }

    private void print(CaseOutcome outcome) {
        String word =
                outcome.passed() ? Colour.GREEN.on("ok", colours) + "    " : Colour.RED.on("FAIL", colours) + "  ";
        out.println(word + "  " + outcome.ruleCase().name() + "  ("
                + outcome.ruleCase().file() + ":" + outcome.ruleCase().line() + ")");
        String lines = outcome.passed() && !details ? outcome.came() : outcome.details();
        lines.lines().forEach(line -> out.println(INDENT + line));
    }

    private void summary(CaseReport report) {
        int cases = report.outcomes().size();
        if (cases == 0) {
            out.println(Colour.RED.on("There is no case: no file of the folder ends with .cases.yaml.", colours)
                    + " runs test --help shows one.");
        } else if (report.failures() == 0) {
            out.println(Colour.GREEN.on(Mistakes.count(cases, "case") + ", none failed", colours));
        } else {
            out.println(Colour.RED.on(Mistakes.count(cases, "case") + ", " + report.failures() + " failed", colours));
        }
    }

    private void coverage(CaseReport report) {
        out.println(report.coverage().summary());
        report.coverage().gaps().forEach(gap -> out.println("  " + gap));
        least.filter(percent -> !report.coverage().isAtLeast(percent))
                .ifPresent(percent -> out.println(
                        Colour.RED.on("The coverage is below the " + percent + " % that are asked for.", colours)));
    }
}
