package dev.runs.rules.internal.model;

import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A fact as rules read it: its values in the order of its type's properties, each of the kind that the property says, or
 * missing. Never changed after it was made; equal to another with the same values.
 */
public final class Row {
    private final FactType type;
    private final @Nullable Object[] values;
    private final Optional<String> step;

    /**
     * Makes a row, which takes the values over.
     *
     * @param step the key of the step that the fact is about; a rule about that step does not see it
     */
    @SuppressWarnings("ArrayParameterNotCopied") // made for the row
    public Row(FactType type, @Nullable Object[] values, Optional<String> step) {
        if (values.length != type.size()) {
            throw new IllegalArgumentException(values.length + " values for " + type);
        }
        this.type = type;
        this.values = values;
        this.step = step;
    }

    public FactType type() {
        return type;
    }

    /** Returns the value of a property, or null when it is missing. */
    public @Nullable Object get(Property property) {
        return values[property.index()];
    }

    /** Returns the value at a place, or null when it is missing. */
    public @Nullable Object get(int index) {
        return values[index];
    }

    /** Returns the key of the step that the fact is about, if it is about one. */
    public Optional<String> step() {
        return step;
    }

    /** Returns the key of a step's row. */
    public String key() {
        return String.valueOf(get(type.key()));
    }

    /** Returns the action of a step's row. */
    public String action() {
        return String.valueOf(get(type.action()));
    }

    /** Returns whether a rule about a step sees the fact. */
    public boolean isApartFrom(String subject) {
        return step.isEmpty() || !step.get().equals(subject);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Row row
                && row.type == type
                && row.step.equals(step)
                && Arrays.equals(row.values, values);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(values);
    }
}
