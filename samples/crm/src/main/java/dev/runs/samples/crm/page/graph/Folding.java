package dev.runs.samples.crm.page.graph;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Makes a large graph small enough to be read: steps about which nobody has to do anything become one box, if they stand in a
 * row, or side by side between the same others. What needs somebody is never folded away. If that is not enough, only what needs somebody
 * is left, with what is next to it.
 */
final class Folding {
    /** A graph with fewer steps is drawn as it is. */
    static final int SMALLEST = 40;

    /** Of more boxes only those are drawn that need somebody, with what is next to them. */
    static final int MOST = 80;

    private final StepGraph graph;
    private final Set<String> opened;

    /**
     * Prepares folding.
     *
     * @param opened steps that are to be seen, with all that would be folded together with them
     */
    Folding(StepGraph graph, Set<String> opened) {
        this.graph = graph;
        this.opened = Set.copyOf(opened);
    }

    /**
     * One box of the picture.
     *
     * @param id the id of its first step
     * @param steps the steps in it
     */
    record Group(String id, List<StepGraph.Step> steps) {
        boolean isOne() {
            return steps.size() == 1;
        }
    }

    /**
     * What is drawn.
     *
     * @param groups the boxes
     * @param edges who waits for whom, by ids of boxes
     * @param hidden for each box, how many boxes next to it are not drawn; none is 0
     */
    record Folded(List<Group> groups, List<StepGraph.Edge> edges, Map<String, Integer> hidden) {}

    Folded fold() {
        Folded now = unfolded();
        if (graph.steps().size() < SMALLEST) {
            return now;
        }
        int size;
        do {
            size = now.groups().size();
            now = merge(now, sideBySide(now));
            now = merge(now, inARow(now));
        } while (now.groups().size() < size);
        return now.groups().size() <= MOST ? now : surroundings(now);
    }

    /** What needs somebody or was opened, and what is next to that; the beginning, if nothing does. */
    private Folded surroundings(Folded folded) {
        Set<String> kept = new LinkedHashSet<>();
        folded.groups().stream()
                .filter(group ->
                        !look(group).isCalm() || group.steps().stream().anyMatch(step -> opened.contains(step.id())))
                .sorted(Comparator.comparing(group -> look(group) != Look.ASKING))
                .limit(MOST)
                .forEach(group -> kept.add(group.id()));
        if (kept.isEmpty()) {
            folded.groups().stream().limit(SMALLEST).forEach(group -> kept.add(group.id()));
        }
        Set<String> middle = Set.copyOf(kept);
        for (StepGraph.Edge edge : folded.edges()) {
            if (middle.contains(edge.from()) || middle.contains(edge.to())) {
                kept.add(edge.from());
                kept.add(edge.to());
            }
        }
        Map<String, Integer> hidden = new LinkedHashMap<>();
        List<StepGraph.Edge> edges = new ArrayList<>();
        for (StepGraph.Edge edge : folded.edges()) {
            boolean from = kept.contains(edge.from());
            boolean to = kept.contains(edge.to());
            if (from && to) {
                edges.add(edge);
            } else if (from || to) {
                hidden.merge(from ? edge.from() : edge.to(), 1, Integer::sum);
            }
        }
        return new Folded(
                folded.groups().stream()
                        .filter(group -> kept.contains(group.id()))
                        .toList(),
                List.copyOf(edges),
                Map.copyOf(hidden));
    }

    private Folded unfolded() {
        return new Folded(
                graph.steps().stream()
                        .map(step -> new Group(step.id(), List.of(step)))
                        .toList(),
                graph.edges(),
                Map.of());
    }

    /** Groups with the same look between the same others: for each, the first of those with which it merges. */
    private Map<String, String> sideBySide(Folded folded) {
        Neighbours around = new Neighbours(folded);
        Map<List<Object>, String> firsts = new LinkedHashMap<>();
        Map<String, String> into = new LinkedHashMap<>();
        for (Group group : folded.groups()) {
            if (mayFold(group)) {
                List<Object> place = List.of(look(group), around.before(group.id()), around.after(group.id()));
                into.put(group.id(), firsts.computeIfAbsent(place, ignored -> group.id()));
            }
        }
        return into;
    }

    /** Groups with the same look of which each alone follows the one before: for each, the first of its row. */
    private Map<String, String> inARow(Folded folded) {
        Neighbours around = new Neighbours(folded);
        Map<String, Group> byId = new LinkedHashMap<>();
        folded.groups().forEach(group -> byId.put(group.id(), group));
        Map<String, String> into = new LinkedHashMap<>();
        for (Group group : folded.groups()) {
            Set<StepGraph.Edge> before = around.before(group.id());
            if (!mayFold(group) || before.size() != 1) {
                continue;
            }
            StepGraph.Edge edge = before.iterator().next();
            Group earlier = Objects.requireNonNull(byId.get(edge.from()));
            if (edge.condition().isEmpty()
                    && around.after(earlier.id()).size() == 1
                    && mayFold(earlier)
                    && look(earlier) == look(group)) {
                into.put(group.id(), into.getOrDefault(earlier.id(), earlier.id()));
            }
        }
        return into;
    }

    private boolean mayFold(Group group) {
        return look(group).isCalm()
                && group.steps().stream().noneMatch(step -> opened.contains(step.id()) || step.contingent());
    }

    /** All steps of a group look alike. */
    private static Look look(Group group) {
        return group.steps().get(0).look();
    }

    private static Folded merge(Folded folded, Map<String, String> into) {
        Map<String, List<StepGraph.Step>> members = new LinkedHashMap<>();
        for (Group group : folded.groups()) {
            members.computeIfAbsent(into.getOrDefault(group.id(), group.id()), ignored -> new ArrayList<>())
                    .addAll(group.steps());
        }
        Set<StepGraph.Edge> edges = new LinkedHashSet<>();
        for (StepGraph.Edge edge : folded.edges()) {
            String from = into.getOrDefault(edge.from(), edge.from());
            String to = into.getOrDefault(edge.to(), edge.to());
            if (!from.equals(to)) {
                edges.add(new StepGraph.Edge(from, to, edge.condition()));
            }
        }
        List<Group> groups = new ArrayList<>();
        members.forEach((id, steps) -> groups.add(new Group(id, List.copyOf(steps))));
        return new Folded(List.copyOf(groups), List.copyOf(edges), Map.of());
    }

    /** The edges of each group, with the group itself left out of them, so that those of two groups can be compared. */
    private static final class Neighbours {
        private final Map<String, Set<StepGraph.Edge>> before = new LinkedHashMap<>();
        private final Map<String, Set<StepGraph.Edge>> after = new LinkedHashMap<>();

        Neighbours(Folded folded) {
            for (StepGraph.Edge edge : folded.edges()) {
                before.computeIfAbsent(edge.to(), ignored -> new LinkedHashSet<>())
                        .add(new StepGraph.Edge(edge.from(), "", edge.condition()));
                after.computeIfAbsent(edge.from(), ignored -> new LinkedHashSet<>())
                        .add(new StepGraph.Edge("", edge.to(), edge.condition()));
            }
        }

        Set<StepGraph.Edge> before(String id) {
            return before.getOrDefault(id, Set.of());
        }

        Set<StepGraph.Edge> after(String id) {
            return after.getOrDefault(id, Set.of());
        }
    }
}
