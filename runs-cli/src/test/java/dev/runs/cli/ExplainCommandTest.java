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

class ExplainCommandTest {
    private static final String GOVERNANCE = "../samples/governance";

    @TempDir
    private Path temp;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void case_isExplained() {
        assertThat(runs("explain", GOVERNANCE, "--case", "A reference goes to the customer success director"))
                .isZero();
        assertThat(out.toString()).startsWith("""
                A reference goes to the customer success director  (advocacy.cases.yaml:18)
                  Promote Acme as a reference candidate (crm.promote-reference): external, medium risk, for acme, asked for by an agent
                  at 2026-11-23T12:00:00Z, rule pack 'governance' version 1.0

                Verdict: ask Customer success director, by ADV-001 (advocacy.drl:7)

                Rules that speak
                  ADV-001 External reference promotion needs advocacy and legal review (advocacy.drl:7)
                      asks Customer success director: Requires advocacy and legal review
                      yes  external == true
                      yes  action == "crm.promote-reference"
                      yes  risk >= RiskLevel.MEDIUM
                      why there is such a rule: Customer references are public statements (Legal)

                Rules that nearly speak: one condition does not hold
                  ADV-002 A reference without a customer is never promoted (advocacy.drl:16)
                      would say: denies: The nomination names no customer
                      yes  action == "crm.promote-reference"
                      no   target is missing   (target is "acme")
                """);
        assertThat(out.toString()).contains("""

                What would change the verdict
                  If this held: target is missing (target is "acme"), ADV-002 would speak, and the verdict would be: deny.
                """);
    }

    @Test
    void facts_areExplained() throws IOException {
        Path facts = write(
                "at: 2026-11-22T12:00:00Z\nstep: { action: crm.offer-discount, external: true, risk: low, amount: 5 }\n");
        assertThat(runs("explain", GOVERNANCE, "--facts", facts.toString(), "--format", "json"))
                .isZero();
        assertThat(out.toString())
                .startsWith("{\n  \"form\": \"dev.runs/explanation/1\",\n")
                .endsWith("}\n");
        assertThat(out.toString()).contains("\"decidedBy\": [\"PRC-001\"]");
    }

    @Test
    void mistakesInTheFacts_areTold() throws IOException {
        Path facts = write("at: now\nstep: { action: a, external: true, risk: low }\n");
        assertThat(runs("explain", GOVERNANCE, "--facts", facts.toString())).isEqualTo(3);
        assertThat(err)
                .hasToString(facts + ":1:5  'at' is a point in time with its zone, not 'now'.\n"
                        + "    Example: at: 2026-11-22T12:00:00Z\n");
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void noSuchCaseOrFileOrFolder() {
        assertThat(runs("explain", GOVERNANCE, "--case", "Discounts by amount and risk"))
                .isEqualTo(1);
        assertThat(runs("explain", GOVERNANCE, "--facts", "no/such.yaml")).isEqualTo(1);
        assertThat(runs("explain", "no/such", "--case", "A")).isEqualTo(1);
        assertThat(runs("explain", GOVERNANCE)).isEqualTo(1);
        assertThat(err).hasToString("""
                        runs: The pack has no case 'Discounts by amount and risk'. Did you mean 'Discounts by amount and risk [amount 1000, risk medium]'?
                        Fix: runs explain --help
                        no/such.yaml  There is no such file.
                        no/such  There is no such folder.
                        runs: Error: Missing required argument (specify one of these): (--case=NAME | --facts=FILE)
                        Fix: runs explain --help
                        """);
    }

    @Test
    void help_teaches() {
        assertThat(runs("explain", "--help")).isZero();
        assertThat(out).hasToString("""
                        Usage: runs explain [-hV] [--format=text|json] [--global=FOLDER] (--case=NAME | --facts=FILE) FOLDER
                        Explains what a rule pack says about one step: the verdict, each rule with each of its conditions,
                        and what would change the verdict.
                              FOLDER               The folder of a rule pack.
                              --case=NAME          The name of a case of the pack.
                              --facts=FILE         A file with facts.
                              --format=text|json   How to print: text for people (default), json for programs.
                              --global=FOLDER      The folder of the global pack: ask as for a tenant whose pack stands on
                                                     top of it.
                          -h, --help               Show this help message and exit.
                          -V, --version            Print version information and exit.

                        Exit codes:
                          0   explained
                          1   no such folder, file or case, or the command line is wrong
                          3   the pack, its cases or the facts have mistakes

                        A file of facts is a case without name and expectation:

                          at: 2026-11-23T12:00:00Z
                          step: { action: crm.offer-discount, external: true, risk: medium, amount: 2000 }

                        Examples:
                          runs explain governance --case "A large discount goes to the sales director"
                          runs explain governance --facts discount.yaml --format json
                          runs explain tenants/acme --global governance --facts discount.yaml
                        """);
    }

    @Test
    void completion_knowsCommandsAndOptions() {
        assertThat(runs("completion")).isZero();
        assertThat(out.toString())
                .startsWith("#!/usr/bin/env bash\n")
                .contains("--min-coverage")
                .contains("\"check test explain store completion\"");
    }

    private Path write(String text) throws IOException {
        return Files.writeString(temp.resolve("facts.yaml"), text);
    }

    private int runs(String... args) {
        return RunsCli.run(new PrintWriter(out), new PrintWriter(err), Ansi.OFF, args);
    }
}
