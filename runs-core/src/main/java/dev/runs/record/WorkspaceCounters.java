package dev.runs.record;

/**
 * What goes on in a tenant beside the run that is looked at (S12).
 *
 * @param signalsIngesting runs whose first step is not finished
 * @param agentsReasoning steps of agents that are being executed
 * @param actionsQueued external steps that are ready
 * @since 0.1.0
 */
public record WorkspaceCounters(long signalsIngesting, long agentsReasoning, long actionsQueued) {
    /** Nothing goes on. */
    public static final WorkspaceCounters NONE = new WorkspaceCounters(0, 0, 0);
}
