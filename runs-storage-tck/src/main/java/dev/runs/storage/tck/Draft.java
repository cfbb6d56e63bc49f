package dev.runs.storage.tck;

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
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A commit in the making: what a test does not care about has a value that is easy to recognise. */
final class Draft {
    static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    private final RunKey key;
    private final long expected;
    private final List<StepRow> steps = new ArrayList<>();
    private final List<ContentRow> content = new ArrayList<>();
    private final List<EdgeRow> edges = new ArrayList<>();
    private final List<ArtifactRow> artifacts = new ArrayList<>();
    private final Set<UniqueKey> keys = new HashSet<>();
    private int events = 1;
    private String command;
    private String status = "RUNNING";
    private Optional<String> about = Optional.empty();
    private Instant started = NOON;
    private Optional<Instant> ended = Optional.empty();
    private Bytes result = Bytes.utf8("ok");

    private Draft(RunKey key, long expected) {
        this.key = key;
        this.expected = expected;
        this.command = key.run() + " from " + expected;
    }

    /** The commit that creates the run. */
    static Draft start(RunKey key) {
        return new Draft(key, 0);
    }

    /** A commit that expects the run at a version. */
    static Draft after(RunKey key, long expected) {
        return new Draft(key, expected);
    }

    Draft command(String id) {
        command = id;
        return this;
    }

    Draft result(Bytes value) {
        result = value;
        return this;
    }

    Draft events(int count) {
        events = count;
        return this;
    }

    Draft status(String value) {
        status = value;
        return this;
    }

    Draft about(String value) {
        about = Optional.of(value);
        return this;
    }

    Draft started(Instant value) {
        started = value;
        return this;
    }

    Draft ended(Instant value) {
        ended = Optional.of(value);
        return this;
    }

    Draft step(StepRow row) {
        steps.add(row);
        return this;
    }

    Draft open(String step, String state, InboxItem... items) {
        return step(step(step, state, true, text(step + " " + state), items));
    }

    Draft closed(String step, String state, InboxItem... items) {
        return step(step(step, state, false, text(step + " " + state), items));
    }

    /** An open step that must be looked at after so many seconds. */
    Draft timer(String step, long second) {
        return timer(step, "WAITS", true, second);
    }

    Draft timer(String step, String state, boolean open, long second) {
        Bytes document = text(step + " " + state);
        return step(new StepRow(step, state, open, "internal", Optional.of(at(second)), 1, document, List.of()));
    }

    Draft content(String id, String text) {
        return content(ContentRow.of(id, "payload", Bytes.utf8("salt of " + id), Bytes.utf8(text)));
    }

    Draft content(ContentRow row) {
        content.add(row);
        return this;
    }

    Draft edge(String from, String to) {
        return edge(new EdgeRow(new NodeRef("node", from), new NodeRef("node", to), "made", key.run()));
    }

    Draft edge(EdgeRow edge) {
        edges.add(edge);
        return this;
    }

    /** A file that a step left so many seconds after noon. */
    Draft left(String id, String step, long second) {
        return left(new ArtifactRow(new NodeRef("file", id), key.run(), step, at(second)));
    }

    Draft left(ArtifactRow artifact) {
        artifacts.add(artifact);
        return this;
    }

    Draft key(String kind, String value) {
        keys.add(new UniqueKey(kind, value));
        return this;
    }

    Commit commit() {
        long version = expected + events;
        RunHead head = new RunHead(version, status, about, started, ended, 1, text("head"));
        List<StoredEvent> rows = new ArrayList<>();
        for (long sequence = expected + 1; sequence <= version; sequence++) {
            rows.add(new StoredEvent(sequence, "Happened", 1, NOON.plusSeconds(sequence), text("event " + sequence)));
        }
        CommandRow row = new CommandRow(command, key.run(), version, result);
        return new Commit(key, expected, row, head, steps, rows, content, edges, keys, artifacts);
    }

    static StepRow step(String step, String state, boolean open, Bytes document, InboxItem... items) {
        return new StepRow(step, state, open, "internal", Optional.empty(), 1, document, List.of(items));
    }

    static InboxItem item(String id, String role, long second) {
        return new InboxItem(id, role, at(second));
    }

    /** An item that is late after a moment. */
    static InboxItem item(String id, String role, long second, long due) {
        return new InboxItem(id, role, at(second), Optional.of(at(due)));
    }

    /** The given number of seconds after noon. */
    static Instant at(long second) {
        return NOON.plusSeconds(second);
    }

    /** Bytes that name the run and the command, so that no two commits write the same. */
    private Bytes text(String what) {
        return Bytes.utf8(what + " of " + key.run() + " by " + command);
    }
}
