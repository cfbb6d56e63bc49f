package dev.runs.run;

import java.util.AbstractCollection;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;

/**
 * The steps of a run by their place in the order of the plan. Immutable: a copy with another step shares all but three
 * short arrays with the original, whatever their number.
 */
final class Steps extends AbstractCollection<Step> {
    private static final int BITS = 5;
    private static final int WIDTH = 1 << BITS;
    private static final int LOW = WIDTH - 1;

    private final int size;
    private final Step[][][] root;

    private Steps(int size, Step[][][] root) {
        this.size = size;
        this.root = root;
    }

    static Steps of(Collection<Step> steps) {
        List<Step> all = List.copyOf(steps);
        int size = all.size();
        Step[][][] root = new Step[shares(size, WIDTH * WIDTH)][][];
        for (int i = 0; i < root.length; i++) {
            int below = Math.min(WIDTH * WIDTH, size - i * WIDTH * WIDTH);
            root[i] = new Step[shares(below, WIDTH)][];
            for (int j = 0; j < root[i].length; j++) {
                int first = (i * WIDTH + j) * WIDTH;
                root[i][j] = all.subList(first, Math.min(size, first + WIDTH)).toArray(new Step[0]);
            }
        }
        return new Steps(size, root);
    }

    private static int shares(int size, int share) {
        return (size + share - 1) / share;
    }

    Step get(int position) {
        return root[position >>> (2 * BITS)][(position >>> BITS) & LOW][position & LOW];
    }

    Steps with(int position, Step step) {
        Step[][][] top = root.clone();
        Step[][] middle = top[position >>> (2 * BITS)].clone();
        Step[] leaf = middle[(position >>> BITS) & LOW].clone();
        leaf[position & LOW] = step;
        middle[(position >>> BITS) & LOW] = leaf;
        top[position >>> (2 * BITS)] = middle;
        return new Steps(size, top);
    }

    /** Returns the steps that are not the very same as in an earlier version of these steps. */
    // What both versions share is the same array, so looking at references is what makes this cheap.
    @SuppressWarnings("ReferenceEquality")
    List<Step> changedSince(Steps earlier) {
        List<Step> changed = new ArrayList<>();
        for (int i = 0; i < root.length; i++) {
            Step[][] was = i < earlier.root.length ? earlier.root[i] : new Step[0][];
            for (int j = 0; root[i] != was && j < root[i].length; j++) {
                Step[] old = j < was.length ? was[j] : new Step[0];
                for (int k = 0; root[i][j] != old && k < root[i][j].length; k++) {
                    if (k >= old.length || root[i][j][k] != old[k]) {
                        changed.add(root[i][j][k]);
                    }
                }
            }
        }
        return changed;
    }

    @Override
    public int size() {
        return size;
    }

    @Override
    public Iterator<Step> iterator() {
        return new Iterator<>() {
            private int next;

            @Override
            public boolean hasNext() {
                return next < size;
            }

            @Override
            public Step next() {
                if (next >= size) {
                    throw new NoSuchElementException();
                }
                return get(next++);
            }
        };
    }
}
