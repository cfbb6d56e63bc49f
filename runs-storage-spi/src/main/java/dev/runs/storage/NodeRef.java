package dev.runs.storage;

/**
 * A thing that lineage connects: a signal, a meeting, a step, a file, ...
 *
 * @param kind what it is, as a word
 * @param id its id, unique within tenant and kind
 * @since 0.1.0
 */
public record NodeRef(String kind, String id) {
    /** Checks the words. */
    public NodeRef {
        Names.check("kind", kind);
        Names.check("node id", id);
    }

    @Override
    public String toString() {
        return kind + ":" + id;
    }
}
