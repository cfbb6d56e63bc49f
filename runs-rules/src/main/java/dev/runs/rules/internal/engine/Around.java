package dev.runs.rules.internal.engine;

import dev.runs.rules.internal.model.Row;

/** A fact beside the steps in question, as the engine sees it. Two with the same values are two. */
final class Around {
    private final Row row;

    Around(Row row) {
        this.row = row;
    }

    Row row() {
        return row;
    }

    /** Returns whether it is of the type of a number. */
    boolean is(int type) {
        return row.type().number() == type;
    }

    /** Returns whether a rule about the subject sees it. */
    boolean apartFrom(Subject subject) {
        return row.isApartFrom(subject.row().key());
    }
}
