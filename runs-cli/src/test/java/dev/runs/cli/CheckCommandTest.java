package dev.runs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
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
        assertThat(out).hasToString("no errors in 9 files (29 rules)\n");
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
        assertThat(out.toString()).endsWith("2 errors in 2 of 11 files (30 rules)\n");
    }

    @Test
    void json() throws IOException {
        String folder = brokenPack();
        assertThat(runs("check", GOVERNANCE, folder, "--format", "json")).isEqualTo(3);
        assertThat(out.toString().replace(folder, "FOLDER")).isEqualTo("""
                        {"packs": [
                          {"folder": "../samples/governance", "valid": true, "files": 9, "rules": 29, "errors": []},
                          {"folder": "FOLDER", "valid": false, "files": 2, "rules": 1, "errors": [
                            {"code": "RUNS-RULE-012", "file": "pack.yaml", "line": 4, "column": 1, "text": "'default-aprovers' is not known here. Did you mean 'default-approvers'?", "hint": "There are: name, version, owner, default-approvers, delegates, time-zone, business-days, holidays, requirements, rules."},
                            {"code": "RUNS-RULE-031", "file": "pricing.drl", "line": 4, "column": 21, "text": "'risky' is not something a step has. Did you mean 'risk'?", "hint": "A step has: action, agent, amount, external, key, pattern, requester.id, requester.kind, requester.onBehalfOf, requester.roles, risk, target, title."}]}
                        ]}
                        """);
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
        assertThat(out).hasToString("\u001B[32mno errors in 9 files (29 rules)\u001B[0m\n");
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
                        Usage: runs check [-hV] [--format=text|json] FOLDER...
                        Finds every mistake in rule packs, and says how the right form looks.

                        A pack is a folder: pack.yaml (name, version, owner, default-approvers), perhaps roles.yaml, and
                        files whose names end with .drl, which hold the rules. Nothing in the folder is ever run.
                              FOLDER...            The folder of a rule pack; several are allowed.
                              --format=text|json   How to print: text for people (default), json for programs.
                          -h, --help               Show this help message and exit.
                          -V, --version            Print version information and exit.

                        Exit codes:
                          0   every pack is fine
                          1   no such folder, or the command line is wrong
                          3   a pack has mistakes; it would not be loaded

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
