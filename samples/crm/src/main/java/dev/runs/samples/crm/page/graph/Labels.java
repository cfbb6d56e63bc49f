package dev.runs.samples.crm.page.graph;

import java.util.ArrayList;
import java.util.List;

/** Finds room for the words at lines, so that no two stand on each other. */
final class Labels {
    private static final double CHARACTER = 6.6;
    private static final int ABOVE = 11;
    private static final int BELOW = 5;

    private final List<Room> taken = new ArrayList<>();

    /** A point. */
    record Point(int x, int y) {}

    private record Room(double left, double right, int top, int bottom) {
        static Room of(Point middle, String words) {
            double half = words.length() * CHARACTER / 2;
            return new Room(middle.x() - half, middle.x() + half, middle.y() - ABOVE, middle.y() + BELOW);
        }

        boolean touches(Room other) {
            return left < other.right && other.left < right && top < other.bottom && other.top < bottom;
        }
    }

    /** Returns the first of some points around which words have room; the very first where there is none. */
    Point place(String words, List<Point> points) {
        for (Point point : points) {
            Room room = Room.of(point, words);
            if (taken.stream().noneMatch(room::touches)) {
                taken.add(room);
                return point;
            }
        }
        return points.get(0);
    }
}
