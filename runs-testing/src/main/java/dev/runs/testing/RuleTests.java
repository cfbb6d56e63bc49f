package dev.runs.testing;

import dev.runs.rules.RulePack;
import dev.runs.rules.RulePackStack;
import dev.runs.rules.RulePacks;
import dev.runs.rules.cases.CaseCoverage;
import dev.runs.rules.cases.CaseOutcome;
import dev.runs.rules.cases.CaseReport;
import dev.runs.rules.cases.RuleCase;
import dev.runs.rules.cases.RuleCases;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;

/**
 * The cases of a rule pack as tests of JUnit, the same that {@code runs test} asks:
 *
 * <pre>{@code
 * @TestFactory
 * Stream<DynamicNode> rules() {
 *     return RuleTests.of(Path.of("rules"));
 * }
 * }</pre>
 *
 * <p>Thread-safe: nothing is kept. The pack is loaded and asked when the method is called, which takes seconds for the first
 * pack of a process.
 *
 * @since 0.1.0
 */
public final class RuleTests {
    private RuleTests() {}

    /**
     * Returns a test for each case of a pack's folder, by file.
     *
     * @throws dev.runs.rules.RulePackException if the pack or its cases have mistakes; the message lists all of them
     * @throws IllegalArgumentException if there is no case
     */
    public static Stream<DynamicNode> of(Path folder) {
        return tests(folder, ask(folder)).stream();
    }

    /**
     * As {@link #of(Path)}, for the cases of a tenant's pack, asked on top of a global pack as an engine does.
     *
     * @param folder the folder of the tenant's pack, with the cases
     * @param global the folder of the global pack
     * @throws dev.runs.rules.RulePackException if either pack or the cases have mistakes, or the packs do not fit together
     * @throws IllegalArgumentException if there is no case
     */
    public static Stream<DynamicNode> of(Path folder, Path global) {
        return tests(folder, ask(folder, global)).stream();
    }

    /**
     * Returns a test for each case of a pack's folder, by file, and one that fails if they cover less of the rules or of the
     * conditions than so many of 100 parts.
     *
     * @throws dev.runs.rules.RulePackException if the pack or its cases have mistakes; the message lists all of them
     * @throws IllegalArgumentException if there is no case
     */
    public static Stream<DynamicNode> of(Path folder, int minCoverage) {
        return of(folder, ask(folder), minCoverage);
    }

    /**
     * As {@link #of(Path, int)}, for the cases of a tenant's pack, asked on top of a global pack. Covered are the tenant's rules.
     *
     * @throws dev.runs.rules.RulePackException if either pack or the cases have mistakes, or the packs do not fit together
     * @throws IllegalArgumentException if there is no case
     */
    public static Stream<DynamicNode> of(Path folder, Path global, int minCoverage) {
        return of(folder, ask(folder, global), minCoverage);
    }

    private static Stream<DynamicNode> of(Path folder, CaseReport report, int minCoverage) {
        List<DynamicNode> nodes = tests(folder, report);
        nodes.add(DynamicTest.dynamicTest(
                "coverage of at least " + minCoverage + " %",
                folder.toUri(),
                () -> covered(report.coverage(), minCoverage)));
        return nodes.stream();
    }

    private static CaseReport ask(Path folder) {
        List<RuleCase> cases = some(folder, RuleCases.folder(folder));
        try (RulePack pack = RulePacks.folder(folder)) {
            return CaseReport.of(pack, cases);
        }
    }

    private static CaseReport ask(Path folder, Path global) {
        List<RuleCase> cases = some(folder, RuleCases.folder(folder, global));
        try (RulePack below = RulePacks.folder(global);
                RulePack pack = RulePacks.folder(folder)) {
            return CaseReport.of(RulePackStack.of(below, pack), cases);
        }
    }

    private static List<RuleCase> some(Path folder, RuleCases read) {
        List<RuleCase> cases = read.check();
        if (cases.isEmpty()) {
            throw new IllegalArgumentException("Rule pack '" + folder
                    + "' has no case: no file of the folder ends with .cases.yaml. Nothing would be tested.");
        }
        return cases;
    }

    private static List<DynamicNode> tests(Path folder, CaseReport report) {
        Map<String, List<DynamicTest>> files = new LinkedHashMap<>();
        for (CaseOutcome outcome : report.outcomes()) {
            RuleCase one = outcome.ruleCase();
            URI place = URI.create(folder.resolve(one.file()).toUri() + "?line=" + one.line());
            files.computeIfAbsent(one.file(), file -> new ArrayList<>())
                    .add(DynamicTest.dynamicTest(one.name(), place, () -> passed(outcome)));
        }
        List<DynamicNode> nodes = new ArrayList<>();
        files.forEach((file, tests) -> nodes.add(
                DynamicContainer.dynamicContainer(file, folder.resolve(file).toUri(), tests.stream())));
        return nodes;
    }

    private static void passed(CaseOutcome outcome) {
        if (!outcome.passed()) {
            Assertions.fail(String.join("; ", outcome.differences()) + "\n" + outcome.details());
        }
    }

    private static void covered(CaseCoverage coverage, int least) {
        if (!coverage.isAtLeast(least)) {
            Assertions.fail(coverage.summary() + "\n" + String.join("\n", coverage.gaps()));
        }
    }
}
