package dev.runs.codec;

import java.util.Set;

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
    V2,
    /**
     * Patches of the graph, joins that stop their losers, and what came of those. Without it such commands and plans are
     * refused. What a run holds of it already is always written so, whichever form is asked for: nothing is lost.
     */
    V3,
    /**
     * {@code RoundOpened} names the risk to which rules raised the step's. What there is of that is always written so,
     * whichever form is asked for.
     */
    V4,
    /**
     * Stages of approvals, and what people and time do about a question before it is answered: claims, delegation, reassignment,
     * reminders, escalation, expiry, requests for changes; comments; runs on hold. What there is of that is always written so,
     * whichever form is asked for.
     */
    V5;

    /** Events that came with {@link #V3}. */
    private static final Set<String> PATCHES = Set.of(
            "StepInserted",
            "StepReplaced",
            "StepWaived",
            "StepCancelled",
            "RoundSuspended",
            "RoundResumed",
            "LateResultRecorded");

    /** Events that came with {@link #V5}. */
    private static final Set<String> ARRANGEMENTS = Set.of(
            "StepStopped",
            "RunHeld",
            "RunReleased",
            "CommentAdded",
            "StageOpened",
            "ItemClaimed",
            "ItemReleased",
            "ItemDelegated",
            "ItemReassigned",
            "ReminderSent",
            "Escalated",
            "AttemptRefused");

    /** Returns the form that this version of the library writes unless it is told otherwise. */
    public static StoredForm newest() {
        return V5;
    }

    /** Returns whether this form has what a later one brought. */
    public boolean has(StoredForm later) {
        return compareTo(later) >= 0;
    }

    /**
     * Returns the schema of an event of a type in this form: the form that changed such events last.
     *
     * @param least the oldest form that can hold the event; what later forms brought and it does not use is not counted
     */
    int event(String type, StoredForm least) {
        boolean five = least.has(V5);
        return switch (type) {
            case "StepStarted" -> has(V2) ? 2 : 1;
            case "StepsAdded" -> five ? 5 : has(V3) ? 3 : 1;
            case "StepSkipped" -> has(V3) ? 3 : 1;
            case "StepInserted", "StepReplaced" -> five ? 5 : 3;
            case "RoundOpened" -> five ? 5 : has(V4) ? 4 : 1;
            case "VoteCast", "RoundClosed", "StepRejected" -> five ? 5 : 1;
            default -> ARRANGEMENTS.contains(type) ? 5 : PATCHES.contains(type) ? 3 : 1;
        };
    }

    /** Returns whether this form has events of a type at all. */
    boolean knows(String type) {
        return (has(V3) || !PATCHES.contains(type)) && (has(V5) || !ARRANGEMENTS.contains(type));
    }

    /** Returns the schema of the head of a run in this form. */
    int head() {
        return has(V5) ? 2 : 1;
    }

    /** Returns the schema of the state of a step in this form. */
    int step() {
        return has(V5) ? 5 : has(V4) ? 4 : has(V3) ? 3 : has(V2) ? 2 : 1;
    }
}
