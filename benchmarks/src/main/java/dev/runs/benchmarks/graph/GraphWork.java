package dev.runs.benchmarks.graph;

import dev.runs.graph.Edge;
import dev.runs.graph.EdgeCondition;
import dev.runs.graph.Join;
import dev.runs.graph.Node;
import dev.runs.graph.StepState;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * A graph, and a decision about one of its steps that is taken and taken back in turn: the step is running, then it is
 * rejected, so that none of those after it will be needed, then it is running again and they wait. Whatever does not come
 * after it is completed. Every evaluator is given this same work, and must find as many steps affected each time.
 *
 * <p>The same shape, size and number of affected steps is always the same work: the only randomness, in {@link Shape#LAYERED},
 * has the seed {@value #SEED}.
 */
public final class GraphWork {
    static final long SEED = 20_261_122L;

    private final List<int[]> sources;
    private final int decided;
    private final BitSet after;

    private GraphWork(List<int[]> sources, int decided) {
        this.sources = sources;
        this.decided = decided;
        this.after = after(decided, targets(sources));
    }

    /** Makes the work. */
    public static GraphWork of(Shape shape, int steps, Affected affected) {
        List<int[]> sources = shape.sources(steps, new SplittableRandom(SEED));
        return new GraphWork(sources, decided(sources, affected.of(steps)));
    }

    /** The last of the steps with the number of steps after it that is nearest to what is wanted. */
    private static int decided(List<int[]> sources, int wanted) {
        if (wanted == sources.size() - 1) {
            return 0;
        }
        List<int[]> targets = targets(sources);
        int best = 0;
        int distance = Integer.MAX_VALUE;
        // Looked for from the end; where by far too many come after a step, nothing better follows in these shapes.
        for (int i = sources.size() - 1; i >= 0 && distance > 0; i--) {
            int found = after(i, targets).cardinality();
            if (Math.abs(found - wanted) < distance) {
                best = i;
                distance = Math.abs(found - wanted);
            }
            if (found > 4 * (wanted + 1)) {
                break;
            }
        }
        return best;
    }

    private static List<int[]> targets(List<int[]> sources) {
        List<List<Integer>> targets = new ArrayList<>();
        for (int i = 0; i < sources.size(); i++) {
            targets.add(new ArrayList<>());
            for (int source : sources.get(i)) {
                targets.get(source).add(i);
            }
        }
        return targets.stream()
                .map(list -> list.stream().mapToInt(Integer::intValue).toArray())
                .toList();
    }

    private static BitSet after(int step, List<int[]> targets) {
        BitSet found = new BitSet();
        int[] open = {step};
        while (open.length > 0) {
            open = Arrays.stream(open)
                    .flatMap(from -> Arrays.stream(targets.get(from)))
                    .filter(to -> !found.get(to))
                    .distinct()
                    .toArray();
            Arrays.stream(open).forEach(found::set);
        }
        return found;
    }

    /** Returns how many steps there are. */
    public int steps() {
        return sources.size();
    }

    /** Returns the number of the step that is decided on. */
    public int decided() {
        return decided;
    }

    /** Returns for how many other steps something else holds after each decision. */
    public int affected() {
        return after.cardinality();
    }

    /** Returns the numbers of the steps that a step waits for. */
    public int[] sources(int step) {
        return sources.get(step).clone();
    }

    /** Returns the id of a step. */
    public static String id(int step) {
        return "step-" + step;
    }

    /** Returns the steps as the library's graph takes them. */
    public List<Node> nodes() {
        List<Node> nodes = new ArrayList<>(steps());
        for (int i = 0; i < steps(); i++) {
            List<Edge> edges = Arrays.stream(sources.get(i))
                    .mapToObj(source -> new Edge(id(source), EdgeCondition.COMPLETED))
                    .toList();
            nodes.add(new Node(id(i), Join.all(), edges));
        }
        return nodes;
    }

    /** Returns in which state a step is before the first decision. */
    public StepState state(int step) {
        if (step == decided) {
            return StepState.RUNNING;
        }
        return after.get(step) ? StepState.BLOCKED : StepState.COMPLETED;
    }

    /** Returns the states of all steps before the first decision. */
    public Map<String, StepState> states() {
        Map<String, StepState> states = new LinkedHashMap<>();
        for (int i = 0; i < steps(); i++) {
            states.put(id(i), state(i));
        }
        return states;
    }

    /** Returns what the decided step is after a decision, of which the even ones reject it and the odd ones take that back. */
    public static StepState decision(long number) {
        return number % 2 == 0 ? StepState.REJECTED : StepState.RUNNING;
    }
}
