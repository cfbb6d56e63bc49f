package dev.runs.record;

import dev.runs.graph.Edge;
import dev.runs.graph.EdgeCondition;
import dev.runs.graph.Join;
import dev.runs.graph.StepState;
import dev.runs.run.ActionRef;
import dev.runs.run.Run;
import dev.runs.run.Step;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The steps of a run and the edges between them, as a picture needs them. Immutable.
 *
 * @param run the run's id
 * @param version the run's version to which it belongs
 * @param layers how many layers there are: every edge leads from one to a later one
 * @param steps all steps, also those that do not count, in the order in which they were added
 * @param edges all edges, in the order of the steps into which they lead
 * @since 0.1.0
 */
public record RunGraph(String run, long version, int layers, List<StepNode> steps, List<EdgeLine> edges) {
    /** Copies the lists. */
    public RunGraph {
        steps = List.copyOf(steps);
        edges = List.copyOf(edges);
    }

    /**
     * What a step does.
     *
     * @param type the action type
     * @param name how people call it
     * @param title its title, in the words of whoever asked
     * @param risk how risky it is
     * @param pattern how far it reaches
     * @since 0.1.0
     */
    public record ActionLine(String type, String name, String title, Label risk, Label pattern) {}

    /**
     * A step.
     *
     * @param id its id
     * @param title its title
     * @param status its state
     * @param note what is to be said of it now
     * @param since since when it is in its state
     * @param action what it does; empty for a milestone
     * @param counts whether it counts as one of the run's steps: one that waits for a no does not before that comes
     * @param asked whether people are asked about it now
     * @param layer its layer, from 0
     * @param join how many of its edges must be true
     * @param stopsOthers whether those that it does not need any more are stopped
     * @param exclusive what it needs for itself alone
     * @since 0.1.0
     */
    public record StepNode(
            String id,
            String title,
            Label status,
            String note,
            Moment since,
            Optional<ActionLine> action,
            boolean counts,
            boolean asked,
            int layer,
            Label join,
            boolean stopsOthers,
            Optional<String> exclusive) {}

    /**
     * An edge.
     *
     * @param from the earlier step
     * @param to the later one
     * @param condition how the earlier step must have ended
     * @param standing whether that is still open, true, or never will be
     * @since 0.1.0
     */
    public record EdgeLine(String from, String to, Label condition, Label standing) {}

    /** Draws a run, with times in the given zone. */
    public static RunGraph of(RecordSource source, ZoneId zone) {
        return new Drawing(source, zone).graph();
    }

    /**
     * Draws one step of a run.
     *
     * @param step the id of a step that the run has
     */
    public static StepNode step(RecordSource source, String step, ZoneId zone) {
        Drawing drawing = new Drawing(source, zone);
        return drawing.node(drawing.facts.step(step));
    }

    private static final class Drawing {
        private final Run run;
        private final Facts facts;
        private final Times times;
        private final StepWording wording;
        private final Map<String, Integer> layers = new HashMap<>();

        Drawing(RecordSource source, ZoneId zone) {
            this.run = source.run();
            this.facts = new Facts(source);
            this.times = new Times(source.now(), zone);
            this.wording = new StepWording(facts, times);
            for (String id : run.graph().order()) {
                int layer = 0;
                for (Edge edge : run.graph().node(id).edges()) {
                    layer = Math.max(layer, layers.getOrDefault(edge.from(), 0) + 1);
                }
                layers.put(id, layer);
            }
        }

        RunGraph graph() {
            List<StepNode> nodes = new ArrayList<>();
            List<EdgeLine> edges = new ArrayList<>();
            for (Step step : run.steps()) {
                nodes.add(node(step));
                step.spec().node().edges().forEach(edge -> edges.add(edge(step, edge)));
            }
            int height =
                    layers.values().stream().mapToInt(layer -> layer + 1).max().orElse(0);
            return new RunGraph(run.id(), run.version(), height, nodes, edges);
        }

        StepNode node(Step step) {
            Join join = step.spec().node().join();
            return new StepNode(
                    step.id(),
                    facts.title(step.id()),
                    Label.of(step.state(), Wording.title(step.state())),
                    wording.note(step),
                    times.moment(step.since()),
                    step.spec().action().map(action -> action(step, action)),
                    run.counts(step),
                    step.openRound().isPresent(),
                    layers.getOrDefault(step.id(), 0),
                    join(join),
                    join.cancelsRest(),
                    step.spec().exclusive().map(Wording::plain));
        }

        private ActionLine action(Step step, ActionRef action) {
            return new ActionLine(
                    action.type(),
                    Wording.plain(facts.actionName(action)),
                    facts.actionTitle(step.id()),
                    Label.of(action.risk(), Wording.title(action.risk())),
                    Wording.pattern(action.pattern()));
        }

        private static Label join(Join join) {
            if (join instanceof Join.AtLeast atLeast) {
                return new Label("AT_LEAST", "At least " + atLeast.count());
            }
            return join instanceof Join.Any ? new Label("ANY", "Any") : new Label("ALL", "All");
        }

        private EdgeLine edge(Step to, Edge edge) {
            StepState state = facts.step(edge.from()).state();
            EdgeCondition condition = edge.condition();
            Label standing = condition.holds(state)
                    ? new Label("TRUE", "Holds")
                    : condition.isDead(state) ? new Label("DEAD", "Never will") : new Label("OPEN", "Not yet");
            return new EdgeLine(edge.from(), to.id(), label(condition), standing);
        }

        private static Label label(EdgeCondition condition) {
            return Label.of(
                    condition,
                    switch (condition) {
                        case COMPLETED -> "When completed";
                        case REJECTED -> "When rejected";
                        case FAILED -> "When failed";
                        case ALWAYS -> "When ended";
                    });
        }
    }
}
