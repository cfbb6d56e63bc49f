package dev.runs.storage;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/**
 * Everything that one command changes, written whole or not at all.
 *
 * @param key the run
 * @param expectedVersion the version that the run has now; 0 when it must not exist yet
 * @param command the command that is carried out
 * @param head the new head; its version is {@code expectedVersion} plus the number of events
 * @param steps the step rows that changed
 * @param events the new events, at least one, numbered from {@code expectedVersion + 1} without gaps
 * @param content new content
 * @param edges new lineage edges; an edge that is already there is kept once
 * @param keys unique keys that this run takes
 * @param artifacts what steps left behind; what is there already of the same step is kept once, as it was first
 * @since 0.1.0
 */
public record Commit(
        RunKey key,
        long expectedVersion,
        CommandRow command,
        RunHead head,
        List<StepRow> steps,
        List<StoredEvent> events,
        List<ContentRow> content,
        List<EdgeRow> edges,
        Set<UniqueKey> keys,
        List<ArtifactRow> artifacts) {
    /**
     * Copies the lists and checks that they belong together.
     *
     * @throws IllegalArgumentException if the versions do not add up, a row names another run, or two rows have the
     *     same id
     */
    public Commit {
        steps = List.copyOf(steps);
        events = List.copyOf(events);
        content = List.copyOf(content);
        edges = List.copyOf(edges);
        keys = Set.copyOf(keys);
        artifacts = List.copyOf(artifacts);
        if (expectedVersion < 0) {
            throw new IllegalArgumentException("expected version is " + expectedVersion);
        }
        if (events.isEmpty()) {
            throw new IllegalArgumentException("a commit without an event changes nothing");
        }
        for (int i = 0; i < events.size(); i++) {
            long due = expectedVersion + 1 + i;
            if (events.get(i).sequence() != due) {
                throw new IllegalArgumentException("event " + i + " of the commit has sequence "
                        + events.get(i).sequence() + ", expected " + due);
            }
        }
        long last = expectedVersion + events.size();
        if (head.version() != last || command.version() != last) {
            throw new IllegalArgumentException("head version " + head.version() + " and command version "
                    + command.version() + " must be " + last + ", the last event's");
        }
        if (!command.run().equals(key.run())) {
            throw new IllegalArgumentException("command of run '" + command.run() + "' in a commit of '" + key + "'");
        }
        checkDistinct("step", steps, StepRow::step);
        checkDistinct("content", content, ContentRow::id);
        for (EdgeRow edge : edges) {
            if (!edge.run().equals(key.run())) {
                throw new IllegalArgumentException("edge of run '" + edge.run() + "' in a commit of '" + key + "'");
            }
        }
        for (ArtifactRow artifact : artifacts) {
            if (!artifact.run().equals(key.run())) {
                throw new IllegalArgumentException(
                        "artifact of run '" + artifact.run() + "' in a commit of '" + key + "'");
            }
        }
    }

    /** Makes a commit that leaves nothing behind, as most do. As the other one otherwise. */
    public Commit(
            RunKey key,
            long expectedVersion,
            CommandRow command,
            RunHead head,
            List<StepRow> steps,
            List<StoredEvent> events,
            List<ContentRow> content,
            List<EdgeRow> edges,
            Set<UniqueKey> keys) {
        this(key, expectedVersion, command, head, steps, events, content, edges, keys, List.of());
    }

    static <T> void checkDistinct(String what, List<T> rows, Function<T, String> id) {
        Set<String> seen = new HashSet<>();
        for (T row : rows) {
            if (!seen.add(id.apply(row))) {
                throw new IllegalArgumentException(what + " '" + id.apply(row) + "' is there twice");
            }
        }
    }
}
