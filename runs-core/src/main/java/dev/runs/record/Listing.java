package dev.runs.record;

import java.util.Iterator;
import java.util.List;

/**
 * A titled list, with what is said when it is empty. Immutable.
 *
 * @param title the title
 * @param columns what the parts of a row are called that are shown side by side
 * @param rows the rows
 * @param whenEmpty what to show in the place of rows when there are none
 * @param <T> the rows
 * @since 0.1.0
 */
public record Listing<T>(String title, List<String> columns, List<T> rows, String whenEmpty) implements Iterable<T> {
    /** Copies the lists. */
    public Listing {
        columns = List.copyOf(columns);
        rows = List.copyOf(rows);
    }

    /** Returns the row at an index, from 0. */
    public T get(int index) {
        return rows.get(index);
    }

    /** Returns how many rows there are. */
    public int size() {
        return rows.size();
    }

    /** Returns whether there is no row. */
    public boolean isEmpty() {
        return rows.isEmpty();
    }

    @Override
    public Iterator<T> iterator() {
        return rows.iterator();
    }
}
