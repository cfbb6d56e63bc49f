package dev.runs.storage;

/**
 * A key that one run per tenant may hold, such as the signal that started it.
 *
 * @param kind what it is, as a word
 * @param value the key, 1 to 200 characters
 * @since 0.1.0
 */
public record UniqueKey(String kind, String value) implements Comparable<UniqueKey> {
    /** Checks the words. */
    public UniqueKey {
        Names.check("kind", kind);
        Names.check("value", value);
    }

    /** Orders by kind, then by value. */
    @Override
    public int compareTo(UniqueKey other) {
        int order = Names.ORDER.compare(kind, other.kind);
        return order != 0 ? order : Names.ORDER.compare(value, other.value);
    }

    @Override
    public String toString() {
        return kind + ":" + value;
    }
}
