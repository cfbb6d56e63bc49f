package dev.runs.storage.jdbc;

import dev.runs.storage.ArtifactRow;
import dev.runs.storage.Cursor;
import dev.runs.storage.Direction;
import dev.runs.storage.EdgeRow;
import dev.runs.storage.InboxCount;
import dev.runs.storage.InboxItem;
import dev.runs.storage.InboxRow;
import dev.runs.storage.Names;
import dev.runs.storage.NodeRef;
import dev.runs.storage.Page;
import dev.runs.storage.Position;
import dev.runs.storage.RunFilter;
import dev.runs.storage.RunRow;
import dev.runs.storage.TimerRow;
import dev.runs.storage.WorkRow;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Reads one page of a list of a tenant. */
final class ListReader {
    private final Session session;
    private final Dialect dialect;
    private final Sql sql;
    private final String tenant;
    private final Cursor after;
    private final int limit;

    ListReader(Session session, Dialect dialect, String tenant, Cursor after, int limit) {
        this.session = session;
        this.dialect = dialect;
        this.sql = dialect.sql();
        this.tenant = tenant;
        this.after = after;
        this.limit = limit;
    }

    Page<RunRow> runs(RunFilter filter) throws SQLException {
        String scope = scope("runs");
        // Newest first is least first when the sign is turned.
        Position last = Position.read(after, scope).orElse(Position.of(-Long.MAX_VALUE, ""));
        Set<String> statuses = filter.statuses();
        List<Object> values = new ArrayList<>();
        Collection<String> branches = statuses.isEmpty() ? List.of("") : statuses;
        for (String status : branches) {
            values.add(tenant);
            if (!status.isEmpty()) {
                values.add(status);
            }
            filter.about().ifPresent(values::add);
            values.addAll(List.of(-last.number(), -last.number(), last.words().get(0), oneMore()));
        }
        addOuterLimit(values, branches);
        return page(
                session.list(sql.runs(statuses.size(), filter.about().isPresent()), RunReader::run, values.toArray()),
                scope,
                row -> Position.of(-Position.micros(row.head().started()), row.run()));
    }

    Page<InboxRow> inbox(Set<String> roles) throws SQLException {
        String scope = scope("inbox");
        Position last = Position.read(after, scope).orElse(BEFORE_ITEMS);
        if (roles.isEmpty()) {
            return new Page<>(List.of(), Optional.empty());
        }
        List<Object> values = new ArrayList<>();
        for (String role : roles) {
            values.addAll(List.of(tenant, role));
            addPosition(values, last);
            values.add(oneMore());
        }
        addOuterLimit(values, roles);
        return page(
                session.list(sql.inbox(roles.size()), ListReader::inboxRow, values.toArray()),
                scope,
                row -> position(row.item().since(), row));
    }

    Page<InboxRow> overdue(Set<String> roles, Instant before) throws SQLException {
        String scope = scope("overdue");
        Position last = Position.read(after, scope).orElse(BEFORE_ITEMS);
        if (roles.isEmpty()) {
            return new Page<>(List.of(), Optional.empty());
        }
        List<Object> values = new ArrayList<>();
        for (String role : roles) {
            values.addAll(List.of(tenant, role, before));
            addPosition(values, last);
            values.add(oneMore());
        }
        addOuterLimit(values, roles);
        return page(
                session.list(sql.overdue(roles.size()), ListReader::inboxRow, values.toArray()),
                scope,
                row -> position(row.item().due().orElseThrow(), row));
    }

    private static final Position BEFORE_ITEMS = Position.of(Long.MIN_VALUE, "", "", "");

    private static Position position(Instant at, InboxRow row) {
        return Position.of(
                Position.micros(at), row.run(), row.step(), row.item().item());
    }

    private static InboxRow inboxRow(ResultSet row) throws SQLException {
        return new InboxRow(
                row.getString(2),
                row.getString(3),
                new InboxItem(
                        row.getString(4), row.getString(5), Session.instant(row, 1), Session.optionalInstant(row, 6)));
    }

    /** Counts at most as many items of each role as a page has rows. */
    List<InboxCount> inboxCounts(Set<String> roles, Instant now) throws SQLException {
        if (roles.isEmpty()) {
            return List.of();
        }
        List<String> ordered = roles.stream().sorted(Names.ORDER).toList();
        List<Object> values = new ArrayList<>();
        for (String role : ordered) {
            values.addAll(List.of(tenant, role, limit, tenant, role, now, limit));
        }
        return session
                .list(
                        sql.inboxCounts(ordered.size()),
                        row -> new InboxCount(ordered.get(row.getInt(1)), row.getInt(2), row.getInt(3)),
                        values.toArray())
                .stream()
                .filter(count -> count.waiting() > 0)
                .sorted(Comparator.comparing(InboxCount::role, Names.ORDER))
                .toList();
    }

