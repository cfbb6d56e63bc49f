package dev.runs.cli;

import dev.runs.rules.RulePackException;
import dev.runs.rules.cases.Explanation;
import dev.runs.rules.cases.RuleCase;
import dev.runs.rules.cases.RuleCases;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code runs explain}: what each rule of a pack says to one set of facts, and why. */
@Command(
        name = "explain",
        description = {
            "Explains what a rule pack says about one step: the verdict, each rule with each of its conditions, and what would"
                    + " change the verdict."
        },
        mixinStandardHelpOptions = true,
        versionProvider = RunsCli.Version.class,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:explained",
            "1:no such folder, file or case, or the command line is wrong",
            "3:the pack, its cases or the facts have mistakes"
        },
        footer = {
            "",
            "A file of facts is a case without name and expectation:",
            "",
            "  at: 2026-11-23T12:00:00Z",
            "  step: { action: crm.offer-discount, external: true, risk: medium, amount: 2000 }",
            "",
            "Examples:",
            "  runs explain governance --case \"A large discount goes to the sales director\"",
            "  runs explain governance --facts discount.yaml --format json",
            "  runs explain tenants/acme --global governance --facts discount.yaml"
        })
final class ExplainCommand implements Callable<Integer> {
    /** What is explained. */
    private static final class Subject {
        @Option(names = "--case", paramLabel = "NAME", description = "The name of a case of the pack.")
        private @Nullable String name;

        @Option(names = "--facts", paramLabel = "FILE", description = "A file with facts.")
        private @Nullable Path facts;
    }

    @Parameters(paramLabel = "FOLDER", description = "The folder of a rule pack.")
    @SuppressWarnings("NullAway.Init") // Set by picocli.
    private Path folder;

    @ArgGroup(multiplicity = "1")
    @SuppressWarnings("NullAway.Init") // Set by picocli.
    private Subject subject;

    @Mixin
    private final GlobalPack global = new GlobalPack();

    @Mixin
    private final TextOrJson format = new TextOrJson();

    @Spec
    @SuppressWarnings("NullAway.Init") // Set by picocli.
    private CommandSpec spec;

    @Override
    public Integer call() {
        List<Path> facts = Optional.ofNullable(subject.facts).stream().toList();
        try {
            RuleCases cases = global.read(below -> facts.isEmpty() ? cases(below) : facts(below, facts.get(0)));
            if (!cases.problems().isEmpty()) {
                return mistakes(Mistakes.of(folder, facts, cases.problems()));
            }
            RuleCase one = facts.isEmpty()
                    ? named(cases, String.valueOf(subject.name))
                    : cases.cases().get(0);
            return global.use(folder, rules -> explain(Explanation.of(rules, one)));
        } catch (GlobalPack.Broken e) {
            return mistakes(e.mistakes());
        } catch (RulePackException e) {
            // It does not fit on the global pack, or a file was changed in between.
            return mistakes(Mistakes.of(folder, facts, e.problems()));
        }
    }

    private RuleCases cases(Optional<Path> below) {
        return below.map(path -> RuleCases.folder(folder, path)).orElseGet(() -> RuleCases.folder(folder));
    }

    private RuleCases facts(Optional<Path> below, Path facts) {
        return below.map(path -> RuleCases.facts(folder, path, facts)).orElseGet(() -> RuleCases.facts(folder, facts));
    }

    private int explain(Explanation explanation) {
        PrintWriter out = spec.commandLine().getOut();
        if (format.json()) {
            out.println(explanation.json());
        } else {
            out.print(explanation.text());
        }
        return ExitCode.OK;
    }

    private RuleCase named(RuleCases cases, String name) {
        return cases.named(name)
                .orElseThrow(() -> new ParameterException(
                        spec.commandLine(),
                        "The pack has no case '" + name + "'."
                                + cases.nearest(name)
                                        .map(near -> " Did you mean '" + near.name() + "'?")
                                        .orElse("")));
    }

    private int mistakes(Mistakes mistakes) {
        mistakes.print(
                spec.commandLine().getErr(), spec.commandLine().getColorScheme().ansi());
        return mistakes.exitCode();
    }
}
