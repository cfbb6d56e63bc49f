package dev.runs.samples.crm.page.graph;

import java.util.List;
import java.util.Locale;

/**
 * The steps of a run and what they wait for.
 *
 * @param steps the steps, each after those for which it waits
 * @param edges who waits for whom
 */
public record StepGraph(List<Step> steps, List<Edge> edges) {
    /** Copies the lists. */
    public StepGraph {
        steps = List.copyOf(steps);
        edges = List.copyOf(edges);
    }

    /**
     * A step.
     *
     * @param id its id
     * @param title its title
     * @param look how it stands, as a picture shows it
     * @param status how it stands, in words
     * @param contingent whether it is needed only if another one is rejected or fails
     */
    public record Step(String id, String title, Look look, String status, boolean contingent) {}

    /**
     * One step waits for another.
     *
     * @param from the earlier step's id
     * @param to the later step's id
     * @param condition in words, how the earlier one must end; empty if it must be done
     */
    public record Edge(String from, String to, String condition) {}

    /** Returns the first steps in whose title or id the given words stand; none for no words. */
    public List<String> find(String words, int most) {
        String wanted = words.strip().toLowerCase(Locale.ROOT);
        return wanted.isEmpty()
                ? List.of()
                : steps.stream()
                        .filter(step -> step.title().toLowerCase(Locale.ROOT).contains(wanted)
                                || step.id().toLowerCase(Locale.ROOT).contains(wanted))
                        .limit(most)
                        .map(Step::id)
                        .toList();
    }
}
