package dev.runs.engine;

import dev.runs.codec.Codec;
import dev.runs.content.CanonicalJson;
import dev.runs.content.Digest;
import dev.runs.content.JsonReader;
import dev.runs.content.JsonWriter;
import dev.runs.content.Payload;
import dev.runs.document.Fields;
import dev.runs.lineage.Artifacts;
import dev.runs.lineage.LineageEdges;
import dev.runs.run.ActorRef;
import dev.runs.run.Evolution;
import dev.runs.run.PayloadRef;
import dev.runs.run.RecordedEvent;
import dev.runs.run.Run;
import dev.runs.run.RunEvent;
import dev.runs.storage.Bytes;
import dev.runs.storage.CommandRow;
import dev.runs.storage.Commit;
import dev.runs.storage.ContentRow;
import dev.runs.storage.RunKey;
import dev.runs.storage.RunStore;
import dev.runs.storage.StepRow;
import dev.runs.storage.UniqueKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What one command changes, while it is being worked out: events, the run after them, and new content. It becomes one
 * {@link Commit}. Not thread-safe; thrown away when the commit is refused.
 */
final class Draft {
    private final RunStore store;
    private final IdSource ids;
    private final Codec codec;
    private final RunKey key;
    private final @Nullable Run before;
    private @Nullable Run now;
    private final Instant at;
    private final ActorRef by;
    private final CommandName command;
    private final List<RecordedEvent> events = new ArrayList<>();
    /** The run after each of the events. */
    private final List<Run> states = new ArrayList<>();

    private final Map<String, ContentRow> content = new LinkedHashMap<>();
    private final Map<String, Optional<String>> known = new HashMap<>();

    Draft(Settings settings, RunKey key, @Nullable Run before, Instant at, ActorRef by, CommandName command) {
        this.store = settings.store();
        this.ids = settings.ids();
        this.codec = settings.codec();
        this.key = key;
        this.before = before;
        this.now = before;
        this.at = at;
        this.by = by;
        this.command = command;
    }

    RunKey key() {
        return key;
    }

    Instant at() {
        return at;
    }

    ActorRef by() {
        return by;
    }

    /** Returns the run as it is after the events so far. */
    Run run() {
        if (now == null) {
            throw new IllegalStateException("the draft of '" + key + "' has no event yet");
        }
        return now;
    }

    /**
     * Returns an id for a step that the library adds. The run's version makes it new, however often that is done; a plan may have
     * used it all the same.
     */
    String newStep(String prefix) {
        long number = run().version() + 1;
        while (run().step(prefix + number).isPresent()) {
            number++;
        }
        return prefix + number;
    }

    boolean isEmpty() {
        return events.isEmpty();
    }

    /** Returns what has happened so far. */
    List<RunEvent> events() {
        return events.stream().map(RecordedEvent::event).toList();
    }

    void apply(List<RunEvent> more) {
        for (RunEvent event : more) {
            long sequence = (now == null ? 0 : now.version()) + 1;
            RecordedEvent recorded = new RecordedEvent(sequence, at, by, command.id(), event);
            now = Evolution.evolve(now, recorded);
            events.add(recorded);
            states.add(now);
        }
    }

    /** Adds content and returns its id. */
    String add(String kind, Map<String, ?> fields) {
        return addJson(kind, CanonicalJson.write(fields), new byte[0]);
    }

    /** Adds a payload with a fresh salt. */
    PayloadRef add(Payload payload, ActorRef editor) {
        byte[] salt = ids.newSalt(Digest.SALT_BYTES);
        String id = addJson(ContentKinds.PAYLOAD, payload.json(), salt);
        return new PayloadRef(id, Digest.of(salt, payload.json()), editor);
    }

    private String addJson(String kind, String json, byte[] salt) {
        String id = ids.newId();
        content.put(id, ContentRow.of(id, kind, Bytes.of(salt), Bytes.utf8(json)));
        known.put(id, Optional.of(json));
        return id;
    }

    /** Reads content that is not known yet, in one call. */
    void fetch(Collection<String> wanted) {
        Set<String> missing = new LinkedHashSet<>(wanted);
        missing.removeAll(known.keySet());
        if (missing.isEmpty()) {
            return;
        }
        Map<String, ContentRow> rows = store.content(key, missing);
        for (String id : missing) {
            known.put(
                    id,
                    Optional.ofNullable(rows.get(id))
                            .flatMap(ContentRow::body)
                            .map(body -> body.bytes().utf8()));
        }
    }

    /** Returns content as JSON text; empty if it is erased. */
    Optional<String> json(String id) {
        fetch(List.of(id));
        return known.getOrDefault(id, Optional.empty());
    }

    /** Returns content as fields; empty if it is erased. */
    Optional<Fields> fields(String document, String id) {
        return json(id).map(json -> Fields.of(document, JsonReader.read(json)));
    }

    Commit commit(Set<UniqueKey> keys) {
        Run after = run();
        JsonWriter writer = new JsonWriter();
        List<StepRow> rows = after.changedSince(before).stream()
                .map(step -> codec.row(after, step, writer))
                .toList();
        return new Commit(
                key,
                before == null ? 0 : before.version(),
                new CommandRow(command.id(), key.run(), after.version(), Bytes.utf8(command.what())),
                codec.head(after, writer),
                rows,
                events.stream().map(event -> codec.encode(event, writer)).toList(),
                List.copyOf(content.values()),
                LineageEdges.of(events, states),
                keys,
                Artifacts.of(key.run(), events));
    }
}
