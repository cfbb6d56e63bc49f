package dev.runs.samples.crm.page.graph;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The steps of a run as boxes and lines on a plane, for a template to draw. It goes from top to bottom, so that it fits a phone. Immutable.
 *
 * @param width how wide it is, in CSS pixels
 * @param height how high it is
 * @param boxes the boxes
 * @param lines the lines between them
 * @param steps how many steps the run has; some may be folded together, or not drawn
 */
public record GraphPicture(int width, int height, List<Box> boxes, List<Line> lines, int steps) {
    private static final int BOX_WIDTH = 232;
    private static final int BOX_HEIGHT = 60;
    private static final int GAP = 24;
    private static final int LAYER = 104;
    private static final int MARGIN = 12;
    private static final int LONGEST_TITLE = 26;

    /** Where on a line its words may stand, the best place first. */
    private static final double[] ALONG = {0.5, 0.3, 0.7, 0.2, 0.8};

    /** Copies the lists. */
    public GraphPicture {
        boxes = List.copyOf(boxes);
        lines = List.copyOf(lines);
    }

    /** Returns whether not every step has a box of its own. */
    public boolean isFolded() {
        return boxes.stream().anyMatch(box -> box.isFolded() || box.hidden() > 0);
    }

    /**
     * One step, or several that were folded together.
     *
     * @param id the id of its first step
     * @param steps the ids of the steps in it
     * @param title what it says, short enough for the box
     * @param fullTitle what it would say
     * @param status how it stands, in words
     * @param look how it looks
     * @param contingent whether it is needed only if another one is rejected or fails
     * @param hidden how many boxes next to it are not drawn
     * @param x where its left side is
     * @param y where its upper side is
     */
    public record Box(
            String id,
            List<String> steps,
            String title,
            String fullTitle,
            String status,
            Look look,
            boolean contingent,
            int hidden,
            int x,
            int y) {
        /** Returns whether it stands for several steps. */
        public boolean isFolded() {
            return steps.size() > 1;
        }

        /** Returns the steps that are seen when it is unfolded, with commas between them: not more than fit a picture. */
        public String unfolded() {
            return steps.stream().limit(Folding.SMALLEST).collect(Collectors.joining(","));
        }

        /** Returns its width. */
        public int width() {
            return BOX_WIDTH;
        }

        /** Returns its height. */
        public int height() {
            return BOX_HEIGHT;
        }
    }

    /**
     * A line from one box to another.
     *
     * @param path the line, as SVG has it
     * @param condition in words, how the earlier one must end; empty if it must be done
     * @param x where the words stand
     * @param y where the words stand
     */
    public record Line(String path, String condition, int x, int y) {}

    /**
     * Draws a graph.
     *
     * @param opened steps that are to be seen, however many there are
     */
    public static GraphPicture of(StepGraph graph, Set<String> opened) {
        Folding.Folded folded = new Folding(graph, opened).fold();
        List<Folding.Group> groups = inOrder(folded);
        List<String> ids = groups.stream().map(Folding.Group::id).toList();
        List<int[]> edges = folded.edges().stream()
                .map(edge -> new int[] {ids.indexOf(edge.from()), ids.indexOf(edge.to())})
                .toList();
        Layers layers = new Layers(groups.size(), edges, BOX_WIDTH + GAP, GAP);
        double shift = MARGIN + Math.max(BOX_WIDTH / 2.0, -layers.left() + GAP);
        List<Box> boxes = new ArrayList<>();
        for (int i = 0; i < groups.size(); i++) {
            Folding.Group group = groups.get(i);
            Layers.Place place = layers.place(i);
            boxes.add(box(
                    group,
                    folded.hidden().getOrDefault(group.id(), 0),
                    (int) Math.round(place.x + shift - BOX_WIDTH / 2.0),
                    top(place.layer)));
        }
        List<Line> lines = new ArrayList<>();
        Labels labels = new Labels();
        for (int i = 0; i < edges.size(); i++) {
            lines.add(line(layers.way(i), shift, folded.edges().get(i).condition(), labels));
        }
        int right = boxes.stream().mapToInt(box -> box.x() + BOX_WIDTH).max().orElse(0);
        return new GraphPicture(
                Math.max(right, (int) (layers.right() + shift)) + MARGIN,
                top(Math.max(layers.count() - 1, 0)) + BOX_HEIGHT + MARGIN,
                boxes,
                lines,
                graph.steps().size());
    }

