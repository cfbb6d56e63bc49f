package dev.runs.rules;

import dev.runs.actor.ActorKind;
import dev.runs.content.CanonicalJson;
import dev.runs.content.Digest;
import dev.runs.content.JsonReader;
import dev.runs.document.Fields;
import dev.runs.engine.IdSource;
import dev.runs.gate.PackRef;
import dev.runs.rules.problem.RuleErrorCode;
import dev.runs.run.ActorRef;
import dev.runs.storage.Bytes;
import dev.runs.storage.CommandRow;
import dev.runs.storage.Commit;
import dev.runs.storage.CommitResult;
import dev.runs.storage.ContentRow;
import dev.runs.storage.RunHead;
import dev.runs.storage.RunKey;
import dev.runs.storage.RunStore;
import dev.runs.storage.StoreException;
import dev.runs.storage.StoredEvent;
import dev.runs.storage.StoredRun;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Keeps activations as the events of one reserved run of a reserved tenant, so that the guarantees of the store are theirs: the
 * expected version puts those of all processes in one order, a command id counts once, and the reason, which people write, is
 * erasable content (S16). The run has no steps and never ends: no worker and no housekeeping touches it.
 */
final class StoredActivations implements ActivationLog {
    static final RunKey KEY = new RunKey("dev.runs.rules", "activations");
    private static final int SCHEMA = 1;
    /** How often it is tried when somebody else was faster. */
    private static final int ATTEMPTS = 100;
    /** How often it is tried when nobody knows whether it was done; each time may last until a connection is given up. */
    private static final int UNKNOWN = 3;

    private static final String MEND =
            "the rules in force are as they were. Call again when the store works; history() tells what was recorded.";

    private final RunStore store;
    private final IdSource ids;

    StoredActivations(RunStore store, IdSource ids) {
        this.store = store;
        this.ids = ids;
    }

    @Override
    public Activation append(Activation activation) {
        if (store.hostTransaction().isActive()) {
            throw notRecorded("a change of the rules cannot be a part of the host's transaction", null);
        }
        String command = ids.newId();
        String content = ids.newId();
        byte[] salt = ids.newSalt(Digest.SALT_BYTES);
        int unknown = 0;
        try {
            for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
                Optional<RunHead> head = store.load(KEY).map(StoredRun::head);
                CommitResult result = store.commit(commit(activation, head, command, content, salt));
                if (result instanceof CommitResult.Committed committed) {
                    return activation.numbered(committed.version());
                }
                if (result instanceof CommitResult.OutcomeUnknown lost && ++unknown == UNKNOWN) {
                    throw notRecorded(
                            "the connection to the store broke; it may be recorded all the same", lost.cause());
                }
                // The answer to an attempt of which nobody knew: it was done.
                if (result instanceof CommitResult.DuplicateCommand duplicate) {
                    return activation.numbered(duplicate.command().version());
                }
            }
        } catch (StoreException e) {
            throw notRecorded("the store failed: " + e.code(), e);
        }
        throw notRecorded("the store did not take it in " + ATTEMPTS + " attempts", null);
    }

    private static RuleShelfException notRecorded(String why, @Nullable Throwable cause) {
        return new RuleShelfException(
                RuleErrorCode.NOT_RECORDED, "The change of the rules was not recorded: " + why + ".", MEND, cause);
    }

    private static Commit commit(
            Activation activation, Optional<RunHead> head, String command, String content, byte[] salt) {
        long before = head.map(RunHead::version).orElse(0L);
        long version = before + 1;
        String body = CanonicalJson.write(body(activation, content));
        return new Commit(
                KEY,
                before,
                new CommandRow(command, KEY.run(), version, Bytes.empty()),
                new RunHead(
                        version,
                        "OPEN",
                        Optional.empty(),
                        head.map(RunHead::started).orElse(activation.at()),
                        Optional.empty(),
                        SCHEMA,
                        Bytes.utf8("{}")),
                List.of(),
                List.of(new StoredEvent(version, activation.kind().name(), SCHEMA, activation.at(), Bytes.utf8(body))),
                List.of(ContentRow.of(
                        content,
                        "reason",
                        Bytes.of(salt),
                        Bytes.utf8(activation.reason().orElse("")))),
                List.of(),
                Set.of());
    }

    private static Map<String, ?> body(Activation activation, String content) {
        return Fields.builder()
                .text("tenant", activation.tenant())
                .object(
                        "pack",
                        activation.pack(),
                        pack -> Fields.builder()
                                .put("name", pack.name())
                                .put("version", pack.version())
                                .put("digest", pack.digest())
                                .texts("defaultApprovers", pack.defaultApprovers())
                                .build())
                .text("replaced", activation.replaced())
                .put("actor", activation.actor().id())
                .put("actorKind", activation.actor().kind())
                .text("onBehalfOf", activation.actor().onBehalfOf())
                .put("reason", content)
                .build();
    }

    @Override
    public List<Activation> history(long after, int limit) {
        List<StoredEvent> events = store.history(KEY, after, limit);
        List<Fields> bodies = new ArrayList<>();
        List<String> contents = new ArrayList<>();
        for (StoredEvent event : events) {
            Fields body = Fields.of("activation", JsonReader.read(event.body().utf8()));
            bodies.add(body);
            contents.add(body.text("reason"));
        }
        Map<String, ContentRow> reasons = contents.isEmpty() ? Map.of() : store.content(KEY, contents);
        List<Activation> activations = new ArrayList<>();
        for (int i = 0; i < events.size(); i++) {
            Optional<String> reason = Optional.ofNullable(reasons.get(contents.get(i)))
                    .flatMap(ContentRow::body)
                    .map(body -> body.bytes().utf8());
            activations.add(activation(events.get(i), bodies.get(i), reason));
        }
        return List.copyOf(activations);
    }

    private static Activation activation(StoredEvent event, Fields body, Optional<String> reason) {
        return new Activation(
                event.sequence(),
                Activation.Kind.valueOf(event.type()),
                body.optionalText("tenant"),
                body.optionalObject("pack")
                        .map(pack -> new PackRef(
                                pack.text("name"),
                                pack.text("version"),
                                pack.text("digest"),
                                pack.set("defaultApprovers"))),
                body.optionalText("replaced"),
                new ActorRef(
                        body.text("actor"),
                        body.constant("actorKind", ActorKind.class),
                        body.optionalText("onBehalfOf")),
                reason,
                event.at());
    }
}
