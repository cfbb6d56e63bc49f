package dev.runs.rules;

import static dev.runs.rules.problem.RuleErrorCode.ANNOTATION;
import static dev.runs.rules.problem.RuleErrorCode.ARGUMENT;
import static dev.runs.rules.problem.RuleErrorCode.ATTRIBUTE;
import static dev.runs.rules.problem.RuleErrorCode.CHARACTER;
import static dev.runs.rules.problem.RuleErrorCode.CODE;
import static dev.runs.rules.problem.RuleErrorCode.CONSEQUENCE;
import static dev.runs.rules.problem.RuleErrorCode.DECLARATION;
import static dev.runs.rules.problem.RuleErrorCode.IMPORT;
import static dev.runs.rules.problem.RuleErrorCode.NOT_AVAILABLE;
import static dev.runs.rules.problem.RuleErrorCode.OPERATOR;
import static dev.runs.rules.problem.RuleErrorCode.PACKAGE;
import static dev.runs.rules.problem.RuleErrorCode.PATTERN;
import static dev.runs.rules.problem.RuleErrorCode.SYNTAX;
import static dev.runs.rules.problem.RuleErrorCode.UNKNOWN_CALL;
import static dev.runs.rules.problem.RuleErrorCode.UNKNOWN_PROPERTY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.runs.rules.internal.engine.Compiler;
import dev.runs.rules.problem.RuleErrorCode;
import dev.runs.rules.problem.RuleProblem;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Rule files of others, where they are at hand. */
class SharedRulesTest {
    /** What each known attack is refused for: for the attack, and for nothing else. */
    private static final Map<String, Set<RuleErrorCode>> ATTACKS = new HashMap<>();

    static {
        attack(PATTERN, "accumulate-inline", "cartesian", "collect", "object-pattern", "watch");
        attack(ANNOTATION, "annotation-inject");
        attack(CHARACTER, "bidi", "rhs-comment2", "unicode-rhs-breakout", "unicode-uu");
        attack(NOT_AVAILABLE, "binding-call", "matches-expr", "redos", "window");
        attack(ATTRIBUTE, "calendars", "salience-expr", "timer");
        attack(CODE, "constraint-or-call", "constraint-static-call", "eval-ce", "in-list-call", "rhs-bound-chain");
        attack(CODE, "rhs-nested-call");
        attack(CONSEQUENCE, "rhs-drools", "rhs-java", "rhs-loop", "rhs-modify");
        attack(UNKNOWN_CALL, "rhs-gate-field");
        attack(SYNTAX, "oopath", "positional");
        attack(PACKAGE, "own-api-pkg");
        attack(DECLARATION, "unit");
        ATTACKS.put("bind-not", EnumSet.of(PATTERN, CODE));
        ATTACKS.put("declare-enum", EnumSet.of(DECLARATION, CODE));
        ATTACKS.put("dialect-mvel", EnumSet.of(ATTRIBUTE, CONSEQUENCE));
        ATTACKS.put("function", EnumSet.of(DECLARATION, CODE));
        ATTACKS.put("global", EnumSet.of(DECLARATION, CONSEQUENCE));
        ATTACKS.put("if-do", EnumSet.of(CODE, SYNTAX));
        ATTACKS.put("import-accumulate", EnumSet.of(IMPORT, CODE));
        ATTACKS.put("import-function", EnumSet.of(IMPORT, CODE));
        ATTACKS.put("inline-cast", EnumSet.of(UNKNOWN_PROPERTY, OPERATOR, CODE));
        ATTACKS.put("mvel-with", EnumSet.of(ATTRIBUTE, CONSEQUENCE));
        ATTACKS.put("query", EnumSet.of(DECLARATION, PATTERN));
    }

