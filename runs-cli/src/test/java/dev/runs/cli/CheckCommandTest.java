package dev.runs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine.Help.Ansi;

class CheckCommandTest {
    private static final String GOVERNANCE = "../samples/governance";

    @TempDir
    private Path temp;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void goodPack() {
        assertThat(runs("check", GOVERNANCE)).isZero();
        assertThat(out).hasToString("no errors in 10 files (31 rules)\n");
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void packWithMistakes_listsAllOfThem() throws IOException {
        String folder = brokenPack();
        assertThat(runs("check", folder)).isEqualTo(3);
        assertThat(out.toString().replace(folder, "FOLDER")).isEqualTo("""
                        FOLDER/pack.yaml:4:1  'default-aprovers' is not known here. Did you mean 'default-approvers'?
                            There are: name, version, owner, default-approvers, delegates, time-zone, business-days, holidays, requirements, rules.
                        FOLDER/pricing.drl:4:21  'risky' is not something a step has. Did you mean 'risk'?
                            A step has: action, agent, amount, external, key, pattern, requester.id, requester.kind, requester.onBehalfOf, requester.roles, risk, target, title.
                        2 errors in 2 of 2 files (1 rule)
                        """);
    }

    @Test
    void severalFolders_areSummedUp() throws IOException {
        String folder = brokenPack();
        assertThat(runs("check", GOVERNANCE + "/", folder)).isEqualTo(3);
        assertThat(out.toString()).endsWith("2 errors in 2 of 12 files (32 rules)\n");
    }

    @Test
    void json() throws IOException {
        String folder = brokenPack();
        assertThat(runs("check", GOVERNANCE, folder, "--format", "json")).isEqualTo(3);
        assertThat(out.toString().replace(folder, "FOLDER")).isEqualTo("""
                        {"packs": [
                          {"folder": "../samples/governance", "valid": true, "files": 10, "rules": 31, "errors": [], "warnings": []},
                          {"folder": "FOLDER", "valid": false, "files": 2, "rules": 1, "errors": [
                            {"code": "RUNS-RULE-012", "file": "pack.yaml", "line": 4, "column": 1, "text": "'default-aprovers' is not known here. Did you mean 'default-approvers'?", "hint": "There are: name, version, owner, default-approvers, delegates, time-zone, business-days, holidays, requirements, rules."},
                            {"code": "RUNS-RULE-031", "file": "pricing.drl", "line": 4, "column": 21, "text": "'risky' is not something a step has. Did you mean 'risk'?", "hint": "A step has: action, agent, amount, external, key, pattern, requester.id, requester.kind, requester.onBehalfOf, requester.roles, risk, target, title."}], "warnings": []}
                        ]}
                        """);
    }

    @Test
    void warnings() throws IOException {
        Files.writeString(temp.resolve("pack.yaml"), """
                name: t
                version: "1"
                owner: T
                default-approvers: [Boss]
                requirements: { big: { stages: [ { roles: [Legal], when: amount < 5 && amount > 5 } ] } }
                """);
        Files.writeString(temp.resolve("t.drl"), """
                package t
                rule "Big ones need legal" @id("T-1") @owner("T") @rationale("T")
                when
                  $step : StepFact( action == "a", amount > 40, amount <= 40 )
                then
                  gate.require($step, "big", "It is big");
                end
                """);
        String folder = temp.toString();
        assertThat(runs("check", folder)).isZero();
        String expected = """
                FOLDER/pack.yaml:5:72  warning: This stage can never be asked: amount < 5 and amount > 5 never hold together.
                    Conditions that are joined by ',' or '&&' must all hold; where one is enough, write '||'.
                FOLDER/t.drl:4:36  warning: 'amount' can be missing, and then the rule does not apply.
                    Write || amount is missing, or, if that is meant: amount is not missing
                FOLDER/t.drl:4:49  warning: This rule can never apply: amount > 40 and amount <= 40 never hold together.
                    Conditions that are joined by ',' or '&&' must all hold; where one is enough, write '||'.
                no errors and 3 warnings in 2 files (1 rule)
                """;
        assertThat(sorted(out.toString().replace(folder, "FOLDER"))).isEqualTo(sorted(expected));
        assertThat(runs("check", folder, "--fail-on-warnings")).isEqualTo(2);
    }

    private static List<String> sorted(String lines) {
        return lines.lines().sorted().toList();
    }

    @Test
    void casesAreCheckedAsWell() throws IOException {
        String folder = brokenPack();
        Files.writeString(
                Path.of(folder, "pack.yaml"), "name: t\nversion: \"1\"\nowner: T\ndefault-approvers: [Boss]\n");
        Files.writeString(Path.of(folder, "pricing.drl"), """
                package t
                rule "None" @id("T-1") @owner("T") @rationale("T")
                when $step : StepFact( external == true ) then gate.deny($step, "no"); end
                """);
        Files.writeString(Path.of(folder, "t.cases.yaml"), "cases: [ { name: A, expect: alow } ]\n");
        assertThat(runs("check", folder)).isEqualTo(3);
        assertThat(out.toString().replace(folder, "FOLDER"))
                .contains("FOLDER/t.cases.yaml:1:29  'alow' is not a verdict. Did you mean 'allow'?")
                .endsWith("1 of 3 files (1 rule)\n");
    }

    @Test
    void aJar() throws IOException {
        Path jar = temp.resolve("pack.jar");
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(jar))) {
            for (String file : List.of("pack.yaml", "vocabulary.yaml", "roles.yaml", "contracts.drl")) {
                zip.putNextEntry(new ZipEntry(file));
                String text = Files.readString(Path.of(GOVERNANCE, file)).replaceAll("(?s)\nrules:.*", "\n");
                zip.write(text.getBytes(StandardCharsets.UTF_8));
            }
        }
        assertThat(runs("check", jar.toString())).isZero();
        assertThat(out).hasToString("no errors in 4 files (4 rules)\n");
    }

    @Test
    void noSuchFolder() {
        assertThat(runs("check", "no/such")).isEqualTo(1);
        assertThat(out).hasToString("no/such  There is no such folder.\n1 error in 0 files (0 rules)\n");
    }

    @Test
    void fileInsteadOfAFolder() {
        assertThat(runs("check", GOVERNANCE + "/pack.yaml")).isEqualTo(1);
        assertThat(out).hasToString("""
                        ../samples/governance/pack.yaml  This is a file; a rule pack is a folder.
                        1 error in 0 files (0 rules)
                        """);
    }

    @Test
    void emptyFolder_isAnInvalidPack() {
        assertThat(runs("check", temp.toString())).isEqualTo(3);
        assertThat(out.toString().replace(temp.toString(), "FOLDER")).isEqualTo("""
                        FOLDER/*.drl  The pack has no rule file.
                            Rules stand in files whose names end with .drl, such as advocacy.drl
                        FOLDER/pack.yaml  The pack has no pack.yaml, which says its name, version, owner and default approvers.
                            Example: name: governance, version: "1.0", owner: Legal, default-approvers: ["Legal"], one per line.
                        2 errors in 0 files (0 rules)
                        """);
    }

    @Test
    void terminal_getsColours() {
        assertThat(run(Ansi.ON, "check", GOVERNANCE)).isZero();
        assertThat(out).hasToString("\u001B[32mno errors in 10 files (31 rules)\u001B[0m\n");
    }

    @Test
    void noFolderGiven() {
        assertThat(runs("check")).isEqualTo(1);
        assertThat(err).hasToString("runs: Missing required parameter: 'FOLDER'\nFix: runs check --help\n");
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void unknownCommand() {
        assertThat(runs("chek")).isEqualTo(1);
        assertThat(err).hasToString("runs: Unmatched argument at index 0: 'chek'\nFix: runs --help\n");
    }

    @Test
    void help_teaches() {
        assertThat(runs("check", "--help")).isZero();
        assertThat(out).hasToString("""
                        Usage: runs check [-hV] [--fail-on-warnings] [--format=text|json] FOLDER...
                        Finds every mistake in rule packs, and says how the right form looks.
                        Warns of what the authors probably do not mean.

                        A pack is a folder, a .jar or a .zip: pack.yaml (name, version, owner, default-approvers), perhaps
                        roles.yaml, and files whose names end with .drl, which hold the rules. Nothing in the folder is
                        ever run.
                              FOLDER...            The folder of a rule pack; several are allowed.
                              --fail-on-warnings   Exit with 2 if there is a warning and no mistake.
                              --format=text|json   How to print: text for people (default), json for programs.
                          -h, --help               Show this help message and exit.
                          -V, --version            Print version information and exit.

                        Exit codes:
                          0   every pack is fine
                          1   no such folder, or the command line is wrong
                          2   there are warnings, and --fail-on-warnings is given
                          3   a pack or its cases have mistakes

                        A rule looks like this:

                          rule "Discounts above 1,000 need the sales director"
                            @id("PRC-002") @owner("Sales") @rationale("Sales policy 4")
                          when
                            $step : StepFact( action == "crm.offer-discount", amount > 1000 )
                          then
                            gate.requireApproval($step, "Sales director", "The discount is above 1,000");
                          end

                        Examples:
                          runs check governance
                          runs check governance tenants/acme --format json
                          runs check target/governance.jar --fail-on-warnings
                        """);
    }

    @Test
    void noCommand_showsHelp() {
        assertThat(runs()).isZero();
        assertThat(out).hasToString("""
                        Usage: runs [-hV] COMMAND
                        For the people who write rule packs: rules that decide what an agent may do outside.
                        And for those who look after the stores in which hosts keep runs.
                          -h, --help      Show this help message and exit.
                          -V, --version   Print version information and exit.
                        Commands:
                          check       Finds every mistake in rule packs, and says how the right form looks.
                          test        Asks rule packs about the cases that lie beside their rules, and says where the
                                        verdict is another one.
                          explain     Explains what a rule pack says about one step: the verdict, each rule with each of
                                        its conditions, and what would change the verdict.
                          store       Looks after stores of runs.
                          completion  Prints a script that lets bash and zsh complete commands and options.

                        Start with a pack that works, and change it:
                          runs check samples/governance
                          runs test samples/governance

                        Each command explains itself: runs check --help
                        """);
    }

    private String brokenPack() throws IOException {
        Files.writeString(
                temp.resolve("pack.yaml"), "name: broken\nversion: 1\nowner: Testers\ndefault-aprovers: [Boss]\n");
        Files.writeString(temp.resolve("pricing.drl"), """
                package pricing
                rule "R" @id("R-1") @owner("Team") @rationale("Because")
                when
                  $step : StepFact( risky == true )
                then
                  gate.deny($step, "no");
                end
                """);
        return temp.toString();
    }

    private int runs(String... args) {
        return run(Ansi.OFF, args);
    }

    private int run(Ansi colours, String... args) {
        return RunsCli.run(new PrintWriter(out), new PrintWriter(err), colours, args);
    }
}
