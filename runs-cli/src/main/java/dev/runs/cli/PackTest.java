package dev.runs.cli;

import dev.runs.rules.RuleGate;
import dev.runs.rules.RulePackException;
import dev.runs.rules.cases.CaseCoverage;
import dev.runs.rules.cases.CaseOutcome;
import dev.runs.rules.cases.CaseReport;
import dev.runs.rules.cases.RuleCase;
import dev.runs.rules.cases.RuleCases;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A pack that was asked its cases, or was not because of mistakes.
 *
 * @param mistakes what was found; with any, there is no report
 * @param report what came of the cases
 * @param took how long each case took, in the order of the report
 */
record PackTest(Mistakes mistakes, Optional<CaseReport> report, List<Duration> took) {
    PackTest {
        took = List.copyOf(took);
    }

    /** Asks the pack of a folder its cases, on top of the global pack if there is one. */
    static PackTest of(Path folder, GlobalPack global) {
        try {
            RuleCases cases = global.read(below ->
                    below.map(path -> RuleCases.folder(folder, path)).orElseGet(() -> RuleCases.folder(folder)));
            return cases.problems().isEmpty()
                    ? global.use(folder, rules -> asked(folder, rules, cases))
                    : broken(Mistakes.of(folder, List.of(), cases.problems()));
        } catch (GlobalPack.Broken e) {
            return broken(e.mistakes());
        } catch (RulePackException e) {
            // It does not fit on the global pack, or a file was changed in between.
            return broken(Mistakes.of(folder, List.of(), e.problems()));
        }
    }

    private static PackTest asked(Path folder, RuleGate rules, RuleCases cases) {
        List<CaseOutcome> outcomes = new ArrayList<>();
        List<Duration> took = new ArrayList<>();
        for (RuleCase one : cases.cases()) {
            long start = System.nanoTime();
            outcomes.add(one.ask(rules));
            took.add(Duration.ofNanos(System.nanoTime() - start));
        }
        CaseReport report = new CaseReport(rules.pack(), outcomes, CaseCoverage.of(rules, outcomes));
        return new PackTest(Mistakes.of(folder, List.of(), List.of()), Optional.of(report), took);
    }

    private static PackTest broken(Mistakes mistakes) {
        return new PackTest(mistakes, Optional.empty(), List.of());
    }
}
