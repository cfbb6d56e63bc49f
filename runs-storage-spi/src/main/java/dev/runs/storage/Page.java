package dev.runs.storage;

import java.util.List;
import java.util.Optional;

/**
 * Some rows of a list, and where to go on.
 *
 * @param rows the rows, at most as many as were asked for
 * @param next where the next page begins; empty when there is none
 * @param <T> the row
 * @since 0.1.0
 */
public record Page<T>(List<T> rows, Optional<Cursor> next) {
    /** Copies the rows. */
    public Page {
        rows = List.copyOf(rows);
    }
}
