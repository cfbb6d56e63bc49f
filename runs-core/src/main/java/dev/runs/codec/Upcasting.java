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
        Fields two = type.equals("StepStarted") && schema < 2 ? event.with("worker", null) : event;
        // To 3: nobody skipped a step by hand.
        Fields three = type.equals("StepSkipped") && schema < 3 ? two.with("reason", null) : two;
        // To 4: no rule could raise a risk.
        return type.equals("RoundOpened") && schema < 4 ? three.with("raised", null) : three;
    }

    static Fields step(int schema, Fields step) {
        // 1 to 2: as above.
        Fields two = schema < 2 ? step.with("worker", null) : step;
        // To 3: a step ended by its own work alone.
        return schema < 3 ? two.with("ending", null) : two;
    }
}
