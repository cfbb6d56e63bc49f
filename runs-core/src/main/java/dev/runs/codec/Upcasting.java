package dev.runs.codec;

import dev.runs.document.Fields;

/**
 * Brings documents of older forms into the newest one before they are read: the only place that knows what older forms
 * lack. Each line takes a document one form further; a new form adds a line and changes none.
 */
final class Upcasting {
    private Upcasting() {}

    static Fields event(String type, int schema, Fields event) {
        // 1 to 2: nobody wrote down who called the handler, and nobody can know it now.
        return type.equals("StepStarted") && schema < 2 ? event.with("worker", null) : event;
    }

    static Fields step(int schema, Fields step) {
        // 1 to 2: as above.
        return schema < 2 ? step.with("worker", null) : step;
    }
}
