package dev.runs.storage.jdbc;

import dev.runs.storage.ArtifactRow;
import dev.runs.storage.Bytes;
import dev.runs.storage.CommandRow;
import dev.runs.storage.Commit;
import dev.runs.storage.ContentRow;
import dev.runs.storage.EdgeRow;
import dev.runs.storage.InboxItem;
import dev.runs.storage.NodeRef;
import dev.runs.storage.RunHead;
import dev.runs.storage.RunKey;
import dev.runs.storage.StepRow;
import dev.runs.storage.StoredEvent;
import dev.runs.storage.UniqueKey;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Commits in which every row says of which version it is, so that a torn one is seen. */
final class Rows {
    static final int STEPS = 5;
    static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    private Rows() {}

    /** The commit that takes a run from a version to the next one. */
    static Commit commit(RunKey key, long expected) {
        return commit(key, expected, STEPS);
    }

    /** The commit that changes one step of a run. */
    static Commit onOneStep(RunKey key, long expected) {
        return commit(key, expected, 1);
    }

    /** The commit that takes a run from a version to the next one and changes the given number of its steps. */
    static Commit commit(RunKey key, long expected, int changed) {
        long version = expected + 1;
        Bytes stamp = stamp(version);
        List<StepRow> steps = IntStream.range(0, changed)
                .mapToObj(i -> new StepRow(
                        "s" + i,
                        "WAITS",
                        true,
                        "internal",
                        Optional.empty(),
                        1,
                        stamp,
                        List.of(new InboxItem("i", "legal", NOON.plusSeconds(version)))))
                .toList();
        return new Commit(
                key,
                expected,
                new CommandRow(command(key, version), key.run(), version, stamp),
                new RunHead(version, "RUNNING", Optional.empty(), NOON, Optional.empty(), 1, stamp),
                steps,
                List.of(new StoredEvent(version, "Happened", 1, NOON, stamp)),
                List.of(ContentRow.of(content(version), "payload", stamp, stamp)),
                List.of(new EdgeRow(node(key, "from"), node(key, content(version)), "made", key.run())),
                Set.of(new UniqueKey("version of " + key.run(), content(version))));
    }

    /** The same commit with other content. */
    static Commit withContent(Commit commit, Bytes bytes) {
        return new Commit(
                commit.key(),
                commit.expectedVersion(),
                commit.command(),
                commit.head(),
                commit.steps(),
                commit.events(),
                List.of(ContentRow.of(content(commit.head().version()), "payload", Bytes.empty(), bytes)),
                commit.edges(),
                commit.keys());
    }

    /** The same commit, in which the first step leaves files. */
    static Commit leaving(Commit commit, String... files) {
        return new Commit(
                commit.key(),
                commit.expectedVersion(),
                commit.command(),
                commit.head(),
                commit.steps(),
                commit.events(),
                commit.content(),
                commit.edges(),
                commit.keys(),
                Stream.of(files)
                        .map(file -> new ArtifactRow(
                                new NodeRef("file", file), commit.key().run(), "s0", NOON))
                        .toList());
    }

    static Bytes stamp(long version) {
        return Bytes.utf8("version " + version);
    }

    static String command(RunKey key, long version) {
        return key.run() + " to " + version;
    }

    static String content(long version) {
        return "content " + version;
    }

    static NodeRef node(RunKey key, String name) {
        return new NodeRef("node", key.run() + " " + name);
    }
}
