package dev.runs.rules.cases;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runs.rules.Packs;
import dev.runs.rules.problem.RuleProblem;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The table of mistakes in {@code case-mistakes.txt}: what the author of cases writes, and exactly what she reads. */
class CaseMistakesTest {
    private static final String ROLES = "roles: [ { key: legal, name: Legal, meaning: Reviews } ]";
    private static final String VOCABULARY = """
            payload: { discount: number }
            facts:
              Account: { tier: { one-of: [bronze, silver, gold] }, regions: texts, since: date }
            """;

    @TestFactory
    Stream<DynamicTest> message() throws IOException {
        return sections().stream()
                .map(section -> DynamicTest.dynamicTest(
                        title(section),
                        () -> assertThat(messages(text(section)))
                                .isEqualTo(section.substring(section.indexOf("\n---\n") + 5)
                                        .strip())));
    }

    @Test
    void titlesAreUnique() throws IOException {
        assertThat(sections()).hasSizeGreaterThan(25);
        assertThat(sections()).extracting(CaseMistakesTest::title).doesNotHaveDuplicates();
    }

    @Test
    void mistakesOfThePack_andOfItsCases_areToldTogether() {
        Map<String, String> files = Packs.deny("external = true");
        files.put("a.cases.yaml", "cases: [ { name: A, expect: alow } ]\n");
        assertThat(RuleCases.of("test", files).problems())
                .extracting(RuleProblem::place)
                .containsExactly("a.cases.yaml:1:10", "a.cases.yaml:1:10", "a.cases.yaml:1:29", "rules.drl:5:30");
    }

    private static String messages(String cases) {
        Map<String, String> files = Packs.deny("external == true");
        files.put("pack.yaml", Packs.MANIFEST.replace("Boss", "Legal"));
        files.put("roles.yaml", ROLES);
        files.put("vocabulary.yaml", VOCABULARY);
        files.put("a.cases.yaml", cases);
        return RuleCases.of("test", files).problems().stream()
                .map(RuleProblem::message)
                .collect(Collectors.joining("\n"));
    }

    private static String title(String section) {
        return section.substring(0, section.indexOf('\n'));
    }

    private static String text(String section) {
        return section.substring(section.indexOf('\n') + 1, section.indexOf("\n---\n") + 1);
    }

    private static List<String> sections() throws IOException {
        List<String> sections = new ArrayList<>();
        try (InputStream in = CaseMistakesTest.class.getResourceAsStream("case-mistakes.txt")) {
            String table = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            for (String section : table.split("(?m)^=== ", -1)) {
                if (!section.isBlank()) {
                    sections.add(section);
                }
            }
        }
        return sections;
    }
}
