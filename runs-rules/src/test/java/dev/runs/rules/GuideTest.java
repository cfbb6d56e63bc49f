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
        String vocabulary = block("payload:\n");
        Matcher condition = Pattern.compile("(?m)^\\$step : StepFact\\( (.*) \\)((\n[^`$].*)*)")
                .matcher(Files.readString(GUIDE));
        int found = 0;
        while (condition.find()) {
            Map<String, String> files = Packs.deny(condition.group(1));
            files.compute("rules.drl", (name, text) -> text.replace("\nthen", condition.group(2) + "\nthen"));
            files.put("vocabulary.yaml", vocabulary);
            assertThat(RulePacks.check(files).problems()).isEmpty();
            found++;
        }
        assertThat(found).isEqualTo(3);
    }

    @Test
    void theGuidesManifest_isAManifest() throws IOException {
        Map<String, String> files = Packs.files(
                Packs.rule("OUT-002", "", "gate.require($step, \"advocacy-and-legal\", \"Public statement\");"));
        files.put("pack.yaml", block("# pack.yaml\n") + block("time-zone:"));
        assertThat(RulePacks.check(files).problems()).isEmpty();
    }

    private static String block(String start) throws IOException {
        Matcher block = Pattern.compile("```yaml\n(" + Pattern.quote(start) + ".*?)```", Pattern.DOTALL)
                .matcher(Files.readString(GUIDE));
        assertThat(block.find()).as(start).isTrue();
        return block.group(1);
    }
}
