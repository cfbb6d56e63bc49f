package dev.runs.engine;

import dev.runs.lineage.Trace;
import dev.runs.record.LineageName;
import dev.runs.record.LineageNames;
import dev.runs.storage.EdgeRow;
import dev.runs.storage.NodeRef;
import java.util.Map;

/**
 * A walk along causes or effects, with what the things on it are called. Immutable.
 *
 * @param trace the walk
 * @param names what they are called; what is not in it has no name
 * @param named whether every run on the walk was asked for names; not where there are very many
 * @since 0.1.0
 */
public record LineagePage(Trace trace, Map<NodeRef, LineageName> names, boolean named) {
    /** Copies the names. */
    public LineagePage {
        names = Map.copyOf(names);
    }

    /** Returns how an edge's cause contributed to its effect, as words that stand between the two. */
    public static String words(EdgeRow edge) {
        return LineageNames.relation(edge.relation());
    }

    /** Returns the name of a thing on the walk. */
    public LineageName name(NodeRef node) {
        return names.getOrDefault(node, LineageName.NONE);
    }
}