    /** What the messages about an ordinary rule say to do, done. */
    private static final Map<String, Map<String, String>> MENDS = Map.of(
            "join", Map.of("$n : title, ", "", "text != $n", "text != $s.title", " + $n", ""),
            "matches", Map.of("matches \"Promote .* reference.*\"", "startsWith \"Promote \""),
            "not-context", Map.of(),
            "or-patterns",
                    Map.of(
                            "( $s : StepFact( risk == RiskLevel.HIGH ) or StepFact( amount > 5 ) )",
                            "$s : StepFact( risk == RiskLevel.HIGH || amount > 5 )",
                            "( StepFact( risk == RiskLevel.HIGH ) or StepFact( amount > 5 ) )",
                            "$s : StepFact( risk == RiskLevel.HIGH || amount > 5 )"),
            "promote", Map.of("salience 10", "", " + $s.title", ""),
            "region",
                    Map.of(
                            "RunFact( region == \"EU\", approvals < 1 )",
                            "ContextFact( region == \"EU\" ) count( Approval( approved == true ) ) < 1"),
            "umlaut", Map.of());

    /** The facts of the host, which are to be declared. */
    private static final String DECLARED =
            "facts: { ContextFact: { key: text, text: text, number: number, region: text } }";

    @Test
    void rulesOfOthersAreAtHand() {
        assumeFalse(SharedData.files("attack-rules").isEmpty(), "no attack rules at hand; see runs.data");
        assumeFalse(SharedData.files("ordinary-rules").isEmpty(), "no ordinary rules at hand; see runs.data");
        assertThat(SharedData.files("attack-rules")).hasSizeGreaterThan(20);
    }

    @TestFactory
    Stream<DynamicTest> attacks_areRefusedForTheAttackBeforeAnythingIsCompiled() {
        return SharedData.files("attack-rules").stream()
                .map(file -> dynamicTest(name(file), () -> {
                    Map<String, String> pack = SharedData.pack(file);
                    long compilations = Compiler.begun();

                    assertThatExceptionOfType(RulePackException.class)
                            .isThrownBy(() -> RulePacks.of("attack", pack))
                            .satisfies(e -> assertThat(codes(e.problems()))
                                    .isEqualTo(ATTACKS.getOrDefault(name(file), codes(e.problems()))));
                    assertThat(Compiler.begun()).as("compilations begun").isEqualTo(compilations);
                }));
    }

    @TestFactory
    Stream<DynamicTest> ordinaryRules_areAccepted_orRefusedWithTheMend() {
        return SharedData.files("ordinary-rules").stream()
                .map(file -> dynamicTest(name(file), () -> {
                    Map<String, String> pack = SharedData.pack(file);
                    PackCheck check = RulePacks.check(pack);
                    if (!check.valid()) {
                        assertThat(check.problems()).allSatisfy(problem -> {
                            assertThat(problem.code()).isIn(NOT_AVAILABLE, ARGUMENT, ATTRIBUTE, PATTERN);
                            assertThat(problem.line()).isPositive();
                            assertThat(problem.hint()).isPresent();
                        });
                        String mended = pack.get("rules.drl");
                        for (Map.Entry<String, String> mend :
                                MENDS.getOrDefault(name(file), Map.of()).entrySet()) {
                            mended = mended.replace(mend.getKey(), mend.getValue());
                        }
                        Map<String, String> mendedPack =
                                Map.of("pack.yaml", Packs.MANIFEST, "rules.drl", mended, "vocabulary.yaml", DECLARED);
                        assertThat(RulePacks.check(mendedPack).problems()).isEmpty();
                    }
                }));
    }

    private static void attack(RuleErrorCode code, String... names) {
        for (String name : names) {
            ATTACKS.put(name, EnumSet.of(code));
        }
    }

    private static Set<RuleErrorCode> codes(List<RuleProblem> problems) {
        Set<RuleErrorCode> codes = EnumSet.noneOf(RuleErrorCode.class);
        problems.forEach(problem -> codes.add(problem.code()));
        return codes;
    }

    private static String name(Path file) {
        return file.getFileName().toString().replace(".drl", "");
    }
}
