package dev.runs.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runs.rules.problem.RuleProblem;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a check warns of: the pack is loaded all the same. */
class WarningsTest {
    private static final String NEVER =
            "Conditions that are joined by ',' or '&&' must all hold; where one is enough, write '||'.";

    private static List<String> warnings(Map<String, String> files) {
        assertThat(RulePacks.check(files).problems()).isEmpty();
        return RulePacks.check(files).warnings().stream()
                .map(RuleProblem::message)
                .toList();
    }

    private static List<String> warnings(String condition) {
        return warnings(Packs.deny(condition));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "amount > 40, amount < 30, amount is not missing | 34 | amount > 40 and amount < 30",
                "amount >= 40 && amount < 40, amount is not missing | 37 | amount >= 40 and amount < 40",
                "action == \"a\", action == \"b\" | 36 | action == \"a\" and action == \"b\"",
                "action in ( \"a\", \"b\" ), action not in ( \"a\", \"b\" ) | 45 | action in ( \"a\", \"b\" ) and action not in ( \"a\", \"b\" )",
                "action == \"mail.send\", action startsWith \"crm.\" | 44 | action == \"mail.send\" and action startsWith \"crm.\"",
                "risk >= RiskLevel.HIGH, risk == RiskLevel.LOW | 45 | risk >= RiskLevel.HIGH and risk == RiskLevel.LOW",
                "target is missing, target == \"acme\" | 40 | target is missing and target == \"acme\"",
                "target is missing, target is not missing | 40 | target is missing and target is not missing",
                "external == true, external == false | 39 | external == true and external == false"
            })
    void contradictions(String condition, int column, String both) {
        assertThat(warnings(condition))
                .containsExactly("rules.drl:5:" + column + "  This rule can never apply: " + both
                        + " never hold together.\n    " + NEVER);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "amount >= 40, amount <= 40, amount is not missing",
                "amount > 30, amount < 40, amount is not missing",
                "amount < 30 || amount > 40 || amount is missing",
                "action != \"a\", action != \"b\"",
                "action in ( \"a\", \"b\" ), action not in ( \"b\", \"c\" )",
                "action == \"crm.note\", action startsWith \"crm.\"",
                "risk >= RiskLevel.HIGH, risk != RiskLevel.CRITICAL"
            })
    void whatIsPossible_isNotWarnedOf(String condition) {
        assertThat(warnings(condition)).isEmpty();
    }

    @Test
    void aValueThatCanBeMissing() {
        assertThat(warnings("amount > 5")).containsExactly("""
                rules.drl:5:21  'amount' can be missing, and then the rule does not apply.
                    Write || amount is missing, or, if that is meant: amount is not missing""");
        assertThat(warnings("amount > 5 || amount is missing")).isEmpty();
        assertThat(warnings("amount > 5, amount is not missing")).isEmpty();
    }

    @Test
    void theLineAndTheColumn_areThoseOfTheComparison() {
        assertThat(warnings("external == true,\n     action == \"pay\", ( amount > 5 || risk == RiskLevel.HIGH )"))
                .singleElement()
                .asString()
                .startsWith("rules.drl:6:25  'amount' can be missing");
    }

    @Test
    @DisplayName("A rule that allows does not apply where a value is missing, which is on the safe side")
    void aRuleThatAllows() {
        assertThat(warnings(Packs.files(Packs.rule("R-1", "amount < 5", "gate.allow($step, \"little\");"))))
                .isEmpty();
    }

    @Test
    @DisplayName("One rule of those that stop the same actions says what it means that a value is missing")
    void anotherRuleSaysIt() {
        String deny = "gate.deny($step, \"no\");";
        String large = Packs.rule("R-1", "action == \"a\", amount > 50", deny);
        assertThat(warnings(Packs.files(large
                        + Packs.rule("R-2", "action in ( \"a\", \"b\" ), amount > 5 || amount is missing", deny))))
                .isEmpty();
        assertThat(warnings(Packs.files(large + Packs.rule("R-2", "action == \"b\", amount is missing", deny))))
                .hasSize(1);
    }

    @Test
    void aTextThatIsNotInTheFormOfUnicodeThatOthersAreIn() {
        String composed = "caf\u00e9";
        String apart = "cafe\u0301";
        assertThat(RulePacks.check(Packs.deny("target == \"" + composed + "\"")).valid())
                .isTrue();
        assertThat(RulePacks.check(Packs.deny("target == \"" + apart + "\"")).problems())
                .extracting(RuleProblem::message)
                .containsExactly("""
                        rules.drl:5:35  The character here is put together of several, where Unicode has one for it.
                            Save the file in the form NFC, or type the character again.""");
    }
}
