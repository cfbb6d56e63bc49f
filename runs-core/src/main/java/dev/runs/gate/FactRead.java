package dev.runs.gate;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * One fact as rules read it, for the record of the decision.
 *
 * @param type the fact's type, such as {@code Meeting}
 * @param values the properties that rules read, with their values as people write them; one that is missing is left out
 * @since 0.1.0
 */
public record FactRead(String type, Map<String, String> values) {
    /** Copies the values, in the order of their names. */
    public FactRead {
        values = Collections.unmodifiableSortedMap(new TreeMap<>(values));
    }
}
