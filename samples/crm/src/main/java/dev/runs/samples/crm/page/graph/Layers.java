package dev.runs.samples.crm.page.graph;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Puts the nodes of a graph without cycles into layers, from top to bottom, so that edges go downwards, cross seldom and are short.
 * An edge over several layers has a place of its own in each of them. The usual method: layers by the longest path, order by
 * the mean of the neighbours' places, places as near to the neighbours as the order lets them.
 */
final class Layers {
    private static final int SWEEPS = 6;

    /** A place in a layer: a node's, or an edge's on its way. */
    static final class Place {
        /** The node, or -1 for an edge on its way. */
        final int node;

        final int layer;
        final List<Place> above = new ArrayList<>();
        final List<Place> below = new ArrayList<>();
        private int order;
        /** The middle, in the unit in which widths are given. */
        double x;

        Place(int node, int layer) {
            this.node = node;
            this.layer = layer;
        }

        private double mean(List<Place> others) {
            return others.stream().mapToInt(place -> place.order).average().orElse(order);
        }

        private double target(List<Place> others) {
            return others.stream().mapToDouble(place -> place.x).average().orElse(x);
        }
    }

    private final List<Place> places = new ArrayList<>();
    private final List<List<Place>> layers = new ArrayList<>();
    private final List<List<Place>> ways = new ArrayList<>();

    /**
     * Finds the places.
     *
     * @param nodes how many nodes there are; edges go from lower to higher numbers
     * @param edges from and to, by number
     * @param width how wide a node is, with the gap beside it
     * @param gap how wide an edge on its way is
     */
    Layers(int nodes, List<int[]> edges, double width, double gap) {
        int[] layer = layers(nodes, edges);
        for (int node = 0; node < nodes; node++) {
            places.add(put(node, layer[node]));
        }
        for (int[] edge : edges) {
            ways.add(way(places.get(edge[0]), places.get(edge[1])));
        }
        number();
        for (int sweep = 0; sweep < SWEEPS; sweep++) {
            boolean down = sweep % 2 == 0;
            for (int i = 0; i < layers.size(); i++) {
                List<Place> row = layers.get(down ? i : layers.size() - 1 - i);
                row.sort(Comparator.comparingDouble(place -> place.mean(down ? place.above : place.below)));
                number(row);
            }
        }
        settle(width, gap);
    }

    private static int[] layers(int nodes, List<int[]> edges) {
        int[] layer = new int[nodes];
        for (int node = 0; node < nodes; node++) {
            for (int[] edge : edges) {
                if (edge[0] == node) {
                    layer[edge[1]] = Math.max(layer[edge[1]], layer[node] + 1);
                }
            }
        }
        // What nothing leads to stands right above the first for which it is needed.
        for (int node = 0; node < nodes; node++) {
            int here = node;
            if (layer[here] == 0) {
                layer[here] = edges.stream()
                        .filter(edge -> edge[0] == here)
                        .mapToInt(edge -> layer[edge[1]] - 1)
                        .min()
                        .orElse(0);
            }
        }
        return layer;
    }

    private Place put(int node, int layer) {
        while (layers.size() <= layer) {
            layers.add(new ArrayList<>());
        }
        Place place = new Place(node, layer);
        layers.get(layer).add(place);
        return place;
    }

    /** The places through which an edge goes, its ends included. */
    private List<Place> way(Place from, Place to) {
        List<Place> way = new ArrayList<>(List.of(from));
        for (int layer = from.layer + 1; layer < to.layer; layer++) {
            way.add(put(-1, layer));
        }
        way.add(to);
        for (int i = 1; i < way.size(); i++) {
            way.get(i - 1).below.add(way.get(i));
            way.get(i).above.add(way.get(i - 1));
        }
        return List.copyOf(way);
    }

    private void number() {
        layers.forEach(Layers::number);
    }

    private static void number(List<Place> row) {
        for (int i = 0; i < row.size(); i++) {
            row.get(i).order = i;
        }
    }

    private void settle(double width, double gap) {
        for (List<Place> row : layers) {
            spread(row, width, gap, row.stream().mapToDouble(place -> 0).toArray());
        }
        for (int sweep = 0; sweep < SWEEPS; sweep++) {
            boolean down = sweep % 2 == 0;
            for (int i = 0; i < layers.size(); i++) {
                List<Place> row = layers.get(down ? i : layers.size() - 1 - i);
                spread(
                        row,
                        width,
                        gap,
                        row.stream()
                                .mapToDouble(place -> place.target(down ? place.above : place.below))
                                .toArray());
            }
        }
        double left = places.stream().mapToDouble(place -> place.x).min().orElse(0);
        layers.forEach(row -> row.forEach(place -> place.x -= left));
    }

    /**
     * Puts the places of a row as near to their targets as they can be side by side in their order: where they would overlap, they
     * stand close together around the mean of what they want.
     */
    private static void spread(List<Place> row, double width, double gap, double[] targets) {
        double[] offsets = new double[row.size()];
        for (int i = 1; i < row.size(); i++) {
            offsets[i] = offsets[i - 1] + (size(row.get(i - 1), width, gap) + size(row.get(i), width, gap)) / 2;
        }
        List<double[]> blocks = new ArrayList<>();
        for (int i = 0; i < row.size(); i++) {
            double[] block = {targets[i] - offsets[i], 1};
            while (!blocks.isEmpty() && blocks.get(blocks.size() - 1)[0] > block[0]) {
                double[] left = blocks.remove(blocks.size() - 1);
                double count = left[1] + block[1];
                block = new double[] {(left[0] * left[1] + block[0] * block[1]) / count, count};
            }
            blocks.add(block);
        }
        int next = 0;
        for (double[] block : blocks) {
            for (int i = 0; i < (int) block[1]; i++) {
                row.get(next).x = block[0] + offsets[next];
                next++;
            }
        }
    }

    private static double size(Place place, double width, double gap) {
        return place.node < 0 ? gap : width;
    }

    /** Returns the place of a node. */
    Place place(int node) {
        return places.get(node);
    }

    /** Returns the places through which an edge goes, in the order in which the edges were given. */
    List<Place> way(int edge) {
        return ways.get(edge);
    }

    /** Returns how many layers there are. */
    int count() {
        return layers.size();
    }

    /** Returns how far to the right any place is. */
    double right() {
        return layers.stream()
                .flatMap(List::stream)
                .mapToDouble(place -> place.x)
                .max()
                .orElse(0);
    }

    /** Returns how far to the left any place is; edges may go outside of all nodes. */
    double left() {
        return layers.stream()
                .flatMap(List::stream)
                .mapToDouble(place -> place.x)
                .min()
                .orElse(0);
    }
}
