package dev.runs.samples.crm.people;

import java.util.List;

/**
 * A part of a list.
 *
 * @param total how many there are in all
 * @param items those of this page
 */
public record Page<T>(long total, List<T> items) {
    /** Copies the items. */
    public Page {
        items = List.copyOf(items);
    }
}
