package dev.runs.storage;

/**
 * A key that one run per tenant may hold, such as the signal that started it.
 *
 * @param kind what it is, as a word
 * @param value the key, 1 to 200 characters
 * @since 0.1.0
 */
public record UniqueKey(String kind, String value) {
    /** Checks the words. */
    public UniqueKey {
        Names.check("kind", kind);
        Names.check("value", value);
    }

    @Override
    public String toString() {
        return kind + ":" + value;
    }
}
