package dev.runs.cli;

import dev.runs.rules.cases.CaseReport;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code runs test}: asks rule packs their cases. */
@Command(
        name = "test",
        description = {
            "Asks rule packs about the cases that lie beside their rules, and says where the verdict is another one.",
            "",
            "Cases stand in files of the pack's folder whose names end with .cases.yaml. The rules are asked in the same way as by"
                    + " a program that uses Runs, at the time that the case says.",
            "",
            "Coverage says what no case shows: each rule is to be seen speaking and silent, each condition true and false,"
                    + " those of stages in pack.yaml among them. It is rounded down.",
            "",
            "With --global the packs are asked as tenants' packs: on top of the global pack, which they can only tighten. Cases may"
                    + " then name rules, roles and facts of both; coverage is of the tenant's pack."
        },
        mixinStandardHelpOptions = true,
        versionProvider = RunsCli.Version.class,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:every case got what it expects",
            "1:no such folder, or the command line is wrong",
            "3:a pack or its cases have mistakes; nothing of that pack was asked",
            "4:a case did not get what it expects, there is no case, or the coverage is too low"
        },
        footer = {
            "",
            "A file of cases looks like this:",
            "",
            "  defaults:",
            "    at: 2026-11-23T12:00:00Z",
            "    step: { action: crm.offer-discount, external: true, risk: medium }",
            "  cases:",
            "    - name: A large discount goes to the sales director",
            "      step: { amount: 2000 }",
            "      expect: { verdict: ask, approvers: [Sales director], rules: [PRC-002] }",
            "    - name: Discounts by amount",
            "      matrix: { amount: [500, 1000, 1001, missing] }",
            "      expect:",
            "        - { amount: [500, 1000], verdict: allow }",
            "        - { verdict: ask }",
            "",
            "Examples:",
            "  runs test governance",
            "  runs test governance retail --min-coverage 90",
            "  runs test tenants/acme tenants/bolt --global governance",
            "  runs test governance --format junit > target/rules.xml"
        })
final class TestCommand implements Callable<Integer> {
    private enum Format {
        TEXT,
        JSON,
        JUNIT
    }

    @Mixin
    private final PackFolders folders = new PackFolders();

    @Mixin
    private final GlobalPack global = new GlobalPack();

    @Option(
            names = "--min-coverage",
            paramLabel = "PERCENT",
            description = "Fail if the cases cover less of the rules or of the conditions of a pack.")
    private @Nullable Integer minCoverage;

    @Option(
            names = "--details",
            description =
                    "Print of every case, not only of those that fail, what was expected and what each rule said.")
    private boolean details;

    @Option(
            names = "--format",
            paramLabel = "text|json|junit",
            description = "How to print: text for people (default), json for programs, junit for build servers.")
    private Format format = Format.TEXT;

    @Spec
    @SuppressWarnings("NullAway.Init") // Set by picocli.
    private CommandSpec spec;

    @Override
    public Integer call() {
        Optional<Integer> least = Optional.ofNullable(minCoverage);
        if (least.isPresent() && (least.get() < 0 || least.get() > 100)) {
            throw new ParameterException(spec.commandLine(), "--min-coverage is from 0 to 100, not " + minCoverage);
        }
        List<PackTest> tests = new ArrayList<>();
        PrintWriter out = spec.commandLine().getOut();
        TestText text = new TestText(out, spec.commandLine().getColorScheme().ansi(), details, least);
        for (Path folder : folders.all()) {
            PackTest test = PackTest.of(folder, global);
            tests.add(test);
            if (format == Format.TEXT) {
                text.print(test);
            }
        }
        if (format == Format.JSON) {
            out.println(TestJson.of(tests));
        } else if (format == Format.JUNIT) {
            out.println(JUnitXml.of(tests, least));
        }
        return tests.stream().anyMatch(test -> test.mistakes().nothingThere())
                ? ExitCode.TOOL_ERROR
                : tests.stream().mapToInt(test -> exitCode(test, least)).max().orElse(ExitCode.OK);
    }

    private static int exitCode(PackTest test, Optional<Integer> least) {
        if (test.report().isEmpty()) {
            return test.mistakes().exitCode();
        }
        CaseReport report = test.report().get();
        boolean covered = least.isEmpty() || report.coverage().isAtLeast(least.get());
        return report.failures() == 0 && !report.outcomes().isEmpty() && covered ? ExitCode.OK : ExitCode.FAILED;
    }
}
