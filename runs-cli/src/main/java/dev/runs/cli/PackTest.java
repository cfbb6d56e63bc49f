package dev.runs.cli;

import dev.runs.rules.RulePack;
import dev.runs.rules.RulePackException;
import dev.runs.rules.RulePacks;
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

    static PackTest of(Path folder) {
        RuleCases cases = RuleCases.folder(folder);
        if (!cases.problems().isEmpty()) {
            return new PackTest(Mistakes.of(folder, List.of(), cases.problems()), Optional.empty(), List.of());
        }
        try (RulePack pack = RulePacks.folder(folder)) {
            List<CaseOutcome> outcomes = new ArrayList<>();
            List<Duration> took = new ArrayList<>();
            for (RuleCase one : cases.cases()) {
                long start = System.nanoTime();
                outcomes.add(one.ask(pack));
                took.add(Duration.ofNanos(System.nanoTime() - start));
            }
            CaseReport report = new CaseReport(pack.pack(), outcomes, CaseCoverage.of(pack, outcomes));
            return new PackTest(Mistakes.of(folder, List.of(), List.of()), Optional.of(report), took);
        } catch (RulePackException e) {
            // A file was changed in between.
            return new PackTest(Mistakes.of(folder, List.of(), e.problems()), Optional.empty(), List.of());
        }
    }
}
