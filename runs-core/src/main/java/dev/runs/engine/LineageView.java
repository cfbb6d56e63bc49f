package dev.runs.engine;

import dev.runs.lineage.LineageNodes;
import dev.runs.lineage.Trace;
import dev.runs.storage.Direction;
import dev.runs.storage.NodeRef;

/**
 * Follows causes and effects across all runs of a tenant.
 *
 * @since 0.1.0
 */
public final class LineageView {
    static final int MAX_NODES = 10_000;

    private final Reader reader;

    LineageView(Reader reader) {
        this.reader = reader;
    }

    /** Returns everything that led to a thing: for a file the step, approval, rule, payload, run, signal and meetings. */
    public Trace upstream(NodeRef node) {
        return reader.trace(node, Direction.UPSTREAM, MAX_NODES);
    }

    /** Returns everything that a thing led to. */
    public Trace downstream(NodeRef node) {
        return reader.trace(node, Direction.DOWNSTREAM, MAX_NODES);
    }

    /** Returns everything that led to a file, by the file's id. */
    public Trace upstreamOfFile(String file) {
        return upstream(LineageNodes.file(file));
    }

    /** Returns everything that led to a roadmap item, by the item's id. */
    public Trace upstreamOfRoadmapLink(String item) {
        return upstream(LineageNodes.roadmap(item));
    }

    /** Returns everything that a meeting led to, by the meeting's id. */
    public Trace downstreamOfMeeting(String meeting) {
        return downstream(LineageNodes.meeting(meeting));
    }
}
