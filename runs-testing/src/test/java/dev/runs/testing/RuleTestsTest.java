package dev.runs.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.runs.rules.RulePackException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

class RuleTestsTest {
    @TempDir
    private Path folder;

    @BeforeEach
    void pack() throws IOException {
        write("pack.yaml", "name: test\nversion: 1\nowner: Testers\ndefault-approvers: [Boss]\n");
        write("rules.drl", """
                package test
                rule "Large payments need finance" @id("PAY-1") @owner("Finance") @rationale("Policy")
                when
                  $step : StepFact( amount > 100 )
                then
                  gate.requireApproval($step, "Finance", "It is a large payment");
                end
                """);
    }

    /** The sample is what a host has: its own folder, and nothing else. */
    @TestFactory
    Stream<DynamicNode> governance() {
        return RuleTests.of(Path.of("..", "samples", "governance"), 100);
    }

    /** A tenant's pack, on top of the global one. */
    @TestFactory
    Stream<DynamicNode> governanceOfAcme() {
        Path samples = Path.of("..", "samples");
        return RuleTests.of(samples.resolve("governance-acme"), samples.resolve("governance"), 100);
    }

    @Test
    void tenantsPack_isAskedOnTheGlobalOne() throws IOException {
        Path tenant = Files.createDirectory(folder.resolve(".tenant"));
        Files.writeString(
                tenant.resolve("pack.yaml"), "name: acme\nversion: 1\nowner: Acme\ndefault-approvers: [Acme]\n");
        Files.writeString(tenant.resolve("acme.drl"), """
                package test
                rule "Acme denies" @id("ACM-1") @owner("Acme") @rationale("Policy")
                when
                  $step : StepFact( amount > 1000 )
                then
                  gate.deny($step, "Too much for Acme");
                end
                """);
        Files.writeString(tenant.resolve("acme.cases.yaml"), text("{ verdict: ask, rules: [PAY-1] }", "500"));
        List<DynamicTest> tests = tests(RuleTests.of(tenant, folder).toList());
        assertThat(tests).hasSize(1).allSatisfy(test -> test.getExecutable().execute());
        List<DynamicNode> covered = RuleTests.of(tenant, folder, 51).toList();
        DynamicTest coverage = (DynamicTest) covered.get(covered.size() - 1);
        assertThatThrownBy(() -> coverage.getExecutable().execute())
                .hasMessageStartingWith(
                        "coverage: rules 50 % (1 of 2), conditions 50 % (1 of 2)\nacme/acme.drl:2  ACM-1 was never");
    }

    @Test
    void eachFileIsAContainer_andEachCaseATest() throws IOException {
        cases("allow", "100");
        write("more/other.cases.yaml", text("ask", "101").replace("A payment", "Another payment"));

        List<DynamicNode> nodes = RuleTests.of(folder).toList();

        assertThat(nodes)
                .extracting(DynamicNode::getDisplayName)
                .containsExactly("more/other.cases.yaml", "payments.cases.yaml");
        List<DynamicTest> tests = tests(nodes);
        assertThat(tests).extracting(DynamicNode::getDisplayName).containsExactly("Another payment", "A payment");
        assertThat(tests.get(1).getTestSourceUri())
                .hasValueSatisfying(
                        uri -> assertThat(uri.toString()).startsWith("file:").endsWith("/payments.cases.yaml?line=2"));
        assertThat(tests).allSatisfy(test -> test.getExecutable().execute());
    }

    @Test
    void caseThatFails_saysWhatCame() throws IOException {
        cases("allow", "101");
        DynamicTest test = tests(RuleTests.of(folder).toList()).get(0);
        assertThatThrownBy(() -> test.getExecutable().execute())
                .isInstanceOf(AssertionError.class)
                .hasMessage("""
                        the verdict is ask, not allow
                        expected  allow
                        came      ask Finance, by PAY-1 (rules.drl:2)
                        differs   the verdict is ask, not allow
                        spoke     PAY-1 Large payments need finance (rules.drl:2)
                                    asks Finance: It is a large payment
                        """);
    }

    @Test
    void coverageBelowTheLeast_fails() throws IOException {
        cases("ask", "101");
        List<DynamicNode> nodes = RuleTests.of(folder, 51).toList();
        DynamicTest coverage = (DynamicTest) nodes.get(nodes.size() - 1);
        assertThat(coverage.getDisplayName()).isEqualTo("coverage of at least 51 %");
        assertThatThrownBy(() -> coverage.getExecutable().execute())
                .isInstanceOf(AssertionError.class)
                .hasMessage("coverage: rules 50 % (1 of 2), conditions 50 % (1 of 2)\n"
                        + "rules.drl:2  PAY-1 was never silent: it spoke in the only case\n"
                        + "rules.drl:4  PAY-1, amount > 100, was never false: it is true in the only case"
                        + " (amount is 101 in 'A payment')");
    }

    @Test
    void mistakes_areThrownAtOnce() throws IOException {
        cases("alow", "ten");
        assertThatThrownBy(() -> RuleTests.of(folder))
                .isInstanceOf(RulePackException.class)
                .hasMessage("""
                        RUNS-RULE-013 Rule pack '%s' was not loaded: 2 errors.
                        payments.cases.yaml:3:60  'amount' is a number of digits and perhaps one point, not 'ten'.
                            Example: amount: 1000
                        payments.cases.yaml:4:11  'alow' is not a verdict. Did you mean 'allow'?
                            There are: allow, ask, hold, deny.""".formatted(folder));
    }

    @Test
    void noCase_isRefused() {
        assertThatThrownBy(() -> RuleTests.of(folder))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Rule pack '" + folder
                        + "' has no case: no file of the folder ends with .cases.yaml. Nothing would be tested.");
    }

    private void cases(String verdict, String amount) throws IOException {
        write("payments.cases.yaml", text(verdict, amount));
    }

    private static String text(String verdict, String amount) {
        return """
                cases:
                - name: A payment
                  step: { action: pay, external: false, risk: low, amount: %s }
                  expect: %s
                  at: 2026-11-22T12:00:00Z
                """.formatted(amount, verdict);
    }

    private static List<DynamicTest> tests(List<DynamicNode> nodes) {
        return nodes.stream()
                .flatMap(node -> ((DynamicContainer) node).getChildren())
                .map(DynamicTest.class::cast)
                .toList();
    }

    private void write(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }
}
