package dev.runs.storage.jdbc;

import dev.runs.storage.Bytes;
import dev.runs.storage.InboxItem;
import dev.runs.storage.RunHead;
import dev.runs.storage.RunKey;
import dev.runs.storage.StepRow;
import dev.runs.storage.StoredRun;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Loads a run with its steps and their items in one statement, which sees one moment in every database and at every
 * isolation. The rows come in no order: to sort them here is cheaper than to let the database move documents about.
 */
final class RunLoader {
    private static final int HEAD = 0;
    private static final int STEP = 1;

    private RunLoader() {}

    static Optional<StoredRun> load(Session session, Sql sql, RunKey key) throws SQLException {
        List<Row> rows = session.list(
                sql.load, RunLoader::row, key.tenant(), key.run(), key.tenant(), key.run(), key.tenant(), key.run());
        rows.sort(Comparator.comparingInt(Row::kind).thenComparingLong(Row::first));
        if (rows.isEmpty() || rows.get(0).kind() != HEAD) {
            return Optional.empty();
        }
        Map<String, List<InboxItem>> items = new HashMap<>();
        for (Row row : rows) {
            if (row.kind() > STEP) {
                items.computeIfAbsent(row.word(), step -> new ArrayList<>()).add(row.item());
            }
        }
        List<StepRow> steps = rows.stream()
                .filter(row -> row.kind() == STEP)
                .map(row -> row.step(items.getOrDefault(row.word(), List.of())))
                .toList();
        return Optional.of(new StoredRun(key, rows.get(0).head(), steps));
    }

    private static Row row(ResultSet row) throws SQLException {
        int kind = row.getInt(1);
        return new Row(
                kind,
                row.getLong(2),
                row.getLong(3),
                Session.optionalInstant(row, 4),
                row.getInt(5),
                row.getString(6),
                Optional.ofNullable(row.getString(7)),
                Optional.ofNullable(row.getString(8)),
                kind > STEP ? Bytes.empty() : Session.bytes(row, 9));
    }

    /** A head, a step or an item: what the columns mean depends on the kind. */
    private record Row(
            int kind,
            long first,
            long second,
            Optional<Instant> instant,
            int schema,
            String word,
            Optional<String> secondWord,
            Optional<String> thirdWord,
            Bytes document) {
        RunHead head() {
            return new RunHead(first, word, secondWord, Session.instant(second), instant, schema, document);
        }

        StepRow step(List<InboxItem> items) {
            return new StepRow(
                    word,
                    secondWord.orElseThrow(),
                    second == 1,
                    thirdWord.orElseThrow(),
                    instant,
                    schema,
                    document,
                    items);
        }

        InboxItem item() {
            return new InboxItem(secondWord.orElseThrow(), thirdWord.orElseThrow(), Session.instant(second), instant);
        }
    }
}
