package dev.runs.storage.jdbc;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.runs.storage.Bytes;
import dev.runs.storage.CommandRow;
import dev.runs.storage.Commit;
import dev.runs.storage.CommitResult;
import dev.runs.storage.ContentRow;
import dev.runs.storage.EdgeRow;
import dev.runs.storage.InboxItem;
import dev.runs.storage.RunHead;
import dev.runs.storage.StepRow;
import dev.runs.storage.StoreException;
import dev.runs.storage.StoredEvent;
import dev.runs.storage.UniqueKey;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Writes one commit in a transaction that its caller begins and ends. */
final class CommitWriter {
    /** Leaves room for the rows of one commit between the places that two versions give. */
    private static final int ROWS_PER_COMMIT_BITS = 24;

    private static final int DIGEST_BYTES = 12;

    private final Session session;
    private final Commit commit;
    private final String tenant;
    private final String run;
    private @Nullable RunHead before;

    private CommitWriter(Session session, Commit commit) {
        this.session = session;
        this.commit = commit;
        this.tenant = commit.key().tenant();
        this.run = commit.key().run();
    }

    /** Returns {@link CommitResult.Committed} if the transaction is to be committed, and anything else if not. */
    static CommitResult write(Session session, Commit commit) throws SQLException {
        CommitWriter writer = new CommitWriter(session, commit);
        Optional<CommitResult> refusal = writer.refusal();
        if (refusal.isPresent()) {
            return refusal.get();
        }
        writer.write();
        return new CommitResult.Committed(commit.head().version());
    }

    static Optional<CommandRow> command(Session session, String tenant, String id) throws SQLException {
        return session.find(
                Sql.COMMAND,
                row -> new CommandRow(id, row.getString(1), row.getLong(2), Session.bytes(row, 3)),
                tenant,
                id);
    }

    static Optional<String> holder(Session session, String tenant, UniqueKey key) throws SQLException {
        return session.find(Sql.HOLDER, row -> row.getString(1), tenant, key.kind(), key.value());
    }

    private Optional<CommitResult> refusal() throws SQLException {
        Optional<CommandRow> done = command(session, tenant, commit.command().id());
        if (done.isPresent()) {
            return Optional.of(new CommitResult.DuplicateCommand(done.get()));
        }
        for (UniqueKey key : new TreeSet<>(commit.keys())) {
            Optional<String> holder = holder(session, tenant, key);
            if (holder.isPresent() && !holder.get().equals(run)) {
                return Optional.of(new CommitResult.KeyTaken(key, holder.get()));
            }
        }
        before = session.find(Sql.HEAD, row -> RunReader.head(row, 1), tenant, run)
                .orElse(null);
        long version = before == null ? 0 : before.version();
        return version == commit.expectedVersion()
                ? Optional.empty()
                : Optional.of(new CommitResult.VersionConflict(version));
    }

    private void write() throws SQLException {
        writeContent();
        writeHead();
        writeSteps();
        for (StoredEvent event : commit.events()) {
            session.update(
                    Sql.ADD_EVENT,
                    tenant,
                    run,
                    event.sequence(),
                    event.type(),
                    event.schema(),
                    event.at(),
                    event.body());
        }
        for (EdgeRow edge : commit.edges()) {
            session.update(
                    Sql.ADD_EDGE,
                    tenant,
                    run,
                    digest(edge),
                    edge.from().kind(),
                    edge.from().id(),
                    edge.to().kind(),
                    edge.to().id(),
                    edge.relation());
        }
        for (UniqueKey key : commit.keys()) {
            session.update(Sql.ADD_KEY, tenant, key.kind(), key.value(), run);
        }
        CommandRow command = commit.command();
        session.update(Sql.ADD_COMMAND, tenant, command.id(), run, command.version(), command.result());
    }

    private void writeContent() throws SQLException {
        for (ContentRow content : commit.content()) {
            int added = session.update(
                    Sql.ADD_CONTENT,
                    tenant,
                    run,
                    content.id(),
                    content.kind(),
                    content.body().map(ContentRow.Body::salt).orElse(null),
                    content.body().map(ContentRow.Body::bytes).orElse(null));
            if (added == 0) {
                throw StoreException.contentTaken(commit.key(), content.id());
            }
        }
    }

    private void writeHead() throws SQLException {
        RunHead head = commit.head();
        String about = head.about().orElse(null);
        if (before == null) {
            session.update(
                    Sql.ADD_RUN,
                    tenant,
                    run,
                    head.version(),
                    head.status(),
                    about,
                    head.started(),
                    head.schema(),
                    head.document());
            return;
        }
        session.update(Sql.CHANGE_RUN, tenant, run, head.version(), head.schema(), head.document());
        if (!before.status().equals(head.status())) {
            session.update(Sql.CHANGE_RUN_STATUS, tenant, run, head.status());
        }
        if (!before.about().equals(head.about()) || !before.started().equals(head.started())) {
            session.update(Sql.CHANGE_RUN_PLACE, tenant, run, about, head.started());
        }
    }

    private void writeSteps() throws SQLException {
        List<StepRow> steps = commit.steps();
        long first = commit.head().version() << ROWS_PER_COMMIT_BITS;
        for (int i = 0; i < steps.size(); i++) {
            StepRow step = steps.get(i);
            session.update(
                    Sql.PUT_STEP,
                    tenant,
                    run,
                    step.step(),
                    first + i,
                    step.state(),
                    step.open(),
                    step.facet(),
                    step.schema(),
                    step.document());
            writeItems(step);
        }
    }

    private void writeItems(StepRow step) throws SQLException {
        if (commit.expectedVersion() > 0) {
            session.update(Sql.REMOVE_ITEMS, tenant, run, step.step());
        }
        int place = 0;
        for (InboxItem item : step.items()) {
            session.update(
                    Sql.ADD_ITEM,
                    tenant,
                    run,
                    step.step(),
                    item.item(),
                    place++,
                    item.role(),
                    item.since(),
                    step.open());
        }
    }

    /** A short key of an edge within its run: the words themselves would be kept twice. */
    private static Bytes digest(EdgeRow edge) {
        String words = String.join(
                "\n",
                edge.from().kind(),
                edge.from().id(),
                edge.to().kind(),
                edge.to().id(),
                edge.relation());
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(words.getBytes(UTF_8));
            return Bytes.of(Arrays.copyOf(digest, DIGEST_BYTES));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
