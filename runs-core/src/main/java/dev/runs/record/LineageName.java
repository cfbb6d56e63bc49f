package dev.runs.record;

import java.util.Optional;

/**
 * What a thing in the lineage is called, and where it belongs. Immutable.
 *
 * @param title what it is called; empty where nobody said so, where the words were erased, and where they are not for the reader to see
 * @param run the run to which it belongs; empty for what several runs share, such as a meeting or a rule
 * @param step the step of that run
 * @since 0.1.0
 */
public record LineageName(Optional<String> title, Optional<String> run, Optional<String> step) {
    /** The name of what nobody knows. */
    public static final LineageName NONE = new LineageName(Optional.empty(), Optional.empty(), Optional.empty());
}
