package dev.runs.storage;

import java.time.Instant;

/**
 * A name that one holder has for a while.
 *
 * @param name what is held
 * @param holder who holds it
 * @param token grows each time the name is taken when it was free, so that a holder who was away too long can be told from the next
 * @param until when it ends unless it is renewed, kept to the microsecond
 * @since 0.1.0
 */
public record Lease(String name, String holder, long token, Instant until) {
    /** Checks the words and the moment. */
    public Lease {
        Names.check("lease", name);
        Names.check("holder", holder);
        until = Moments.check("until", until);
    }
}
