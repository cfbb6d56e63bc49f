package dev.runs.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What the guide shows is so. */
class GuideTest {
    private static final Path GUIDE = Path.of("..", "docs", "guide", "rules.md");

    @Test
    void theGuidesRule_isARule() throws IOException {
        Matcher block = Pattern.compile("```\n(package .*?)```", Pattern.DOTALL).matcher(Files.readString(GUIDE));
        assertThat(block.find()).isTrue();
        assertThat(RulePacks.check(Map.of("pack.yaml", Packs.MANIFEST, "a.drl", block.group(1)))
                        .problems())
                .isEmpty();
    }

    @Test
    void theGuidesConditions_areConditions() throws IOException {
        Matcher condition =
                Pattern.compile("(?m)^\\$step : StepFact\\( (.*) \\)$").matcher(Files.readString(GUIDE));
        int found = 0;
        while (condition.find()) {
            assertThat(RulePacks.check(Packs.deny(condition.group(1))).problems())
                    .isEmpty();
            found++;
        }
        assertThat(found).isEqualTo(2);
    }
}
