package dev.runs.samples.crm.page.graph;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Finds places for the words on lines: on the line itself, where no other words stand already. Where there is no such place words are
 * left out, as nobody could read them.
 */
final class Labels {
    private static final double[] ALONG = {0.5, 0.2, 0.8};
    private static final double CHARACTER = 6.5;
    private static final int HEIGHT = 11;
    private static final int BETWEEN = 6;

    private final List<Taken> taken = new ArrayList<>();

    /** A place that words have. */
    private record Taken(double left, double right, double y) {
        boolean meets(Taken other) {
            return Math.abs(y - other.y) < HEIGHT && left < other.right + BETWEEN && other.left < right + BETWEEN;
        }
    }

    /** One bend of a line, from the bottom of a layer to the top of the next. */
    record Bend(double x, double y, double toX, double toY) {}

    /** The middle of some words. */
    record Place(int x, int y) {}

    /** Returns where words stand, on the first of the bends that has room for them. */
    Optional<Place> place(String words, List<Bend> bends) {
        double half = words.length() * CHARACTER / 2;
        for (double part : ALONG) {
            for (Bend bend : bends) {
                // The bend is a cubic curve whose ends are upright.
                double across = part * part * (3 - 2 * part);
                double down = part * (1 - part) * 1.5 * (1 - 2 * part) + across;
                double x = bend.x() + (bend.toX() - bend.x()) * across;
                double y = bend.y() + (bend.toY() - bend.y()) * down;
                Taken wanted = new Taken(x - half, x + half, y);
                if (taken.stream().noneMatch(wanted::meets)) {
                    taken.add(wanted);
                    return Optional.of(new Place((int) Math.round(x), (int) Math.round(y)));
                }
            }
        }
        return Optional.empty();
    }
}
