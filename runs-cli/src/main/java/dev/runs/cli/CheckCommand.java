package dev.runs.cli;

import dev.runs.rules.PackCheck;
import dev.runs.rules.RuleErrorCode;
import dev.runs.rules.RulePacks;
import dev.runs.rules.RuleProblem;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code runs check}: every mistake of every file of rule packs. */
@Command(
        name = "check",
        description = {
            "Finds every mistake in rule packs, and says how the right form looks.",
            "",
            "A pack is a folder: pack.yaml (name, version, owner, default-approvers), perhaps roles.yaml, and files"
                    + " whose names end with .drl, which hold the rules. Nothing in the folder is ever run."
        },
        mixinStandardHelpOptions = true,
        versionProvider = RunsCli.Version.class,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:every pack is fine",
            "1:no such folder, or the command line is wrong",
            "3:a pack has mistakes; it would not be loaded"
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
            "  runs check governance tenants/acme --format json"
        })
final class CheckCommand implements Callable<Integer> {
    private enum Format {
        TEXT,
        JSON
    }

    @Parameters(arity = "1..*", paramLabel = "FOLDER", description = "The folder of a rule pack; several are allowed.")
    @SuppressWarnings("NullAway.Init") // Set by picocli.
    private List<Path> folders;

    @Option(
            names = "--format",
            paramLabel = "text|json",
            description = "How to print: text for people (default), json for programs.")
    private Format format = Format.TEXT;

    @Spec
    @SuppressWarnings("NullAway.Init") // Set by picocli.
    private CommandSpec spec;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        Map<String, PackCheck> checks = new LinkedHashMap<>();
        for (Path folder : folders) {
            checks.putIfAbsent(shown(folder), RulePacks.check(folder));
        }
        if (format == Format.JSON) {
            out.println(CheckJson.of(checks));
        } else {
            Ansi colours = spec.commandLine().getColorScheme().ansi();
            checks.forEach((folder, check) -> print(out, colours, folder, check));
            out.println(summary(colours, checks));
        }
        return exitCode(checks);
    }

    private static int exitCode(Map<String, PackCheck> checks) {
        if (checks.values().stream().anyMatch(CheckCommand::noFolder)) {
            return ExitCode.TOOL_ERROR;
        }
        return checks.values().stream().allMatch(PackCheck::valid) ? ExitCode.OK : ExitCode.INVALID_PACK;
    }

    /** Returns whether there was nothing to check: a mistake of the command line, not of the pack. */
    private static boolean noFolder(PackCheck check) {
        return check.files() == 0
                && check.problems().stream().anyMatch(problem -> problem.code() == RuleErrorCode.FOLDER);
    }

    private static void print(PrintWriter out, Ansi colours, String folder, PackCheck check) {
        for (RuleProblem problem : check.problems()) {
            String place = noFolder(check) ? problem.place() : folder + "/" + problem.place();
            out.println(bold(colours, place) + "  " + problem.text());
            problem.hint().ifPresent(hint -> out.println("    " + hint));
        }
    }

    private static String summary(Ansi colours, Map<String, PackCheck> checks) {
        int errors = 0;
        int broken = 0;
        int files = 0;
        int rules = 0;
        for (PackCheck check : checks.values()) {
            errors += check.problems().size();
            broken += check.filesWithProblems();
            files += check.files();
            rules += check.rules();
        }
        String of = broken == 0 ? "" : broken + " of ";
        String where = of + count(files, "file") + " (" + count(rules, "rule") + ")";
        String found = (errors == 0 ? "no errors" : count(errors, "error")) + " in " + where;
        return colours.enabled() ? (errors == 0 ? "\u001B[32m" : "\u001B[31m") + found + "\u001B[0m" : found;
    }

    private static String count(int number, String word) {
        return number + " " + word + (number == 1 ? "" : "s");
    }

    private static String bold(Ansi colours, String text) {
        return colours.enabled() ? "\u001B[1m" + text + "\u001B[0m" : text;
    }

    /** Returns the folder as it was written, without a slash at the end. */
    private static String shown(Path folder) {
        return folder.toString().replace('\\', '/');
    }
}
