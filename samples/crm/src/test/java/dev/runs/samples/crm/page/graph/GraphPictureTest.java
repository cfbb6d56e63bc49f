package dev.runs.samples.crm.page.graph;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GraphPictureTest {
    private static final List<Look> LOOKS = List.of(Look.values());

    @Test
    void threeStepsStandBelowEachOther() {
        StepGraph graph = new StepGraph(
                List.of(
                        step("detect", Look.DONE),
                        step("draft", Look.DONE),
                        step("promote", Look.ASKING),
                        step("study", Look.WAITING)),
                List.of(
                        edge("detect", "draft"),
                        edge("draft", "promote"),
                        new StepGraph.Edge("promote", "study", "if rejected")));

        GraphPicture picture = GraphPicture.of(graph, Set.of());

        assertThat(picture.boxes())
                .extracting(GraphPicture.Box::id)
                .containsExactly("detect", "draft", "promote", "study");
        assertThat(picture.boxes()).extracting(GraphPicture.Box::x).containsOnly(12);
        assertThat(picture.boxes()).extracting(GraphPicture.Box::y).isSorted().doesNotHaveDuplicates();
        assertThat(picture.lines()).extracting(GraphPicture.Line::condition).containsExactly("", "", "if rejected");
        assertThat(picture.width()).isEqualTo(256);
    }

    @Test
    void stepsSideBySideThatNeedNobodyAreOneBox() {
        StepGraph graph = fan(200, Look.LEFT_OUT);

        GraphPicture picture = GraphPicture.of(graph, Set.of());

        assertThat(picture.boxes())
                .extracting(GraphPicture.Box::title)
                .containsExactly("Step first", "200 steps", "Step last");
        assertThat(picture.boxes().get(1).steps()).hasSize(200);
    }

    @Test
    void wordsAtLinesDoNotStandOnEachOther() {
        StepGraph graph = new StepGraph(
                List.of(step("a", Look.DONE), step("b", Look.DONE), step("c", Look.DONE), step("end", Look.WAITING)),
                List.of(
                        new StepGraph.Edge("a", "end", "was executed in"),
                        new StepGraph.Edge("b", "end", "was followed by"),
                        new StepGraph.Edge("c", "end", "released")));

        List<GraphPicture.Line> lines = GraphPicture.of(graph, Set.of()).lines();

        assertThat(lines).hasSize(3);
        for (int i = 0; i < lines.size(); i++) {
            for (int j = 0; j < i; j++) {
                GraphPicture.Line one = lines.get(i);
                GraphPicture.Line other = lines.get(j);
                assertThat(Math.abs(one.y() - other.y()) >= 14 || Math.abs(one.x() - other.x()) >= 80)
                        .as(
                                "'%s' at %d, %d and '%s' at %d, %d",
                                one.condition(), one.x(), one.y(), other.condition(), other.x(), other.y())
                        .isTrue();
            }
        }
    }

    @Test
    void whatWasOpenedIsSeen() {
        GraphPicture picture = GraphPicture.of(fan(200, Look.LEFT_OUT), Set.of("s7"));

        assertThat(picture.boxes()).extracting(GraphPicture.Box::title).contains("Step s7", "199 steps");
    }

    @Test
    void stepsAreFoundByTitleAndId() {
        StepGraph graph = fan(200, Look.LEFT_OUT);

        assertThat(graph.find(" S1 ", 20)).hasSize(20).startsWith("s1", "s10");
        assertThat(graph.find("step LAST", 20)).containsExactly("last");
        assertThat(graph.find("nothing", 20)).isEmpty();
        assertThat(graph.find(" ", 20)).isEmpty();
    }

    @Test
    void stepsInARowThatNeedNobodyAreOneBox() {
        List<StepGraph.Step> steps = new ArrayList<>();
        List<StepGraph.Edge> edges = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            steps.add(step("s" + i, i < 150 ? Look.DONE : i == 150 ? Look.ASKING : Look.WAITING));
            if (i > 0) {
                edges.add(edge("s" + (i - 1), "s" + i));
            }
        }

        GraphPicture picture = GraphPicture.of(new StepGraph(steps, edges), Set.of());

        assertThat(picture.boxes())
                .extracting(GraphPicture.Box::title)
                .containsExactly("150 steps", "Step s150", "149 steps");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 5, 20, 39, 40, 120, 300})
    void boxesOfAnyGraphStandApartAndWhatNeedsSomebodyIsSeen(int size) {
        for (int seed = 0; seed < 40; seed++) {
            StepGraph graph = random(new Random(seed), size);

            GraphPicture picture = GraphPicture.of(graph, Set.of());

            String which = "size " + size + ", seed " + seed;
            Map<Integer, List<GraphPicture.Box>> layers = new HashMap<>();
            Set<String> seen = new HashSet<>();
            for (GraphPicture.Box box : picture.boxes()) {
                assertThat(seen.addAll(box.steps())).as(which).isTrue();
                assertThat(box.x()).as(which).isBetween(0, picture.width() - box.width());
                assertThat(box.y()).as(which).isBetween(0, picture.height() - box.height());
                layers.computeIfAbsent(box.y(), ignored -> new ArrayList<>()).add(box);
            }
            layers.values().forEach(layer -> {
                List<Integer> lefts =
                        layer.stream().map(GraphPicture.Box::x).sorted().toList();
                for (int i = 1; i < lefts.size(); i++) {
                    assertThat(lefts.get(i) - lefts.get(i - 1)).as(which).isGreaterThan(232);
                }
            });
            assertThat(picture.boxes().stream().flatMap(box -> box.steps().stream()))
                    .as(which)
                    .doesNotHaveDuplicates();
            assertThat(graph.steps().stream()
                            .filter(step -> step.look() == Look.ASKING)
                            .map(StepGraph.Step::id)
                            .limit(Folding.MOST))
                    .as(which)
                    .allMatch(id ->
                            picture.boxes().stream().anyMatch(box -> box.steps().equals(List.of(id))));
            assertThat(GraphPicture.of(graph, Set.of())).as(which).isEqualTo(picture);
        }
    }

    private static StepGraph fan(int width, Look look) {
        List<StepGraph.Step> steps = new ArrayList<>(List.of(step("first", Look.DONE)));
        List<StepGraph.Edge> edges = new ArrayList<>();
        for (int i = 0; i < width; i++) {
            steps.add(step("s" + i, look));
            edges.add(edge("first", "s" + i));
            edges.add(edge("s" + i, "last"));
        }
        steps.add(step("last", Look.WAITING));
        return new StepGraph(steps, edges);
    }

    private static StepGraph random(Random random, int size) {
        List<StepGraph.Step> steps = new ArrayList<>();
        List<StepGraph.Edge> edges = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            steps.add(step("s" + i, LOOKS.get(random.nextInt(LOOKS.size()))));
            Set<Integer> before = new HashSet<>();
            for (int j = random.nextInt(3); i > 0 && j > 0; j--) {
                before.add(random.nextInt(i));
            }
            int to = i;
            before.forEach(from -> edges.add(edge("s" + from, "s" + to)));
        }
        return new StepGraph(steps, edges);
    }

    private static StepGraph.Step step(String id, Look look) {
        return new StepGraph.Step(id, "Step " + id, look, look.name(), false);
    }

    private static StepGraph.Edge edge(String from, String to) {
        return new StepGraph.Edge(from, to, "");
    }
}
