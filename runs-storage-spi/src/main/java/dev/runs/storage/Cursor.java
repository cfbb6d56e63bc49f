package dev.runs.storage;

/**
 * Where a page ended. Opaque: only the store that gave it can read it, and it refuses what it did not give.
 *
 * @param token the store's own words; empty for the beginning
 * @since 0.1.0
 */
public record Cursor(String token) {
    private static final Cursor START = new Cursor("");

    /** Returns the cursor before the first row. */
    public static Cursor start() {
        return START;
    }

    /** Returns whether this is the cursor before the first row. */
    public boolean isStart() {
        return token.isEmpty();
    }
}
