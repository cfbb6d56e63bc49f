package dev.runs.storage.jdbc;

import dev.runs.storage.ArtifactRow;
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
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** One commit: the values of its statement, and what its answer means. */
final class PostgresCommit {
    /** An item, the step that it belongs to, and where it stands among the step's items. */
    private record PlacedItem(StepRow step, InboxItem item, int place) {}

    private final PostgresSql sql;
    private final Commit commit;
    private final List<UniqueKey> keys;
    private final List<PlacedItem> items = new ArrayList<>();

    PostgresCommit(PostgresSql sql, Commit commit) {
        this.sql = sql;
        this.commit = commit;
        this.keys = List.copyOf(new TreeSet<>(commit.keys()));
        for (StepRow step : commit.steps()) {
            for (int i = 0; i < step.items().size(); i++) {
                items.add(new PlacedItem(step, step.items().get(i), i));
            }
        }
    }

    String tenant() {
        return commit.key().tenant();
    }

    CommitResult written() {
        return new CommitResult.Committed(commit.head().version());
    }

    /** Adds the statement that writes the commit; the answer's number is 0 if it was refused. */
    RoundTrip addTo(RoundTrip trip) {
        boolean start = commit.expectedVersion() == 0;
        String text = sql.commit(
                start,
                !keys.isEmpty(),
                !commit.content().isEmpty(),
                !commit.steps().isEmpty(),
                !items.isEmpty(),
                !commit.edges().isEmpty(),
                !commit.artifacts().isEmpty());
        List<@Nullable Object> values = new ArrayList<>();
        addHead(values);
        addEvents(values);
        addContent(values);
        addSteps(values, start);
        addItems(values);
        addEdges(values);
        addArtifacts(values);
        return trip.then(text, values.toArray());
    }

    /** Returns why the commit is refused, or empty if there is no reason any more: then it is worth another try. */
    Optional<CommitResult> reason(RoundTrip trip) throws SQLException {
        return trip.then(
                        sql.reason,
                        tenant(),
                        commit.key().run(),
                        commit.command().id(),
                        Column.words(keys, UniqueKey::kind),
                        Column.words(keys, UniqueKey::value),
                        Column.words(commit.content(), ContentRow::id))
                .rows(this::reason)
                .get(0);
    }

    /** Looks in the order that the SPI gives. */
    private Optional<CommitResult> reason(ResultSet row) throws SQLException {
        String commandRun = row.getString(1);
        if (commandRun != null) {
            CommandRow done = new CommandRow(commit.command().id(), commandRun, row.getLong(2), Session.bytes(row, 3));
            return Optional.of(new CommitResult.DuplicateCommand(done));
        }
        String holder = row.getString(6);
        if (holder != null) {
            UniqueKey key = new UniqueKey(row.getString(4), row.getString(5));
            return Optional.of(new CommitResult.KeyTaken(key, holder));
        }
        long version = row.getLong(7);
        boolean namesake =
                version > 0 && !Session.instant(row, 8).equals(commit.head().started());
        if (version != commit.expectedVersion() || namesake) {
            return Optional.of(new CommitResult.VersionConflict(version));
        }
        String content = row.getString(9);
        if (content != null) {
            throw StoreException.contentTaken(commit.key(), content);
        }
        return Optional.empty();
    }

    private void addHead(List<@Nullable Object> values) {
        RunHead head = commit.head();
        values.add(tenant());
        values.add(commit.key().run());
        values.add(commit.expectedVersion());
        values.add(head.version());
        values.add(head.status());
        values.add(head.about().orElse(null));
        values.add(head.started());
        values.add(head.ended().orElse(null));
        values.add(head.schema());
        values.add(head.document());
        values.add(commit.command().id());
        values.add(commit.command().result());
        values.add(Column.words(keys, UniqueKey::kind));
        values.add(Column.words(keys, UniqueKey::value));
        values.add(Column.words(commit.content(), ContentRow::id));
    }

    private void addEvents(List<@Nullable Object> values) {
        List<StoredEvent> events = commit.events();
        values.add(Column.longs(events, StoredEvent::sequence));
        values.add(Column.words(events, StoredEvent::type));
        values.add(Column.integers(events, StoredEvent::schema));
        values.add(Column.instants(events, event -> Optional.of(event.at())));
        values.add(Column.bytes(events, event -> Optional.of(event.body())));
    }

    private void addContent(List<@Nullable Object> values) {
        List<ContentRow> content = commit.content();
        if (!content.isEmpty()) {
            values.add(Column.words(content, ContentRow::kind));
            values.add(Column.bytes(content, row -> row.body().map(ContentRow.Body::salt)));
            values.add(Column.bytes(content, row -> row.body().map(ContentRow.Body::bytes)));
        }
    }

    private void addSteps(List<@Nullable Object> values, boolean start) {
        List<StepRow> steps = commit.steps();
        if (steps.isEmpty()) {
            return;
        }
        Column ids = Column.words(steps, StepRow::step);
        values.add(ids);
        values.add(places(steps.size()));
        values.add(Column.words(steps, StepRow::state));
        values.add(Column.flags(steps, StepRow::open));
        values.add(Column.words(steps, StepRow::facet));
        values.add(Column.instants(steps, StepRow::timer));
        values.add(Column.integers(steps, StepRow::schema));
        values.add(Column.bytes(steps, step -> Optional.of(step.document())));
        if (!start) {
            values.add(ids);
            values.add(Column.words(items, item -> item.step().step()));
            values.add(Column.words(items, item -> item.item().item()));
        }
    }

    private void addItems(List<@Nullable Object> values) {
        if (!items.isEmpty()) {
            values.add(Column.words(items, item -> item.step().step()));
            values.add(Column.words(items, item -> item.item().item()));
            values.add(Column.longs(items, PlacedItem::place));
            values.add(Column.words(items, item -> item.item().role()));
            values.add(Column.instants(items, item -> Optional.of(item.item().since())));
            values.add(Column.instants(items, item -> item.item().due()));
            values.add(Column.flags(items, item -> item.step().open()));
        }
    }

    private void addEdges(List<@Nullable Object> values) {
        List<EdgeRow> edges = commit.edges();
        if (!edges.isEmpty()) {
            values.add(Column.bytes(edges, edge -> Optional.of(Places.digest(edge))));
            values.add(places(edges.size()));
            values.add(Column.words(edges, edge -> edge.from().kind()));
            values.add(Column.words(edges, edge -> edge.from().id()));
            values.add(Column.words(edges, edge -> edge.to().kind()));
            values.add(Column.words(edges, edge -> edge.to().id()));
            values.add(Column.words(edges, EdgeRow::relation));
        }
    }

    private void addArtifacts(List<@Nullable Object> values) {
        List<ArtifactRow> artifacts = commit.artifacts();
        if (!artifacts.isEmpty()) {
            values.add(Column.bytes(artifacts, artifact -> Optional.of(Places.digest(artifact))));
            values.add(places(artifacts.size()));
            values.add(Column.words(artifacts, artifact -> artifact.node().kind()));
            values.add(Column.words(artifacts, artifact -> artifact.node().id()));
            values.add(Column.words(artifacts, ArtifactRow::step));
            values.add(Column.instants(artifacts, artifact -> Optional.of(artifact.at())));
        }
    }

    private Column places(int rows) {
        Long[] places = new Long[rows];
        for (int i = 0; i < rows; i++) {
            places[i] = Places.of(commit, i);
        }
        return new Column("int8", places);
    }
}
