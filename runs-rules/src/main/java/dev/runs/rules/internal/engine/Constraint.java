package dev.runs.rules.internal.engine;

import dev.runs.rules.internal.model.Row;

/**
 * A condition about one fact, as the engine evaluates it.
 *
 * @param id names what it says: the engine looks once at what has the same name
 * @param ofBoth whether it compares the fact with the step in question
 */
record Constraint(String id, boolean ofBoth, Test test) {
    /** Says whether a fact fits. */
    interface Test {
        boolean holds(Row fact, Row subject);
    }
}
