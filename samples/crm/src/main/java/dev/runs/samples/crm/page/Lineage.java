package dev.runs.samples.crm.page;

import dev.runs.samples.crm.page.graph.Look;
import dev.runs.samples.crm.page.graph.StepGraph;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What led to a thing, or what it led to, as a page shows it: the nearest things as a picture, all of them as pages of a list.
 *
 * @param upstream whether it is what led to the thing
 * @param complete whether there is not more than the API follows
 * @param named whether everything was asked for its title
 * @param things what was reached, the thing itself first, nearer ones before farther ones
 * @param edges what contributed to what
 */
public record Lineage(boolean upstream, boolean complete, boolean named, List<Thing> things, List<Edge> edges) {
    /** A picture of more could not be read. */
    private static final int DRAWN = 36;

    private static final int LISTED = 100;
    /** A rule, or a run of hundreds of steps, has to do with very much; the picture and the links lead on. */
    private static final int TOLD = 3;

    /** Copies the lists. */
    public Lineage {
        things = List.copyOf(things);
        edges = List.copyOf(edges);
    }

    /**
     * Something that was reached.
     *
     * @param kind what it is, as lineage has it
     * @param id its id
     * @param what what it is, in words
     * @param title what it is called; its id where nobody says so
     * @param titled whether somebody says so
     * @param run the run to which it belongs, if to one
     * @param step the step of that run
     */
    public record Thing(
            String kind,
            String id,
            String what,
            String title,
            boolean titled,
            @Nullable String run,
            @Nullable String step) {
        static Thing of(Map<String, @Nullable Object> node) {
            String kind = Trees.text(node, "kind");
            String id = Trees.text(node, "id");
            Optional<String> title = optional(node, "title");
            return new Thing(
                    kind,
                    id,
                    what(kind),
                    title.orElse(id),
                    title.isPresent(),
                    optional(node, "run").orElse(null),
                    optional(node, "step").orElse(null));
        }

        private static Optional<String> optional(Map<String, @Nullable Object> node, String name) {
            return Optional.ofNullable(node.get(name)).map(String::valueOf);
        }

        private static String what(String kind) {
            return switch (kind) {
                case "roadmap" -> "Roadmap item";
                default -> kind.substring(0, 1).toUpperCase(Locale.ROOT) + kind.substring(1);
            };
        }

        String key() {
            return kind + " " + id;
        }
    }

    /**
     * That something contributed to something.
     *
     * @param from the cause
     * @param to the effect
     * @param words how, as words that stand between the two
     */
    public record Edge(Thing from, Thing to, String words) {}

    /**
     * Something in the list.
     *
     * @param thing what
     * @param how how it contributed to what is nearer, or how that contributed to it; the first few
     */
    public record Line(Thing thing, List<Edge> how) {}

    /**
     * A page of the list.
     *
     * @param lines what is on it
     * @param before where the page before it begins; null if this is the first one
     * @param next where the next page begins; null if this is the last one
     */
    public record Page(
            List<Line> lines,
            @Nullable Integer before,
            @Nullable Integer next) {}

    static Lineage of(Map<String, @Nullable Object> tree) {
        Map<String, Thing> things = new LinkedHashMap<>();
        for (Map<String, @Nullable Object> node : Trees.rows(tree, "nodes")) {
            Thing thing = Thing.of(node);
            things.put(thing.key(), thing);
        }
        List<Edge> edges = new ArrayList<>();
        for (Map<String, @Nullable Object> edge : Trees.rows(tree, "edges")) {
            edges.add(new Edge(end(things, edge, "from"), end(things, edge, "to"), Trees.text(edge, "words")));
        }
        return new Lineage(
                Trees.text(tree, "direction").equals("upstream"),
                Boolean.TRUE.equals(tree.get("complete")),
                Boolean.TRUE.equals(tree.get("named")),
                List.copyOf(things.values()),
                edges);
    }

    private static Thing end(Map<String, Thing> things, Map<String, @Nullable Object> edge, String end) {
        String key = Trees.text(edge, end, "kind") + " " + Trees.text(edge, end, "id");
        return Objects.requireNonNull(things.get(key));
    }

    /** Returns the thing itself. */
    public Thing root() {
        return things.get(0);
    }

    /** Returns the way as the API calls it. */
    public String direction() {
        return upstream ? "upstream" : "downstream";
    }

    /** Returns whether there is nothing but the thing itself. */
    public boolean isAlone() {
        return things.size() == 1;
    }

    /** Returns how many things are in the picture, if they are not all. */
    public Optional<Integer> drawn() {
        return things.size() > DRAWN ? Optional.of(DRAWN) : Optional.empty();
    }

    /** Returns the picture's things: the nearest ones, which hang together. */
    StepGraph graph() {
        List<Thing> near = things.subList(0, Math.min(DRAWN, things.size()));
        Set<String> keys = near.stream().map(Thing::key).collect(Collectors.toSet());
        return new StepGraph(
                near.stream()
                        .map(thing -> new StepGraph.Step(
                                thing.key(),
                                thing.title(),
                                thing.equals(root()) ? Look.GOING : Look.WAITING,
                                thing.what(),
                                false))
                        .toList(),
                edges.stream()
                        .map(edge ->
                                new StepGraph.Edge(edge.from().key(), edge.to().key(), edge.words()))
                        .filter(edge -> keys.contains(edge.from()) && keys.contains(edge.to()))
                        .toList());
    }

    /** Returns a page of everything but the thing itself. */
    Page page(int from) {
        List<Thing> all = things.subList(1, things.size());
        int begin = Math.max(0, Math.min(from, all.size()) / LISTED * LISTED);
        int end = Math.min(begin + LISTED, all.size());
        Map<Thing, List<Edge>> how = edges.stream().collect(Collectors.groupingBy(upstream ? Edge::from : Edge::to));
        return new Page(
                all.subList(begin, end).stream()
                        .map(thing -> new Line(
                                thing,
                                how.getOrDefault(thing, List.of()).stream()
                                        .limit(TOLD)
                                        .toList()))
                        .toList(),
                begin == 0 ? null : begin - LISTED,
                end == all.size() ? null : end);
    }
}
