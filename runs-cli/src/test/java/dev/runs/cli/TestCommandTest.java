package dev.runs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.xml.sax.InputSource;
import picocli.CommandLine.Help.Ansi;

class TestCommandTest {
    @TempDir
    private Path temp;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @BeforeEach
    void pack() throws IOException {
        write("pack.yaml", "name: payments\nversion: 1\nowner: Finance\ndefault-approvers: [Boss]\n");
        write("rules.drl", """
                package payments
                rule "Large payments need finance" @id("PAY-1") @owner("Finance") @rationale("Policy")
                when
                  $step : StepFact( action == "pay", amount > 100 )
                then
                  gate.requireApproval($step, "Finance", "It is a large payment");
                end
                """);
    }

    @Test
    void casesThatGetWhatTheyExpect() throws IOException {
        goodCases();
        assertThat(runs("test", folder(), "--min-coverage", "100")).isZero();
        assertThat(output()).isEqualTo("""
                        FOLDER  (rule pack 'payments' version 1)
                        ok      A large payment  (payments.cases.yaml:5)
                                ask Finance, by PAY-1 (rules.drl:2)
                        ok      A small payment  (payments.cases.yaml:6)
                                ask Boss, by no rule
                        ok      A letter  (payments.cases.yaml:7)
                                allow, by no rule
                        3 cases, none failed
                        coverage: rules 100 % (2 of 2), conditions 100 % (4 of 4)
                        """);
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void details_areToldOfEveryCase() throws IOException {
        goodCases();
        assertThat(runs("test", folder(), "--details")).isZero();
        assertThat(output()).isEqualTo("""
                        FOLDER  (rule pack 'payments' version 1)
                        ok      A large payment  (payments.cases.yaml:5)
                                expected  ask Finance, by PAY-1
                                came      ask Finance, by PAY-1 (rules.drl:2)
                                spoke     PAY-1 Large payments need finance (rules.drl:2)
                                            asks Finance: It is a large payment
                        ok      A small payment  (payments.cases.yaml:6)
                                expected  ask
                                came      ask Boss, by no rule
                                near      PAY-1 Large payments need finance (rules.drl:2)
                                            it needs amount > 100, and amount is 100
                        ok      A letter  (payments.cases.yaml:7)
                                expected  allow
                                came      allow, by no rule
                        3 cases, none failed
                        coverage: rules 100 % (2 of 2), conditions 100 % (4 of 4)
                        """);
    }

    @Test
    void caseThatFails_andCoverageThatIsTooLow() throws IOException {
        badCases();
        assertThat(runs("test", folder(), "--min-coverage", "60")).isEqualTo(4);
        assertThat(output()).isEqualTo("""
                        FOLDER  (rule pack 'payments' version 1)
                        FAIL    A payment  (payments.cases.yaml:3)
                                expected  allow
                                came      ask Finance, by PAY-1 (rules.drl:2)
                                differs   the verdict is ask, not allow
                                spoke     PAY-1 Large payments need finance (rules.drl:2)
                                            asks Finance: It is a large payment
                        1 case, 1 failed
                        coverage: rules 50 % (1 of 2), conditions 50 % (2 of 4)
                          rules.drl:2  PAY-1 was never silent: it spoke in the only case
                          rules.drl:4  PAY-1, action == "pay", was never false: it is true in the only case (action is "pay" in 'A payment')
                          rules.drl:4  PAY-1, amount > 100, was never false: it is true in the only case (amount is 101 in 'A payment')
                        The coverage is below the 60 % that are asked for.
                        """);
    }

    @Test
    void coverageAlone_canFail() throws IOException {
        badCases("ask");
        assertThat(runs("test", folder(), "--min-coverage", "50")).isZero();
        assertThat(runs("test", folder(), "--min-coverage", "51")).isEqualTo(4);
        assertThat(runs("test", folder(), "--min-coverage", "101")).isEqualTo(1);
        assertThat(err).hasToString("runs: --min-coverage is from 0 to 100, not 101\nFix: runs test --help\n");
    }

    @Test
    void packWithoutCases_isNotTested() {
        assertThat(runs("test", folder())).isEqualTo(4);
        assertThat(output()).isEqualTo("""
                        FOLDER  (rule pack 'payments' version 1)
                        There is no case: no file of the folder ends with .cases.yaml. runs test --help shows one.
                        coverage: rules 0 % (0 of 2), conditions 0 % (0 of 4)
                          rules.drl:2  PAY-1 was never seen speaking: there is no case
                          rules.drl:2  PAY-1 was never silent: there is no case
                          rules.drl:4  PAY-1, action == "pay", was never true: there is no case
                          rules.drl:4  PAY-1, action == "pay", was never false: there is no case
                          rules.drl:4  PAY-1, amount > 100, was never true: there is no case
                          rules.drl:4  PAY-1, amount > 100, was never false: there is no case
                        """);
    }

    @Test
    void mistakes_ofPackAndCases_areAllTold() throws IOException {
        brokenCases();
        assertThat(runs("test", folder())).isEqualTo(3);
        assertThat(output()).isEqualTo("""
                        FOLDER/payments.cases.yaml:4:22  'alow' is not a verdict. Did you mean 'allow'?
                            There are: allow, ask, hold, deny.
                        FOLDER/rules.drl:5:5  'risky' is not something a step has. Did you mean 'risk'?
                            A step has: action, agent, amount, external, key, pattern, requester.id, requester.kind, requester.onBehalfOf, requester.roles, risk, target, title.
                        2 errors in FOLDER; no case was asked
                        """);
    }

    @Test
    void noSuchFolder() {
        assertThat(runs("test", "no/such")).isEqualTo(1);
        assertThat(out).hasToString("no/such  There is no such folder.\n1 error in no/such; no case was asked\n");
    }

    @Test
    void json() throws IOException {
        badCases();
        assertThat(runs("test", folder(), "no/such", "--format", "json")).isEqualTo(1);
        assertThat(output().replaceAll("sha256:[0-9a-f]{64}", "DIGEST")).isEqualTo("""
                        {"packs": [
                          {"folder": "FOLDER", "valid": true, "errors": [], "report": {
                          "pack": {
                            "name": "payments",
                            "version": "1",
                            "digest": "DIGEST"
                          },
                          "cases": [
                            {
                              "name": "A payment",
                              "file": "payments.cases.yaml",
                              "line": 3,
                              "passed": false,
                              "expected": {
                                "verdict": "allow"
                              },
                              "verdict": {
                                "kind": "ask",
                                "approvers": [
                                  {
                                    "roles": ["Finance"],
                                    "quorum": 1,
                                    "rules": ["PAY-1"]
                                  }
                                ]
                              },
                              "decidedBy": ["PAY-1"],
                              "differences": ["the verdict is ask, not allow"],
                              "spoke": ["PAY-1"],
                              "near": []
                            }
                          ],
                          "failed": 1,
                          "coverage": {
                            "rules": {
                              "percent": 50,
                              "covered": 1,
                              "total": 2
                            },
                            "conditions": {
                              "percent": 50,
                              "covered": 2,
                              "total": 4
                            },
                            "gaps": [
                              {
                                "rule": "PAY-1",
                                "file": "rules.drl",
                                "line": 2,
                                "neverSeen": "silent",
                                "why": "it spoke in the only case"
                              },
                              {
                                "rule": "PAY-1",
                                "file": "rules.drl",
                                "line": 4,
                                "condition": "action == \\"pay\\"",
                                "neverSeen": "false",
                                "why": "it is true in the only case (action is \\"pay\\" in 'A payment')"
                              },
                              {
                                "rule": "PAY-1",
                                "file": "rules.drl",
                                "line": 4,
                                "condition": "amount > 100",
                                "neverSeen": "false",
                                "why": "it is true in the only case (amount is 101 in 'A payment')"
                              }
                            ]
                          }
                        }},
                          {"folder": "no/such", "valid": false, "errors": [
                            {"code": "RUNS-RULE-001", "file": "no/such", "line": 0, "column": 0, "text": "There is no such folder."}]}
                        ]}
                        """);
    }

    @Test
    void junit() throws Exception {
        badCases();
        assertThat(runs("test", folder(), "no/such", "--format", "junit", "--min-coverage", "60"))
                .isEqualTo(1);
        String xml = output().replaceAll("time=\"[0-9]+[.][0-9]{3}\"", "time=\"T\"");
        assertThat(xml).isEqualTo("""
                        <?xml version="1.0" encoding="UTF-8"?>
                        <testsuites name="runs" tests="3" failures="2" errors="1" time="T">
                          <testsuite name="FOLDER" tests="2" failures="2" errors="0" skipped="0" time="T">
                            <testcase classname="payments.payments" name="A payment" file="FOLDER/payments.cases.yaml" line="3" time="T">
                              <failure type="rules" message="the verdict is ask, not allow">expected  allow
                        came      ask Finance, by PAY-1 (rules.drl:2)
                        differs   the verdict is ask, not allow
                        spoke     PAY-1 Large payments need finance (rules.drl:2)
                                    asks Finance: It is a large payment
                        </failure>
                            </testcase>
                            <testcase classname="payments" name="coverage of at least 60 %" time="T">
                              <failure type="rules" message="coverage: rules 50 % (1 of 2), conditions 50 % (2 of 4)">rules.drl:2  PAY-1 was never silent: it spoke in the only case
                        rules.drl:4  PAY-1, action == &quot;pay&quot;, was never false: it is true in the only case (action is &quot;pay&quot; in &apos;A payment&apos;)
                        rules.drl:4  PAY-1, amount &gt; 100, was never false: it is true in the only case (amount is 101 in &apos;A payment&apos;)</failure>
                            </testcase>
                          </testsuite>
                          <testsuite name="no/such" tests="1" failures="0" errors="1" skipped="0" time="T">
                            <testcase classname="no/such" name="no/such" time="T">
                              <error type="rules" message="RUNS-RULE-001 There is no such folder.">There is no such folder.</error>
                            </testcase>
                          </testsuite>
                        </testsuites>
                        """);
        Document parsed = parse(out.toString());
        assertThat(parsed.getElementsByTagName("testcase").getLength()).isEqualTo(3);
    }

    @Test
    void xml_canHaveAnyText() throws Exception {
        String text = "a & <b> \"c\" 'd' ]]> \t\n\r \u0000\u0008\u007F\u0085 \uD800 \uFFFE \uD83D\uDE00 é";
        Document parsed = parse("<a b=\"" + JUnitXml.escaped(text) + "\">" + JUnitXml.escaped(text) + "</a>");
        String expected = "a & <b> \"c\" 'd' ]]> \t\n\r \uFFFD\uFFFD\uFFFD\uFFFD \uFFFD \uFFFD \uD83D\uDE00 é";
        assertThat(parsed.getDocumentElement().getAttribute("b")).isEqualTo(expected);
        assertThat(parsed.getDocumentElement().getTextContent()).isEqualTo(expected);
    }

    @Test
    void terminal_getsColours() throws IOException {
        badCases();
        assertThat(run(Ansi.ON, "test", folder())).isEqualTo(4);
        assertThat(output().lines().filter(line -> line.contains("\u001B")))
                .containsExactly(
                        "\u001B[1mFOLDER\u001B[0m  (rule pack 'payments' version 1)",
                        "\u001B[31mFAIL\u001B[0m    A payment  (payments.cases.yaml:3)",
                        "\u001B[31m1 case, 1 failed\u001B[0m");
    }

    @Test
    void governance_isCoveredByItsCases() {
        assertThat(runs("test", "../samples/governance", "--min-coverage", "100"))
                .isZero();
        List<String> lines = out.toString().lines().toList();
        assertThat(lines.get(lines.size() - 1))
                .startsWith("coverage: rules 100 % ")
                .contains("conditions 100 % ");
    }

    @Test
    void stagesOfRequirements_areCoveredInEveryFormat() throws IOException {
        write("pack.yaml", """
                name: payments
                version: 1
                owner: Finance
                default-approvers: [Boss]
                requirements:
                  pay: { stages: [ { roles: [Clerk] }, { roles: [Finance], when: amount > 100 } ] }
                """);
        write("rules.drl", """
                package payments
                rule "Payments" @id("PAY-1") @owner("Finance") @rationale("Policy")
                when
                  $step : StepFact()
                then
                  gate.require($step, "pay", "It is money");
                end
                """);
        badCases("ask");
        String gap =
                "pack.yaml:6  stage 2 of requirement 'pay', amount > 100, was never false: it is true in the only case that"
                        + " comes to it (amount is 101 in 'A payment')";
        assertThat(runs("test", folder(), "--min-coverage", "50")).isZero();
        assertThat(runs("test", folder(), "--min-coverage", "51")).isEqualTo(4);
        assertThat(output())
                .endsWith("coverage: rules 100 % (1 of 1), conditions 50 % (1 of 2)\n  " + gap
                        + "\nThe coverage is below the 51 % that are asked for.\n");
        out.getBuffer().setLength(0);
        assertThat(runs("test", folder(), "--format", "json")).isZero();
        assertThat(output())
                .contains("\"stage\": \"stage 2 of requirement 'pay'\"")
                .contains("\"condition\": \"amount > 100\"")
                .contains("\"neverSeen\": \"false\"");
        out.getBuffer().setLength(0);
        assertThat(runs("test", folder(), "--format", "junit", "--min-coverage", "51"))
                .isEqualTo(4);
        assertThat(output()).contains(JUnitXml.escaped(gap));
    }

    @Test
    void tenantsPack_isAskedOnTheGlobalOne() {
        assertThat(runs(
                        "test",
                        "../samples/governance-acme",
                        "--global",
                        "../samples/governance",
                        "--min-coverage",
                        "100"))
                .as(output())
                .isZero();
        assertThat(output())
                .contains("(rule pack 'governance + governance-acme' version 1.0 + 1.0)")
                .contains("deny, by EXP-002 (governance/data-export.drl:16)")
                .endsWith("coverage: rules 100 % (4 of 4), conditions 100 % (14 of 14)\n");
    }

    @Test
    void packThatDoesNotFitOnTheGlobalOne_isAMistake() throws IOException {
        goodCases();
        assertThat(runs("test", folder(), "--global", folder())).isEqualTo(3);
        assertThat(output())
                .startsWith(
                        "FOLDER/pack.yaml  The tenant's pack has the name of the global pack 'payments', version 1.\n")
                .endsWith("2 errors in FOLDER; no case was asked\n");
    }

    @Test
    void mistakesOfTheGlobalPack_areTold() throws IOException {
        goodCases();
        assertThat(runs("test", "../samples/governance-acme", "--global", "no/such"))
                .isEqualTo(1);
        write("pack.yaml", "name: x\n");
        assertThat(runs("test", "../samples/governance-acme", "--global", folder()))
                .isEqualTo(3);
        assertThat(output())
                .startsWith("no/such  There is no such folder.\n1 error in no/such; no case was asked\n"
                        + "FOLDER/pack.yaml:1:1  'version' is missing.");
    }

    @Test
    void help_teaches() {
        assertThat(runs("test", "--help")).isZero();
        assertThat(out).hasToString("""
                        Usage: runs test [-hV] [--details] [--format=text|json|junit] [--global=FOLDER]
                                         [--min-coverage=PERCENT] FOLDER...
                        Asks rule packs about the cases that lie beside their rules, and says where the verdict is another
                        one.

                        Cases stand in files of the pack's folder whose names end with .cases.yaml. The rules are asked in
                        the same way as by a program that uses Runs, at the time that the case says.

                        Coverage says what no case shows: each rule is to be seen speaking and silent, each condition true
                        and false, those of stages in pack.yaml among them. It is rounded down.

                        With --global the packs are asked as tenants' packs: on top of the global pack, which they can only
                        tighten. Cases may then name rules, roles and facts of both; coverage is of the tenant's pack.
                              FOLDER...         The folder of a rule pack; several are allowed.
                              --details         Print of every case, not only of those that fail, what was expected and
                                                  what each rule said.
                              --format=text|json|junit
                                                How to print: text for people (default), json for programs, junit for build
                                                  servers.
                              --global=FOLDER   The folder of the global pack: ask as for a tenant whose pack stands on top
                                                  of it.
                          -h, --help            Show this help message and exit.
                              --min-coverage=PERCENT
                                                Fail if the cases cover less of the rules or of the conditions of a pack.
                          -V, --version         Print version information and exit.

                        Exit codes:
                          0   every case got what it expects
                          1   no such folder, or the command line is wrong
                          3   a pack or its cases have mistakes; nothing of that pack was asked
                          4   a case did not get what it expects, there is no case, or the coverage is too low

                        A file of cases looks like this:

                          defaults:
                            at: 2026-11-23T12:00:00Z
                            step: { action: crm.offer-discount, external: true, risk: medium }
                          cases:
                            - name: A large discount goes to the sales director
                              step: { amount: 2000 }
                              expect: { verdict: ask, approvers: [Sales director], rules: [PRC-002] }
                            - name: Discounts by amount
                              matrix: { amount: [500, 1000, 1001, missing] }
                              expect:
                                - { amount: [500, 1000], verdict: allow }
                                - { verdict: ask }

                        Examples:
                          runs test governance
                          runs test governance retail --min-coverage 90
                          runs test tenants/acme tenants/bolt --global governance
                          runs test governance --format junit > target/rules.xml
                        """);
    }

    private void goodCases() throws IOException {
        write("payments.cases.yaml", """
                defaults:
                  at: 2026-11-22T12:00:00Z
                  step: { action: pay, external: true, risk: low }
                cases:
                - { name: A large payment, step: { amount: 101 }, expect: { verdict: ask, approvers: [Finance], rules: [PAY-1] } }
                - { name: A small payment, step: { amount: 100 }, expect: ask }
                - { name: A letter, step: { action: write, external: false }, expect: allow }
                """);
    }

    private void badCases() throws IOException {
        badCases("allow");
    }

    private void badCases(String verdict) throws IOException {
        write("payments.cases.yaml", """
                defaults: { at: 2026-11-22T12:00:00Z }
                cases:
                - name: A payment
                  step: { action: pay, external: true, risk: low, amount: 101 }
                  expect: %s
                """.formatted(verdict));
    }

    private void brokenCases() throws IOException {
        write("payments.cases.yaml", """
                defaults: { at: 2026-11-22T12:00:00Z, step: { action: pay, external: true, risk: low } }
                cases:
                - name: A payment
                  expect: { verdict: alow }
                """);
        String rules = Files.readString(temp.resolve("rules.drl"));
        write("rules.drl", rules.replace("amount > 100", "\n    risky == true"));
    }

    private static Document parse(String xml) throws Exception {
        return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new InputSource(new StringReader(xml)));
    }

    private String folder() {
        return temp.toString();
    }

    private String output() {
        return out.toString().replace(temp.toString(), "FOLDER");
    }

    private void write(String name, String text) throws IOException {
        Files.writeString(temp.resolve(name), text);
    }

    private int runs(String... args) {
        return run(Ansi.OFF, args);
    }

    private int run(Ansi colours, String... args) {
        return RunsCli.run(new PrintWriter(out), new PrintWriter(err), colours, args);
    }
}
