package dev.runs.graph;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Nodes and edges as numbers: each node by its position in the plan, edges both ways as compressed rows, and an order in
 * which every node comes after those it waits for. Edges must name nodes that are there; a cycle is found here.
 */
final class Topology {
    private final List<Node> nodes;
    private final Map<String, Integer> positions;
    private final int[] sourceRows;
    private final int[] sources;
    private final int[] targetRows;
    private final int[] targets;
    private final int[] order;

    Topology(List<Node> nodes, Map<String, Integer> positions) {
        this.nodes = nodes;
        this.positions = positions;
        int size = nodes.size();
        this.sourceRows = new int[size + 1];
        this.targetRows = new int[size + 1];
        for (int i = 0; i < size; i++) {
            sourceRows[i + 1] = sourceRows[i] + nodes.get(i).edges().size();
        }
        this.sources = new int[sourceRows[size]];
        this.targets = new int[sourceRows[size]];
        int next = 0;
        for (Node node : nodes) {
            for (Edge edge : node.edges()) {
                int source = positions.getOrDefault(edge.from(), -1);
                sources[next++] = source;
                targetRows[source + 1]++;
            }
        }
        for (int i = 0; i < size; i++) {
            targetRows[i + 1] += targetRows[i];
        }
        int[] free = targetRows.clone();
        for (int i = 0; i < size; i++) {
            for (int e = sourceRows[i]; e < sourceRows[i + 1]; e++) {
                targets[free[sources[e]]++] = i;
            }
        }
        this.order = topological();
    }

    /** Returns the positions of nodes by id; the first of several nodes with one id. */
    static Map<String, Integer> positions(List<Node> nodes) {
        Map<String, Integer> positions = new HashMap<>(nodes.size() * 2);
        for (int i = 0; i < nodes.size(); i++) {
            positions.putIfAbsent(nodes.get(i).id(), i);
        }
        return positions;
    }

    /** Kahn's algorithm; ties in the order of the plan, so that the same plan gives the same order. */
    private int[] topological() {
        int size = nodes.size();
        int[] open = new int[size];
        int[] found = new int[size];
        int end = 0;
        for (int i = 0; i < size; i++) {
            open[i] = sourceRows[i + 1] - sourceRows[i];
            if (open[i] == 0) {
                found[end++] = i;
            }
        }
        for (int at = 0; at < end; at++) {
            for (int e = targetRows[found[at]]; e < targetRows[found[at] + 1]; e++) {
                if (--open[targets[e]] == 0) {
                    found[end++] = targets[e];
                }
            }
        }
        return Arrays.copyOf(found, end);
    }

    List<Node> nodes() {
        return nodes;
    }

    Map<String, Integer> positions() {
        return positions;
    }

    /** Returns positions in topological order; fewer than there are nodes if some wait for each other. */
    int[] order() {
        return order;
    }

    int edges() {
        return sources.length;
    }

    /** Returns the positions of the nodes that have an edge from the given one. */
    int[] targets(int position) {
        return Arrays.copyOfRange(targets, targetRows[position], targetRows[position + 1]);
    }

    /** Returns where the node of the n-th edge into a node is. */
    int source(int position, int edge) {
        return sources[sourceRows[position] + edge];
    }

    /** Returns one cycle, first step repeated at its end, or an empty list. Walks backwards among what Kahn left. */
    List<String> cycle() {
        if (order.length == nodes.size()) {
            return List.of();
        }
        boolean[] left = new boolean[nodes.size()];
        Arrays.fill(left, true);
        for (int position : order) {
            left[position] = false;
        }
        int at = 0;
        while (!left[at]) {
            at++;
        }
        int[] seenAs = new int[nodes.size()];
        List<String> walk = new ArrayList<>();
        while (seenAs[at] == 0) {
            walk.add(nodes.get(at).id());
            seenAs[at] = walk.size();
            at = anyLeft(at, left);
        }
        List<String> cycle = new ArrayList<>(walk.subList(seenAs[at] - 1, walk.size()));
        cycle.add(nodes.get(at).id());
        Collections.reverse(cycle);
        return cycle;
    }

    /** Every step that is left has a predecessor that is left, or Kahn would have taken it. */
    private int anyLeft(int position, boolean[] left) {
        int edge = sourceRows[position];
        while (!left[sources[edge]]) {
            edge++;
        }
        return sources[edge];
    }
}
