package dev.runs.spring;

import dev.runs.storage.Bytes;
import dev.runs.storage.CommandRow;
import dev.runs.storage.Commit;
import dev.runs.storage.ContentRow;
import dev.runs.storage.RunHead;
import dev.runs.storage.RunKey;
import dev.runs.storage.StoredEvent;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Small commits of a run. */
final class Commits {
    static final RunKey RUN = new RunKey("acme", "run");
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    private Commits() {}

    /** The commit that takes a run from a version to the next one. */
    static Commit of(RunKey key, long expected) {
        long version = expected + 1;
        Bytes stamp = Bytes.utf8("version " + version);
        return new Commit(
                key,
                expected,
                new CommandRow(key.run() + " to " + version, key.run(), version, stamp),
                new RunHead(version, "RUNNING", Optional.empty(), NOON, Optional.empty(), 1, stamp),
                List.of(),
                List.of(new StoredEvent(version, "Happened", 1, NOON, stamp)),
                List.of(ContentRow.of("content " + version, "payload", stamp, stamp)),
                List.of(),
                Set.of());
    }
}