    Page<WorkRow> work(Set<String> states) throws SQLException {
        String scope = scope("work");
        Position last = Position.read(after, scope).orElse(Position.of(0, "", ""));
        if (states.isEmpty()) {
            return new Page<>(List.of(), Optional.empty());
        }
        List<Object> values = new ArrayList<>();
        for (String state : states) {
            values.addAll(
                    List.of(tenant, state, last.words().get(0), last.words().get(1), oneMore()));
        }
        addOuterLimit(values, states);
        return page(
                session.list(
                        sql.work(states.size()),
                        row -> new WorkRow(row.getString(1), row.getString(2), row.getString(3)),
                        values.toArray()),
                scope,
                row -> Position.of(0, row.run(), row.step()));
    }

    Page<TimerRow> timers(Instant by) throws SQLException {
        String scope = scope("timers");
        Position last = Position.read(after, scope).orElse(Position.of(Long.MIN_VALUE, "", ""));
        return page(
                session.list(
                        sql.timers,
                        row -> new TimerRow(row.getString(2), row.getString(3), Session.instant(row, 1)),
                        tenant,
                        by,
                        last.number(),
                        last.words().get(0),
                        last.words().get(1),
                        oneMore()),
                scope,
                row -> Position.of(Position.micros(row.at()), row.run(), row.step()));
    }

    Page<RunRow> ended(Instant before) throws SQLException {
        String scope = scope("ended");
        Position last = Position.read(after, scope).orElse(Position.of(Long.MIN_VALUE, ""));
        return page(
                session.list(
                        sql.ended,
                        RunReader::run,
                        tenant,
                        before,
                        last.number(),
                        last.words().get(0),
                        oneMore()),
                scope,
                row -> Position.of(Position.micros(row.head().ended().orElseThrow()), row.run()));
    }

    Page<EdgeRow> edges(NodeRef node, Direction direction) throws SQLException {
        String scope = scope(direction + "/" + node.kind() + "/" + node.id());
        Position last = Position.read(after, scope).orElse(Position.of(0, "", "-1"));
        List<PlacedEdge> rows = session.list(
                direction == Direction.UPSTREAM ? sql.upstream : sql.downstream,
                row -> new PlacedEdge(
                        row.getLong(7),
                        new EdgeRow(
                                new NodeRef(row.getString(1), row.getString(2)),
                                new NodeRef(row.getString(3), row.getString(4)),
                                row.getString(5),
                                row.getString(6))),
                tenant,
                node.kind(),
                node.id(),
                last.words().get(0),
                Long.parseLong(last.words().get(1)),
                oneMore());
        Page<PlacedEdge> page = page(rows, scope, PlacedEdge::position);
        return new Page<>(page.rows().stream().map(PlacedEdge::edge).toList(), page.next());
    }

    /** An edge, and where it stands within its run. */
    private record PlacedEdge(long place, EdgeRow edge) {
        Position position() {
            return Position.of(0, edge.run(), word(place));
        }
    }

    Page<ArtifactRow> artifacts(String kind) throws SQLException {
        String scope = scope("artifacts/" + kind);
        // Newest first is least first when the sign is turned.
        Position last = Position.read(after, scope).orElse(Position.of(-Long.MAX_VALUE, "", "-1"));
        List<PlacedArtifact> rows = session.list(
                sql.artifacts,
                row -> new PlacedArtifact(
                        row.getLong(6),
                        new ArtifactRow(
                                new NodeRef(row.getString(2), row.getString(3)),
                                row.getString(4),
                                row.getString(5),
                                Session.instant(row, 1))),
                tenant,
                kind,
                -last.number(),
                -last.number(),
                last.words().get(0),
                Long.parseLong(last.words().get(1)),
                oneMore());
        Page<PlacedArtifact> page = page(rows, scope, PlacedArtifact::position);
        return new Page<>(page.rows().stream().map(PlacedArtifact::artifact).toList(), page.next());
    }

    /** What a step left, and where it stands within its run. */
    private record PlacedArtifact(long place, ArtifactRow artifact) {
        Position position() {
            return Position.of(-Position.micros(artifact.at()), artifact.run(), word(place));
        }
    }

    /** A place as a word of one length, so that the order of words is that of numbers. */
    private static String word(long place) {
        return String.format(Locale.ROOT, "%019d", place);
    }

    Page<String> tenants() throws SQLException {
        String scope = scope("tenants");
        String last = Position.read(after, scope)
                .map(position -> position.words().get(0))
                .orElse("");
        return page(
                session.overAllTenants().list(sql.nextTenantsOfAll, row -> row.getString(1), last, oneMore()),
                scope,
                row -> Position.of(0, row));
    }

    private String scope(String list) {
        return dialect.name() + "/" + list + "/" + tenant;
    }

    private static void addPosition(List<Object> values, Position last) {
        values.add(last.number());
        values.addAll(last.words());
    }

    /** A list of one branch has one limit; several are limited together, too. */
    private void addOuterLimit(List<Object> values, Collection<String> branches) {
        if (branches.size() > 1) {
            values.add(oneMore());
        }
    }

    /** One row more than asked for tells whether there is a next page. */
    private long oneMore() {
        return limit + 1L;
    }

    private <T> Page<T> page(List<T> rows, String scope, Function<T, Position> position) {
        if (rows.size() <= limit) {
            return new Page<>(rows, Optional.empty());
        }
        Cursor next = position.apply(rows.get(limit - 1)).cursor(scope);
        return new Page<>(rows.subList(0, limit), Optional.of(next));
    }
}
