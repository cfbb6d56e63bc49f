package dev.runs.record;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.runs.content.CanonicalJson;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RecordJsonTest {
    private static Story story() {
        Story story = Story.paused();
        story.approve(Story.ANA, "promote", "Fine");
        story.execute("promote", Story.PROMOTED);
        return story;
    }

    @Test
    void holdsEverything() {
        Story story = story();
        Map<String, ?> export = CanonicalJson.parse(RecordJson.write(story.source()));
        assertThat(export.keySet())
                .containsExactlyInAnyOrder(
                        "format",
                        "formatVersion",
                        "readAt",
                        "header",
                        "version",
                        "status",
                        "outcome",
                        "record",
                        "steps",
                        "history",
                        "lineage",
                        "contents");
        assertThat(export.get("format")).isEqualTo("dev.runs/run");
        assertThat(export.get("formatVersion")).isEqualTo(2L);
        assertThat(list(export, "history")).hasSize(story.history.size());
        assertThat(list(export, "lineage")).hasSize(story.edges.size());
        assertThat(list(export, "steps")).hasSize(4);
        assertThat((Map<?, ?>) export.get("contents")).hasSize(story.contents.size());
    }

    private static List<?> list(Map<String, ?> export, String field) {
        return (List<?>) export.get(field);
    }

    @Test
    void sameFacts_sameText() {
        assertThat(RecordJson.write(story().source())).isEqualTo(RecordJson.write(story().source()));
    }

    /** Renaming a component of a record changes the format: this test notices. {@code -Dexport.write=true} writes it anew. */
    @Test
    void theFormatIsKept() throws IOException {
        Story story = new Story();
        story.plan("promote", "Wait for approval", "crm.promote-reference");
        story.milestone("end", "The end", Story.after("promote"));
        story.start(List.of("call-1"));
        story.approve(Story.ANA, "promote", "Fine");
        story.execute("promote", Story.PROMOTED);
        story.contents.put("content-1", java.util.Optional.empty());
        String export = readable(RecordJson.write(story.source()));
        if (Boolean.getBoolean("export.write")) {
            Files.writeString(Path.of("src/test/resources/dev/runs/record/export.txt"), export);
        }
        assertThat(export).isEqualTo(expected());
    }

    /** One field a line, so that a difference can be seen. */
    private static String readable(String json) {
        return json.replace(",\"", ",\n\"") + "\n";
    }

    private static String expected() throws IOException {
        try (InputStream in = RecordJsonTest.class.getResourceAsStream("export.txt")) {
            return in == null ? "export.txt is missing" : new String(in.readAllBytes(), UTF_8);
        }
    }
}
