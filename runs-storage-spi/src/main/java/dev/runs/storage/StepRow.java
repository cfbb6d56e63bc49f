package dev.runs.storage;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The current state of one step. A commit carries the rows that it changed and no others.
 *
 * @param step the step's id, unique within its run
 * @param state the step's state as a word, for filters and tallies
 * @param open whether that state can still change without someone reopening the step; only open rows are tallied and
 *     offered as work
 * @param facet a word that groups steps in tallies; the store does not interpret it
 * @param timer when somebody must look at the step again if nothing happens before, kept to the microsecond; only those of
 *     open steps are offered
 * @param schema the version of the document's form
 * @param document the step's state, opaque to the store
 * @param items what people are asked about this step now; replaces the items that the step had before
 * @since 0.1.0
 */
public record StepRow(
        String step,
        String state,
        boolean open,
        String facet,
        Optional<Instant> timer,
        int schema,
        Bytes document,
        List<InboxItem> items) {
    /**
     * Checks the words and copies the items.
     *
     * @throws IllegalArgumentException if two items have the same id
     */
    public StepRow {
        Names.check("step", step);
        Names.check("state", state);
        Names.check("facet", facet);
        timer = timer.map(at -> Moments.check("timer", at));
        items = List.copyOf(items);
        Commit.checkDistinct("item", items, InboxItem::item);
    }
}
