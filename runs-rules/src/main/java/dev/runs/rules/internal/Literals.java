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
    private final List<Object> firsts;

    /** Copies the sets of values. No set is empty, and its values are of one comparable type. */
    public Literals(List<? extends Collection<?>> sets) {
        List<NavigableSet<?>> copies = new ArrayList<>(sets.size());
        List<Object> firstValues = new ArrayList<>(sets.size());
        for (Collection<?> values : sets) {
            NavigableSet<Object> copy = new TreeSet<>(values);
            copies.add(copy);
            firstValues.add(copy.first());
        }
        this.sets = copies;
        this.firsts = firstValues;
    }

    /** Returns the values of an entry. */
    NavigableSet<?> set(int index) {
        return sets.get(index);
    }

    /** Returns the value of an entry that has one. */
    Object value(int index) {
        return firsts.get(index);
    }
}
