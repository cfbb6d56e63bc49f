package dev.runs.storage.tck;

import dev.runs.storage.Cursor;
import dev.runs.storage.Page;
import dev.runs.storage.Position;
import dev.runs.storage.TimerRow;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The store of docs/guide/write-a-store.md: one list is read as the guide shows it. */
final class MyStore extends JoiningStore {
    @Override
    public Page<TimerRow> timers(String tenant, Instant by, Cursor after, int limit) {
        if (limit < 1) {
            throw new IllegalArgumentException("limit is " + limit + "; it must be at least 1");
        }
        String scope = "my-store/timers/" + tenant;
        Optional<Position> last = Position.read(after, scope);
        List<TimerRow> rows = select(tenant, by, last, limit + 1L);
        if (rows.size() <= limit) {
            return new Page<>(rows, Optional.empty());
        }
        Cursor next = position(rows.get(limit - 1)).cursor(scope);
        return new Page<>(rows.subList(0, limit), Optional.of(next));
    }

    private static Position position(TimerRow row) {
        return Position.of(Position.micros(row.at()), row.run(), row.step());
    }

    /** What the one statement of a real store selects: the next rows by the index on (tenant, at, run, step). */
    private List<TimerRow> select(String tenant, Instant by, Optional<Position> last, long limit) {
        return super.timers(tenant, by, Cursor.start(), Integer.MAX_VALUE).rows().stream()
                .filter(row -> last.isEmpty() || position(row).compareTo(last.get()) > 0)
                .limit(limit)
                .toList();
    }
}
