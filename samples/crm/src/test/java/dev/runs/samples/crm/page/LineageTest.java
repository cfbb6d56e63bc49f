package dev.runs.samples.crm.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runs.samples.crm.page.graph.StepGraph;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A lineage, as a page shows it")
class LineageTest {
    /** A tree as the API answers it. */
    private static final class Answer {
        private final List<Map<String, @Nullable Object>> nodes = new ArrayList<>();
        private final List<Map<String, @Nullable Object>> edges = new ArrayList<>();
        private final String direction;

        Answer(String direction) {
            this.direction = direction;
            node("run", "r", 0, "Nomination");
        }

        Answer node(String kind, String id, int depth, @Nullable String title) {
            Map<String, @Nullable Object> node = new HashMap<>();
            node.put("kind", kind);
            node.put("id", id);
            node.put("depth", depth);
            node.put("title", title);
            nodes.add(node);
            return this;
        }

        Answer edge(String from, String words, String to) {
            edges.add(Map.of("from", ref(from), "words", words, "to", ref(to)));
            return this;
        }

        private static Map<String, String> ref(String key) {
            String[] parts = key.split(" ", 2);
            return Map.of("kind", parts[0], "id", parts[1]);
        }

        Map<String, @Nullable Object> tree() {
            return Map.of("direction", direction, "complete", true, "named", true, "nodes", nodes, "edges", edges);
        }
    }

    private static List<String> drawn(Lineage lineage) {
        return lineage.graph().steps().stream().map(StepGraph.Step::title).toList();
    }

    @Test
    void picture_hasAtMostSixSideBySide_andNothingThatHangsInTheAir() {
        Answer answer = new Answer("downstream");
        for (int i = 0; i < 20; i++) {
            answer.node("step", "r/" + i, 1, "Step " + i).edge("run r", "planned", "step r/" + i);
        }
        answer.node("file", "of the last", 2, "Unseen").edge("step r/19", "produced", "file of the last");
        answer.node("file", "of the first", 2, "Seen").edge("step r/0", "produced", "file of the first");
        Lineage lineage = Lineage.of(answer.tree());

        assertThat(drawn(lineage))
                .containsExactly("Nomination", "Step 0", "Step 1", "Step 2", "Step 3", "Step 4", "Step 5", "Seen");
        assertThat(lineage.drawn()).contains(8);
        assertThat(lineage.graph().edges()).hasSize(7);
    }

    @Test
    void list_hasAllOfIt_aHundredAPage_whateverIsAskedFor() {
        Answer answer = new Answer("downstream");
        for (int i = 0; i < 250; i++) {
            answer.node("step", "r/" + i, 1, null).edge("run r", "planned", "step r/" + i);
        }
        Lineage lineage = Lineage.of(answer.tree());

        assertThat(lineage.page(0).lines()).hasSize(100);
        assertThat(lineage.page(0).before()).isNull();
        assertThat(lineage.page(0).next()).isEqualTo(100);
        assertThat(lineage.page(234).lines()).hasSize(50);
        assertThat(lineage.page(234).next()).isNull();
        assertThat(lineage.page(234).before()).isEqualTo(100);
        assertThat(lineage.page(-7)).isEqualTo(lineage.page(0));
        assertThat(lineage.page(Integer.MAX_VALUE)).isEqualTo(lineage.page(200));
        assertThat(lineage.page(0).lines().get(0).how())
                .singleElement()
                .satisfies(edge -> assertThat(edge.words()).isEqualTo("planned"));
    }

    @Test
    void pictureOfARun_hasBothWays_withoutRulesAndPayloads() {
        Answer up =
                new Answer("upstream").node("meeting", "m", 1, "Review").edge("meeting m", "contributed to", "run r");
        Answer down = new Answer("downstream")
                .node("step", "r/s", 1, "Promote")
                .node("payload", "sha256:0", 2, null)
                .node("file", "f", 2, "Package")
                .edge("run r", "planned", "step r/s")
                .edge("step r/s", "supplied", "payload sha256:0")
                .edge("step r/s", "produced", "file f");
        Lineage lineage = Lineage.around(List.of(up.tree(), down.tree()));

        assertThat(drawn(lineage)).containsExactly("Nomination", "Review", "Promote", "Package");
        assertThat(lineage.graph().edges())
                .extracting(StepGraph.Edge::condition)
                .containsExactly("contributed to", "planned", "produced");
    }
}
