package dev.runs.codec;

/**
 * A form in which documents are stored. A library reads every form up to its newest, and writes the one that it is told to:
 * while processes of an older version are still at work on a store, one that they can read.
 *
 * @since 0.1.0
 */
public enum StoredForm {
    /** The first form. Which worker has a step at work is not part of it. */
    V1,
    /** {@code StepStarted} and the state of a step name the worker that calls the handler. */
    V2;

    /** Returns the form that this version of the library writes unless it is told otherwise. */
    public static StoredForm newest() {
        return V2;
    }

    /** Returns whether this form has what a later one brought. */
    boolean has(StoredForm later) {
        return compareTo(later) >= 0;
    }

    /** Returns the schema of events of a type in this form: the form that changed them last. */
    int event(String type) {
        return type.equals("StepStarted") && has(V2) ? 2 : 1;
    }

    /** Returns the schema of the head of a run in this form. */
    int head() {
        return 1;
    }

    /** Returns the schema of the state of a step in this form. */
    int step() {
        return has(V2) ? 2 : 1;
    }
}
