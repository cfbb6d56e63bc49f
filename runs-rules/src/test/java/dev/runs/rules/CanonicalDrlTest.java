package dev.runs.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class CanonicalDrlTest {
    private static final String ATOM = "(key|title|action|pattern|risk|target|amount|external|agent)\\(\\)[.]"
            + "((equalTo|notEqualTo|below|atMost|above|atLeast|oneOf|noneOf)\\([0-9]+\\)|(missing|present)\\(\\))";
    private static final Pattern RULE = Pattern.compile("rule r[0-9]+\nwhen\n  [$]s : Subject\\((" + ATOM
            + "| |&&|[|][|]|,|\\(|\\))* \\)\nthen\n  [$]s[.]fired\\([0-9]+\\);\nend\n");

    /** Fails unless the text is made of canonical words, generated names and numbers only. */
    static void assertCanonical(String text) {
        String header = "package dev.runs.rules.generated\nimport dev.runs.rules.internal.Subject\n";
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
                        rule r0
                        when
                          $s : Subject( external().equalTo(0), action().equalTo(1), risk().atLeast(2) )
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
                .contains("$s : Subject( ( amount().atMost(0) || ( target().present() && key().noneOf(1) ) )"
                        + " || amount().notEqualTo(0) )");
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
