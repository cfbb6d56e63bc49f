package dev.runs.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the documents say about rules is so. */
class DocumentsTest {
    private static final Path DOCS = Path.of("..", "docs");

    @Test
    void errorCodes_areThoseOfTheEnum() throws IOException {
        StringBuilder text = new StringBuilder();
        try (Stream<Path> files = Files.list(DOCS)) {
            for (Path file : files.filter(path -> path.getFileName().toString().startsWith("error-codes"))
                    .toList()) {
                text.append(Files.readString(file));
            }
        }
        List<String> documented = Pattern.compile("RUNS-RULE-[0-9]{3}")
                .matcher(text)
                .results()
                .map(found -> found.group())
                .distinct()
                .sorted()
                .toList();
        assertThat(documented)
                .isEqualTo(Arrays.stream(RuleErrorCode.values())
                        .map(RuleErrorCode::id)
                        .sorted()
                        .toList());
    }

    @Test
    void theGuidesRule_isARule() throws IOException {
        Matcher block = Pattern.compile("```\n(package .*?)```", Pattern.DOTALL)
                .matcher(Files.readString(DOCS.resolve("guide").resolve("rules.md")));
        assertThat(block.find()).isTrue();
        assertThat(RulePacks.check(Map.of("pack.yaml", Packs.MANIFEST, "a.drl", block.group(1)))
                        .problems())
                .isEmpty();
    }

    @Test
    void theGuidesConditions_areConditions() throws IOException {
        Matcher condition = Pattern.compile("(?m)^\\$step : StepFact\\( (.*) \\)$")
                .matcher(Files.readString(DOCS.resolve("guide").resolve("rules.md")));
        int found = 0;
        while (condition.find()) {
            assertThat(RulePacks.check(Packs.deny(condition.group(1))).problems())
                    .isEmpty();
            found++;
        }
        assertThat(found).isEqualTo(2);
    }
}
