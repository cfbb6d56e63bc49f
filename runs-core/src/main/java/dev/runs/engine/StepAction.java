package dev.runs.engine;

/**
 * What can be done about a step.
 *
 * @since 0.1.0
 */
public enum StepAction {
    /** {@link Session#approve}. */
    APPROVE,
    /** {@link Session#reject}. */
    REJECT,
    /** {@link Session#requestChanges}. */
    REQUEST_CHANGES,
    /** {@link Session#claim}. */
    CLAIM,
    /** {@link Session#release}. */
    RELEASE,
    /** {@link Session#delegate}. */
    DELEGATE,
    /** {@link Session#reassign}. */
    REASSIGN,
    /** {@link Session#edit}. */
    EDIT,
    /** {@link Session#recall}. */
    RECALL,
    /** {@link Session#resubmit(StepView, String)}. */
    RESUBMIT,
    /** {@link Session#reverse}. */
    REVERSE,
    /** {@link Session#redo}. */
    REDO,
    /** {@link Session#resolve}. */
    RESOLVE,
    /** {@link Session#skip}. */
    SKIP,
    /** {@link Session#waive}. */
    WAIVE,
    /** {@link Session#comment}. */
    COMMENT
}
