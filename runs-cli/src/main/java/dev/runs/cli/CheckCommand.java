package dev.runs.cli;

import dev.runs.rules.PackCheck;
import dev.runs.rules.RulePacks;
import dev.runs.rules.cases.RuleCases;
import dev.runs.rules.problem.RuleProblem;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code runs check}: every mistake of every file of rule packs. */
@Command(
        name = "check",
        description = {
            "Finds every mistake in rule packs and their cases, and says how the right form looks. Warns of what the authors"
                    + " probably do not mean.",
            "",
            "A pack is a folder, a .jar or a .zip: pack.yaml (name, version, owner, default-approvers), perhaps roles.yaml, and files"
                    + " whose names end with .drl, which hold the rules. Nothing in the folder is ever run."
        },
        mixinStandardHelpOptions = true,
        versionProvider = RunsCli.Version.class,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:every pack is fine",
            "1:no such folder, or the command line is wrong",
            "2:there are warnings, and --fail-on-warnings is given",
            "3:a pack or its cases have mistakes"
        },
        footer = {
            "",
            "A rule looks like this:",
            "",
            "  rule \"Discounts above 1,000 need the sales director\"",
            "    @id(\"PRC-002\") @owner(\"Sales\") @rationale(\"Sales policy 4\")",
            "  when",
            "    $step : StepFact( action == \"crm.offer-discount\", amount > 1000 )",
            "  then",
            "    gate.requireApproval($step, \"Sales director\", \"The discount is above 1,000\");",
            "  end",
            "",
            "Examples:",
            "  runs check governance",
            "  runs check governance tenants/acme --format json",
            "  runs check target/governance.jar --fail-on-warnings"
        })
final class CheckCommand implements Callable<Integer> {
    @Mixin
    private final PackFolders folders = new PackFolders();

    @Option(names = "--fail-on-warnings", description = "Exit with 2 if there is a warning and no mistake.")
    private boolean failOnWarnings;

    @Mixin
    private final TextOrJson format = new TextOrJson();

    @Spec
    @SuppressWarnings("NullAway.Init") // Set by picocli.
    private CommandSpec spec;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        Map<Path, PackCheck> checks = new LinkedHashMap<>();
        for (Path folder : folders.all()) {
            checks.put(folder, check(folder));
        }
        List<Mistakes> mistakes = checks.entrySet().stream()
                .map(entry ->
                        Mistakes.of(entry.getKey(), List.of(), entry.getValue().problems()))
                .toList();
        if (format.json()) {
            out.println(CheckJson.of(checks));
        } else {
            Ansi colours = spec.commandLine().getColorScheme().ansi();
            mistakes.forEach(pack -> pack.print(out, colours));
            checks.forEach((folder, check) ->
                    Mistakes.of(folder, List.of(), check.warnings()).printAsWarnings(out, colours));
            out.println(summary(colours, checks));
        }
        if (mistakes.stream().anyMatch(Mistakes::nothingThere)) {
            return ExitCode.TOOL_ERROR;
        }
        boolean warned =
                checks.values().stream().anyMatch(check -> !check.warnings().isEmpty());
        int least = failOnWarnings && warned ? ExitCode.WARNINGS : ExitCode.OK;
        return Math.max(
                least, mistakes.stream().mapToInt(Mistakes::exitCode).max().orElse(ExitCode.OK));
    }

    /** Checks a pack, and where it is a folder its cases as well. */
    private static PackCheck check(Path pack) {
        PackCheck check = RulePacks.check(pack);
        if (!Files.isDirectory(pack)) {
            return check;
        }
        List<RuleProblem> all = RuleCases.folder(pack).problems();
        int more = (int) all.stream()
                .filter(problem -> !check.problems().contains(problem))
                .map(RuleProblem::file)
                .filter(file -> check.problems().stream()
                        .noneMatch(problem -> problem.file().equals(file)))
                .distinct()
                .count();
        return new PackCheck(
                check.files() + more, check.filesWithProblems() + more, check.rules(), all, check.warnings());
    }

    private static String summary(Ansi colours, Map<Path, PackCheck> checks) {
        int errors = 0;
        int warnings = 0;
        int broken = 0;
        int files = 0;
        int rules = 0;
        for (PackCheck check : checks.values()) {
            errors += check.problems().size();
            warnings += check.warnings().size();
            broken += check.filesWithProblems();
            files += check.files();
            rules += check.rules();
        }
        String of = broken == 0 ? "" : broken + " of ";
        String where = of + Mistakes.count(files, "file") + " (" + Mistakes.count(rules, "rule") + ")";
        String found = (errors == 0 ? "no errors" : Mistakes.count(errors, "error"))
                + (warnings == 0 ? "" : " and " + Mistakes.count(warnings, "warning")) + " in " + where;
        return (errors == 0 ? Colour.GREEN : Colour.RED).on(found, colours);
    }
}
