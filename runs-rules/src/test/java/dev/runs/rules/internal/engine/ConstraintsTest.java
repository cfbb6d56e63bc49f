package dev.runs.rules.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.runs.rules.Packs;
import dev.runs.rules.internal.model.Clause;
import dev.runs.rules.internal.model.Condition;
import dev.runs.rules.internal.model.Rule;
import dev.runs.rules.internal.pack.CheckedPack;
import dev.runs.rules.internal.text.Limits;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

public class ConstraintsTest {
    private static final String METHOD = "(equalTo|notEqualTo|below|atMost|above|atLeast|containing|notContaining"
            + "|startingWith|notStartingWith|endingWith|notEndingWith)";
    private static final String ATOM = "at\\([0-9]+\\)[.](" + METHOD
            + "(\\([0-9]+\\)|That\\([0-9]+\\))|(oneOf|noneOf)\\([0-9]+\\)|(missing|present)\\(\\))";
    private static final Pattern NAME = Pattern.compile("(" + ATOM + "| |&&|[|][|]|\\(|\\))*");

    /** Fails unless what the engine is told of rules is made of fixed words and numbers only. */
    public static void assertCanonical(List<Rule> rules) {
        Constraints constraints = new Constraints();
        rules.stream()
                .flatMap(rule -> Stream.concat(
                        rule.condition().conjuncts().stream(),
                        rule.clauses().stream().flatMap(ConstraintsTest::conditions)))
                .forEach(condition -> assertThat(constraints.of(condition).id()).matches(NAME));
    }

    private static Stream<Condition> conditions(Clause clause) {
        if (clause instanceof Clause.Some some) {
            return some.condition().conjuncts().stream();
        }
        return clause.parts().stream().flatMap(ConstraintsTest::conditions);
    }

    private static List<String> names(String condition) {
        Constraints constraints = new Constraints();
        return Packs.checked(Packs.deny(condition)).rules().get(0).condition().conjuncts().stream()
                .map(part -> constraints.of(part).id())
                .toList();
    }

    @Test
    void theReferenceRule() {
        assertThat(names("external == true, action == \"crm.promote-reference\", risk >= RiskLevel.MEDIUM"))
                .containsExactly("at(4).equalTo(0)", "at(2).equalTo(1)", "at(5).atLeast(2)");
    }

    @Test
    void negationIsPushedDown_andEqualValuesHaveOneNumber() {
        assertThat(names("!( amount > 5 && ( target is missing || key in (\"a\", \"b\") ) ) || !( amount == 5.0 )"))
                .containsExactly("( ( at(8).atMost(0) || ( at(7).present() && at(0).noneOf(1) ) )"
                        + " || at(8).notEqualTo(0) )");
    }

    @Test
    @Timeout(20)
    void deepestNesting_isMadeInTime() throws EngineException {
        StringBuilder condition = new StringBuilder("external == true");
        for (int i = 0; i < Limits.STANDARD.nesting() - 1; i++) {
            condition
                    .insert(0, "( ")
                    .append(i % 2 == 0 ? " || amount > " : " && amount < ")
                    .append(i)
                    .append(" )");
        }
        CheckedPack pack = Packs.checked(Packs.deny(condition.toString()));
        long start = System.nanoTime();
        Compiler.compile(pack.rules());
        System.out.println("deepest nesting: "
                + Duration.ofNanos(System.nanoTime() - start).toMillis() + " ms");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "org.drools.model.codegen.ExecutableModelProject",
                "org.drools.drl.parser.DrlParser",
                "org.eclipse.jdt.internal.compiler.Compiler",
                "com.github.javaparser.JavaParser",
                "org.mvel2.MVEL"
            })
    void whatCouldMakeCodeOfText_isNotEvenThere(String type) {
        assertThatThrownBy(() -> Class.forName(type)).isInstanceOf(ClassNotFoundException.class);
    }
}
