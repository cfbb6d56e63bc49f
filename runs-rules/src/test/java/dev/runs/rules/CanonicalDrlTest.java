package dev.runs.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runs.rules.internal.engine.CanonicalDrl;
import dev.runs.rules.internal.engine.Compiler;
import dev.runs.rules.internal.engine.EngineException;
import dev.runs.rules.internal.pack.CheckedPack;
import dev.runs.rules.internal.text.Limits;
import java.time.Duration;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class CanonicalDrlTest {
    private static final String METHOD = "(equalTo|notEqualTo|below|atMost|above|atLeast|containing|notContaining"
            + "|startingWith|notStartingWith|endingWith|notEndingWith)";
    private static final String ATOM = "(at|total)\\([0-9]+\\)[.](" + METHOD
            + "(\\([0-9]+\\)|That\\([$]s[.]at\\([0-9]+\\)\\))" + "|(oneOf|noneOf)\\([0-9]+\\)|(missing|present)\\(\\))";
    private static final String JOINS = "| |&&|[|][|]|,|\\(|\\))*";
    private static final String FACT =
            "(exists|not) (Around\\( is\\([0-9]+\\), apartFrom\\([$]s\\)|Subject\\( same\\([$]s\\)),?(" + ATOM + JOINS;
    private static final Pattern RULE = Pattern.compile("rule r[0-9]+\nwhen\n  [$]s : Subject\\((" + ATOM + JOINS
            + " \\)\n(  (\\( |" + FACT + "( or | and | \\)))*\n)*then\n  [$]s[.]fired\\([0-9]+\\);\nend\n");

    /** Fails unless the text is made of canonical words, generated names and numbers only. */
    static void assertCanonical(String text) {
        String header = """
                package dev.runs.rules.generated
                import dev.runs.rules.internal.Subject
                import dev.runs.rules.internal.Around
                """;
        assertThat(text).startsWith(header);
        assertThat(RULE.matcher(text.substring(header.length())).replaceAll("")).isEmpty();
    }

    @Test
    void theReferenceRule() {
        String condition = "external == true, action == \"crm.promote-reference\", risk >= RiskLevel.MEDIUM";
        String drl =
                CanonicalDrl.of(Packs.checked(Packs.deny(condition)).rules()).text();
        assertThat(drl).isEqualTo("""
                        package dev.runs.rules.generated
                        import dev.runs.rules.internal.Subject
                        import dev.runs.rules.internal.Around
                        rule r0
                        when
                          $s : Subject( at(2).equalTo(0), at(4).equalTo(1), at(5).atLeast(2) )
                        then
                          $s.fired(0);
                        end
                        """);
        assertCanonical(drl);
    }

    @Test
    void negationIsPushedDown_andEqualValuesAreOneLiteral() {
        String condition = "!( amount > 5 && ( target is missing || key in (\"a\", \"b\") ) ) || !( amount == 5.0 )";
        String drl =
                CanonicalDrl.of(Packs.checked(Packs.deny(condition)).rules()).text();
        assertThat(drl)
                .contains("$s : Subject( ( at(8).atMost(0) || ( at(7).present() && at(0).noneOf(1) ) )"
                        + " || at(8).notEqualTo(0) )");
        assertCanonical(drl);
    }

    @Test
    @Timeout(20)
    void deepestNesting_compilesInTime() throws EngineException {
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
        Compiler.compile(CanonicalDrl.of(pack.rules()));
        System.out.println("deepest nesting: "
                + Duration.ofNanos(System.nanoTime() - start).toMillis() + " ms");
    }
}
