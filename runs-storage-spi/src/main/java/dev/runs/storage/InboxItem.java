package dev.runs.storage;

import java.time.Instant;

/**
 * One question that waits for the holder of a role.
 *
 * @param item the item's id, unique within its step
 * @param role who may answer
 * @param since when it was asked; the inbox is ordered by it, oldest first; kept to the microsecond
 * @since 0.1.0
 */
public record InboxItem(String item, String role, Instant since) {
    /** Checks the words and the moment. */
    public InboxItem {
        Names.check("item", item);
        Names.check("role", role);
        since = Moments.check("since", since);
    }
}
