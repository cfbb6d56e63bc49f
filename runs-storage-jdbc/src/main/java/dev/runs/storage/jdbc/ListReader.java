package dev.runs.storage.jdbc;

import dev.runs.storage.Cursor;
import dev.runs.storage.InboxItem;
import dev.runs.storage.InboxRow;
import dev.runs.storage.Page;
import dev.runs.storage.Position;
import dev.runs.storage.RunFilter;
import dev.runs.storage.RunRow;
import dev.runs.storage.WorkRow;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Reads one page of a list of a tenant. A list over several roles, states or statuses is as many short queries, each in
 * the order of an index, merged here: one query over them all would sort every row that matches.
 */
final class ListReader {
    private final Session session;
    private final String tenant;
    private final String scope;
    private final Cursor after;
    private final int limit;

    ListReader(Session session, String list, String tenant, Cursor after, int limit) {
        this.session = session;
        this.tenant = tenant;
        this.scope = SqliteStore.NAME + "/" + list + "/" + tenant;
        this.after = after;
        this.limit = limit;
    }

    Page<RunRow> runs(RunFilter filter) throws SQLException {
        // Newest first is least first when the sign is turned.
        Position last = Position.read(after, scope).orElse(Position.of(-Long.MAX_VALUE, ""));
        List<RunRow> rows = new ArrayList<>();
        if (filter.statuses().isEmpty()) {
            rows.addAll(runs(
                    filter.about().isPresent() ? Sql.RUNS_ABOUT : Sql.RUNS,
                    filter.about().stream().toList(),
                    last));
        }
        for (String status : filter.statuses()) {
            List<String> words = new ArrayList<>(List.of(status));
            filter.about().ifPresent(words::add);
            rows.addAll(runs(words.size() == 1 ? Sql.RUNS_OF_STATUS : Sql.RUNS_OF_STATUS_ABOUT, words, last));
        }
        return page(rows, row -> Position.of(-Position.micros(row.head().started()), row.run()));
    }

    private List<RunRow> runs(String sql, List<String> words, Position last) throws SQLException {
        List<Object> values = new ArrayList<>();
        values.add(tenant);
        values.addAll(words);
        values.add(-last.number());
        values.add(-last.number());
        values.add(last.words().get(0));
        values.add(oneMore());
        return session.list(sql, row -> new RunRow(row.getString(1), RunReader.head(row, 2)), values.toArray());
    }

    Page<InboxRow> inbox(Set<String> roles) throws SQLException {
        Position last = Position.read(after, scope).orElse(Position.of(Long.MIN_VALUE, "", "", ""));
        List<InboxRow> rows = new ArrayList<>();
        for (String role : roles) {
            rows.addAll(session.list(
                    Sql.INBOX,
                    row -> new InboxRow(
                            row.getString(2),
                            row.getString(3),
                            new InboxItem(row.getString(4), role, Session.instant(row, 1))),
                    tenant,
                    role,
                    last.number(),
                    last.words().get(0),
                    last.words().get(1),
                    last.words().get(2),
                    oneMore()));
        }
        return page(
                rows,
                row -> Position.of(
                        Position.micros(row.item().since()),
                        row.run(),
                        row.step(),
                        row.item().item()));
    }

    Page<WorkRow> work(Set<String> states) throws SQLException {
        Position last = Position.read(after, scope).orElse(Position.of(0, "", ""));
        List<WorkRow> rows = new ArrayList<>();
        for (String state : states) {
            rows.addAll(session.list(
                    Sql.WORK,
                    row -> new WorkRow(row.getString(1), row.getString(2), state),
                    tenant,
                    state,
                    last.words().get(0),
                    last.words().get(1),
                    oneMore()));
        }
        return page(rows, row -> Position.of(0, row.run(), row.step()));
    }

    Page<String> tenants() throws SQLException {
        String last =
                Position.read(after, scope).orElse(Position.of(0, "")).words().get(0);
        List<String> rows = new ArrayList<>();
        List<String> next = session.list(Sql.NEXT_TENANT, row -> row.getString(1), last);
        while (!next.isEmpty() && rows.size() < oneMore()) {
            rows.addAll(next);
            next = session.list(Sql.NEXT_TENANT, row -> row.getString(1), next.get(0));
        }
        return page(rows, row -> Position.of(0, row));
    }

    /** One row more than asked for tells whether there is a next page. */
    private long oneMore() {
        return limit + 1L;
    }

    private <T> Page<T> page(List<T> rows, Function<T, Position> position) {
        List<T> ordered = rows.stream()
                .sorted(Comparator.comparing(position))
                .limit(oneMore())
                .toList();
        if (ordered.size() <= limit) {
            return new Page<>(ordered, Optional.empty());
        }
        Cursor next = position.apply(ordered.get(limit - 1)).cursor(scope);
        return new Page<>(ordered.subList(0, limit), Optional.of(next));
    }
}
