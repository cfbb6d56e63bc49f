package dev.runs.samples.crm.page;

import dev.runs.samples.crm.page.graph.Look;
import dev.runs.samples.crm.page.graph.StepGraph;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
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

    /** As many stand side by side. */
    private static final int WIDEST = 6;

    /** What a run's own picture shows; the rest is on the page of its lineage. */
    private static final Set<String> OF_A_RUN =
            Set.of("signal", "meeting", "run", "step", "approval", "file", "roadmap");

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
     * @param depth by how many edges it is away; less than 0 for a cause in a picture that has both
     * @param what what it is, in words
     * @param title what it is called; its id where nobody says so
     * @param titled whether somebody says so
     * @param run the run to which it belongs, if to one
     * @param step the step of that run
     */
    public record Thing(
            String kind,
            String id,
            int depth,
            String what,
            String title,
            boolean titled,
            @Nullable String run,
            @Nullable String step) {
        static Thing of(Map<String, @Nullable Object> node, int way) {
            String kind = Trees.text(node, "kind");
            String id = Trees.text(node, "id");
            Optional<String> title = optional(node, "title");
            return new Thing(
                    kind,
                    id,
                    way * Integer.parseInt(Trees.text(node, "depth")),
                    what(kind),
                    title.orElse(kind.equals("step") ? optional(node, "step").orElse(id) : id),
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
        return of(tree, 1);
    }

    /** Puts what led to a run and what came of it together, without rules and payloads; what asks somebody before other steps. */
    static Lineage around(List<Map<String, @Nullable Object>> trees) {
        Set<Thing> things = new LinkedHashSet<>();
        List<Edge> edges = new ArrayList<>();
        for (Map<String, @Nullable Object> tree : trees) {
            Lineage half = of(tree, Trees.text(tree, "direction").equals("upstream") ? -1 : 1);
            half.things.stream()
                    .filter(thing -> OF_A_RUN.contains(thing.kind()))
                    .forEach(things::add);
            half.edges.stream()
                    .filter(edge -> OF_A_RUN.contains(edge.from().kind())
                            && OF_A_RUN.contains(edge.to().kind()))
                    .forEach(edges::add);
        }
        List<Thing> ordered = things.stream()
                .sorted(Comparator.comparingInt((Thing thing) -> Math.abs(thing.depth()))
                        .thenComparing(thing -> thing.kind().equals("step")))
                .toList();
        return new Lineage(true, true, true, ordered, edges);
    }

    private static Lineage of(Map<String, @Nullable Object> tree, int way) {
        Map<String, Thing> things = new LinkedHashMap<>();
        for (Map<String, @Nullable Object> node : Trees.rows(tree, "nodes")) {
            Thing thing = Thing.of(node, way);
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
        int drawn = near().size();
        return things.size() > drawn ? Optional.of(drawn) : Optional.empty();
    }

    /** Returns the picture's things: the nearest ones, which hang together. */
    StepGraph graph() {
        List<Thing> near = near();
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

    /** The nearest things, each of them next to a nearer one: not too many, and not too many side by side. */
    private List<Thing> near() {
        Map<String, Set<String>> next = new HashMap<>();
        for (Edge edge : edges) {
            next.computeIfAbsent(edge.from().key(), key -> new HashSet<>())
                    .add(edge.to().key());
            next.computeIfAbsent(edge.to().key(), key -> new HashSet<>())
                    .add(edge.from().key());
        }
        List<Thing> near = new ArrayList<>(List.of(root()));
        Set<String> keys = new HashSet<>(Set.of(root().key()));
        Map<Integer, Integer> beside = new HashMap<>();
        for (Thing thing : things.subList(1, things.size())) {
            boolean room = near.size() < DRAWN && beside.getOrDefault(thing.depth(), 0) < WIDEST;
            if (room && next.getOrDefault(thing.key(), Set.of()).stream().anyMatch(keys::contains)) {
                near.add(thing);
                keys.add(thing.key());
                beside.merge(thing.depth(), 1, Integer::sum);
            }
        }
        return near;
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