    /** Folding may put a group before one for which it waits. */
    private static List<Folding.Group> inOrder(Folding.Folded folded) {
        Map<String, Integer> missing = new HashMap<>();
        folded.edges().forEach(edge -> missing.merge(edge.to(), 1, Integer::sum));
        List<Folding.Group> ordered = new ArrayList<>();
        folded.groups().stream()
                .filter(group -> !missing.containsKey(group.id()))
                .forEach(ordered::add);
        for (int i = 0; i < ordered.size(); i++) {
            String done = ordered.get(i).id();
            for (StepGraph.Edge edge : folded.edges()) {
                if (edge.from().equals(done) && missing.merge(edge.to(), -1, Integer::sum) == 0) {
                    folded.groups().stream()
                            .filter(group -> group.id().equals(edge.to()))
                            .forEach(ordered::add);
                }
            }
        }
        return ordered;
    }

    private static int top(int layer) {
        return MARGIN + layer * LAYER;
    }

    private static Box box(Folding.Group group, int hidden, int x, int y) {
        StepGraph.Step first = group.steps().get(0);
        String title = group.isOne() ? first.title() : group.steps().size() + " steps";
        return new Box(
                first.id(),
                group.steps().stream().map(StepGraph.Step::id).toList(),
                shortened(title),
                title,
                first.status(),
                first.look(),
                first.contingent(),
                hidden,
                x,
                y);
    }

    private static String shortened(String title) {
        if (title.codePointCount(0, title.length()) <= LONGEST_TITLE) {
            return title;
        }
        return title.substring(0, title.offsetByCodePoints(0, LONGEST_TITLE - 1))
                        .strip() + "…";
    }

    private static Line line(List<Layers.Place> way, double shift, String condition, Labels labels) {
        StringBuilder path = new StringBuilder();
        double x = way.get(0).x + shift;
        double y = top(way.get(0).layer) + BOX_HEIGHT;
        path.append(String.format(Locale.ROOT, "M%.0f %.0f", x, y));
        List<Bend> bends = new ArrayList<>();
        for (int i = 1; i < way.size(); i++) {
            Layers.Place next = way.get(i);
            Bend bend = new Bend(x, y, next.x + shift, top(next.layer));
            bends.add(0, bend);
            path.append(bend.path());
            x = bend.toX();
            y = bend.toY();
            if (i < way.size() - 1) {
                // Past the boxes of a layer straight down.
                y += BOX_HEIGHT;
                path.append(String.format(Locale.ROOT, "V%.0f", y));
            }
        }
        if (condition.isEmpty()) {
            return new Line(path.toString(), condition, 0, 0);
        }
        List<Labels.Point> points = Arrays.stream(ALONG)
                .boxed()
                .flatMap(part -> bends.stream().map(bend -> bend.at(part)))
                .toList();
        Labels.Point middle = labels.place(condition, points);
        return new Line(path.toString(), condition, middle.x(), middle.y());
    }

    /** A part of a line between two layers. */
    private record Bend(double x, double y, double toX, double toY) {
        private double middle() {
            return (y + toY) / 2;
        }

        String path() {
            return String.format(Locale.ROOT, "C%.0f %.0f %.0f %.0f %.0f %.0f", x, middle(), toX, middle(), toX, toY);
        }

        /** Returns the point at a part of the way: that of a Bézier curve. */
        Labels.Point at(double part) {
            double left = 1 - part;
            double start = left * left * (left + 3 * part);
            double bent = 3 * left * part;
            return new Labels.Point((int) Math.round(x * start + toX * (1 - start)), (int)
                    Math.round(y * left * left * left + middle() * bent + toY * part * part * part));
        }
    }
}
