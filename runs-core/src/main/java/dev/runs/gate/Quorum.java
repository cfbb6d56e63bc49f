package dev.runs.gate;

/**
 * How many of those who are asked must approve.
 *
 * @param least how many different people at least, 1 or more
 * @param everyone whether all who are asked must: each person, and of each role one holder
 * @since 0.1.0
 */
public record Quorum(int least, boolean everyone) {
    /** All who are asked. */
    public static final Quorum EVERYONE = new Quorum(1, true);

    /** Checks that somebody must approve. */
    public Quorum {
        if (least < 1) {
            throw new IllegalArgumentException("quorum is " + least + "; at least 1 is needed");
        }
    }

    /** Returns the quorum of so many different people. */
    public static Quorum of(int least) {
        return new Quorum(least, false);
    }

    /** Returns how many approvals are needed of so many who are asked. */
    public int needed(int asked) {
        return everyone ? Math.max(least, asked) : least;
    }

    /** Returns the stricter of both. */
    Quorum stricter(Quorum other) {
        return new Quorum(Math.max(least, other.least), everyone || other.everyone);
    }
}
