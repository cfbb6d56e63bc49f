package dev.runs.storage.jdbc;

import dev.runs.storage.ArtifactRow;
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
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Writes one commit, row by row, in a transaction that its caller begins and ends. */
final class CommitWriter {
    private final Session session;
    private final Sql sql;
    private final RowSql rows;
    private final Commit commit;
    private final String tenant;
    private final String run;
    private final List<UniqueKey> newKeys = new ArrayList<>();
    private @Nullable RunHead before;

    private CommitWriter(Session session, Sql sql, RowSql rows, Commit commit) {
        this.session = session;
        this.sql = sql;
        this.rows = rows;
        this.commit = commit;
        this.tenant = commit.key().tenant();
        this.run = commit.key().run();
    }

    /** Returns {@link CommitResult.Committed} if the transaction is to be committed, and anything else if not. */
    static CommitResult write(Session session, Sql sql, RowSql rows, Commit commit) throws SQLException {
        CommitWriter writer = new CommitWriter(session, sql, rows, commit);
        Optional<CommitResult> refusal = writer.refusal();
        if (refusal.isPresent()) {
            return refusal.get();
        }
        writer.write();
        return new CommitResult.Committed(commit.head().version());
    }

    private Optional<CommitResult> refusal() throws SQLException {
        Optional<CommandRow> done =
                RunReader.command(session, sql, tenant, commit.command().id());
        if (done.isPresent()) {
            return Optional.of(new CommitResult.DuplicateCommand(done.get()));
        }
        for (UniqueKey key : new TreeSet<>(commit.keys())) {
            Optional<String> holder = RunReader.holder(session, sql, tenant, key);
            if (holder.isEmpty()) {
                newKeys.add(key);
            } else if (!holder.get().equals(run)) {
                return Optional.of(new CommitResult.KeyTaken(key, holder.get()));
            }
        }
        before = session.find(rows.headForUpdate, row -> RunReader.head(row, 1), tenant, run)
                .orElse(null);
        long version = before == null ? 0 : before.version();
        boolean namesake =
                before != null && !before.started().equals(commit.head().started());
        return version == commit.expectedVersion() && !namesake
                ? Optional.empty()
                : Optional.of(new CommitResult.VersionConflict(version));
    }

    private void write() throws SQLException {
        writeContent();
        writeHead();
        writeSteps();
        for (StoredEvent event : commit.events()) {
            session.update(
                    rows.addEvent,
                    tenant,
                    run,
                    event.sequence(),
                    event.type(),
                    event.schema(),
                    event.at(),
                    event.body());
        }
        writeEdges();
        writeArtifacts();
        for (UniqueKey key : newKeys) {
            session.update(rows.addKey, tenant, key.kind(), key.value(), run);
        }
        CommandRow command = commit.command();
        session.update(rows.addCommand, tenant, command.id(), run, command.version(), command.result());
        session.update(rows.addToFeed, tenant, run, commit.expectedVersion() + 1, command.version());
    }

    private void writeContent() throws SQLException {
        for (ContentRow content : commit.content()) {
            boolean there = before != null
                    && session.find(rows.contentThere, row -> row.getString(1), tenant, run, content.id())
                            .isPresent();
            if (there) {
                throw StoreException.contentTaken(commit.key(), content.id());
            }
            session.update(
                    rows.addContent,
                    tenant,
                    run,
                    content.id(),
                    content.kind(),
                    content.body().map(ContentRow.Body::salt).orElse(null),
                    content.body().map(ContentRow.Body::bytes).orElse(null));
        }
    }

    private void writeHead() throws SQLException {
        RunHead head = commit.head();
        String about = head.about().orElse(null);
        Instant ended = head.ended().orElse(null);
        if (before == null) {
            session.update(
                    rows.addRun,
                    tenant,
                    run,
                    head.version(),
                    head.status(),
                    about,
                    head.started(),
                    ended,
                    head.schema(),
                    head.document());
            return;
        }
        session.update(rows.changeRun, head.version(), head.schema(), head.document(), tenant, run);
        if (!before.status().equals(head.status())) {
            session.update(rows.changeRunStatus, head.status(), tenant, run);
        }
        boolean placed = before.about().equals(head.about()) && before.ended().equals(head.ended());
        if (!placed) {
            session.update(rows.changeRunPlace, about, ended, tenant, run);
        }
    }

    private void writeSteps() throws SQLException {
        for (int i = 0; i < commit.steps().size(); i++) {
            StepRow step = commit.steps().get(i);
            Instant timer = step.timer().orElse(null);
            int changed = before == null
                    ? 0
                    : session.update(
                            rows.changeStep,
                            step.state(),
                            step.open(),
                            step.facet(),
                            timer,
                            step.schema(),
                            step.document(),
                            tenant,
                            run,
                            step.step());
            if (changed == 0) {
                session.update(
                        rows.addStep,
                        tenant,
                        run,
                        step.step(),
                        Places.of(commit, i),
                        step.state(),
                        step.open(),
                        step.facet(),
                        timer,
                        step.schema(),
                        step.document());
            } else {
                session.update(rows.removeItems, tenant, run, step.step());
            }
            writeItems(step);
        }
    }

    private void writeItems(StepRow step) throws SQLException {
        int place = 0;
        for (InboxItem item : step.items()) {
            session.update(
                    rows.addItem,
                    tenant,
                    run,
                    step.step(),
                    item.item(),
                    place++,
                    item.role(),
                    item.since(),
                    item.due().orElse(null),
                    step.open());
        }
    }

    private void writeEdges() throws SQLException {
        Map<Bytes, EdgeRow> edges = new LinkedHashMap<>();
        commit.edges().forEach(edge -> edges.putIfAbsent(Places.digest(edge), edge));
        if (before != null) {
            for (List<Bytes> digests : Chunks.of(edges.keySet())) {
                List<Object> values = new ArrayList<>(List.of(tenant, run));
                values.addAll(digests);
                edges.keySet()
                        .removeAll(session.list(
                                sql.edgesThere(digests.size()), row -> Session.bytes(row, 1), values.toArray()));
            }
        }
        int place = 0;
        for (Map.Entry<Bytes, EdgeRow> entry : edges.entrySet()) {
            EdgeRow edge = entry.getValue();
            session.update(
                    rows.addEdge,
                    tenant,
                    run,
                    entry.getKey(),
                    Places.of(commit, place++),
                    edge.from().kind(),
                    edge.from().id(),
                    edge.to().kind(),
                    edge.to().id(),
                    edge.relation());
        }
    }

    private void writeArtifacts() throws SQLException {
        int place = 0;
        for (ArtifactRow artifact : commit.artifacts()) {
            Bytes digest = Places.digest(artifact);
            boolean there = session.find(rows.artifactThere, row -> row.getString(1), tenant, run, digest)
                    .isPresent();
            if (!there) {
                session.update(
                        rows.addArtifact,
                        tenant,
                        run,
                        digest,
                        Places.of(commit, place),
                        artifact.node().kind(),
                        artifact.node().id(),
                        artifact.step(),
                        artifact.at());
            }
            place++;
        }
    }
}
