package dev.runs.storage;

import java.time.Instant;
import java.util.Optional;

/**
 * One question that waits for people.
 *
 * @param item the item's id, unique within its step
 * @param role who may answer, as a word that the store does not interpret: a role, or a person
 * @param since when it was asked; the inbox is ordered by it, oldest first; kept to the microsecond
 * @param due when the answer is late, kept to the microsecond; empty when it never is
 * @since 0.1.0
 */
public record InboxItem(String item, String role, Instant since, Optional<Instant> due) {
    /** Checks the words and the moments. */
    public InboxItem {
        Names.check("item", item);
        Names.check("role", role);
        since = Moments.check("since", since);
        due = due.map(at -> Moments.check("due", at));
    }

    /** Makes an item that is never late. */
    public InboxItem(String item, String role, Instant since) {
        this(item, role, since, Optional.empty());
    }
}
