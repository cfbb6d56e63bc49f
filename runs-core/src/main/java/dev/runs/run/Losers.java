package dev.runs.run;

import dev.runs.graph.Edge;
import dev.runs.graph.StepState;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The losers of a join that stops them (S3): the steps that it waited for and that are not at their end when it fires, and
 * whatever was done only for them. A step is done for another if it has an edge to it; what is reached only over a rejection or
 * a failure is no reason to go on.
 */
final class Losers {
    private final Run run;
    private final Set<String> losers = new LinkedHashSet<>();
    /** For steps before losers, how many steps that are no losers need them. */
    private final Map<String, Long> needing = new HashMap<>();

    private Losers(Run run) {
        this.run = run;
    }

    /** Returns what happens to the losers of the first join that is true, stops its losers and has any. */
    static List<RunEvent> of(Run run) {
        for (int rank : run.openings()) {
            // A step that was asked about has fired before, and a join fires once.
            if (run.standings().joins(rank)
                    && run.graph().at(rank).join().cancelsRest()
                    && run.at(rank).decision().isEmpty()) {
                List<RunEvent> events = new Losers(run).events(run.at(rank));
                if (!events.isEmpty()) {
                    return events;
                }
            }
        }
        return List.of();
    }

    private List<RunEvent> events(Step fired) {
        Deque<String> open = new ArrayDeque<>(sources(fired));
        while (!open.isEmpty()) {
            String id = open.remove();
            if (!isAtItsEnd(id) && losers.add(id)) {
                sources(run.step(id).orElseThrow()).stream()
                        .filter(earlier -> isForLosersOnly(earlier, id))
                        .forEach(open::add);
            }
        }
        List<RunEvent> events = new ArrayList<>();
        for (String id : losers) {
            events.addAll(Checks.withdraw(run.step(id).orElseThrow(), Optional.empty()));
            events.add(new RunEvent.StepCancelled(id, fired.id()));
        }
        return events;
    }

    private static List<String> sources(Step step) {
        return step.spec().node().edges().stream().map(Edge::from).distinct().toList();
    }

    private boolean isAtItsEnd(String id) {
        // What will not be needed is at its end as good as.
        return run.standings().isDead(run.graph().rank(id))
                || run.step(id).orElseThrow().state().isTerminal();
    }

    /** Counts down for how many steps an earlier one is still done, so that no step is looked at for each of its losers. */
    private boolean isForLosersOnly(String earlier, String loser) {
        long left = needing.computeIfAbsent(
                earlier,
                id -> run.graph().successors(id).stream()
                        .distinct()
                        .filter(this::needsOthers)
                        .count());
        if (needsOthers(loser)) {
            left--;
            needing.put(earlier, left);
        }
        return left == 0;
    }

    private boolean needsOthers(String id) {
        boolean sideways =
                run.graph().isContingent(id) && run.step(id).orElseThrow().state() == StepState.BLOCKED;
        return !sideways && !isAtItsEnd(id);
    }
}
