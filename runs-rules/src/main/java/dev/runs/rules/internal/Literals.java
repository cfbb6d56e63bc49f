package dev.runs.rules.internal;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;

/**
 * The fixed values that the rules of one pack compare with. Generated rules hold an index into this table, never a
 * value: what an author typed is data to them.
 *
 * <p>Each entry is a set, ordered by its values, so that {@code 1.0} and {@code 1.00} are one number. A comparison with
 * one value has a set of one.
 */
public final class Literals {
    private final List<NavigableSet<?>> sets;

    /** Copies the sets of values. The values of one set are of one comparable type. */
    public Literals(List<? extends Collection<?>> sets) {
        List<NavigableSet<?>> copies = new ArrayList<>(sets.size());
        for (Collection<?> values : sets) {
            copies.add(new TreeSet<>(values));
        }
        this.sets = copies;
    }

    NavigableSet<?> at(int index) {
        return sets.get(index);
    }
}
