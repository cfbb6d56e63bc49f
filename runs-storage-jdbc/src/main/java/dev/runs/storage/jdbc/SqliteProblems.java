package dev.runs.storage.jdbc;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** What is wrong with the tables of a SQLite store, in sentences. */
final class SqliteProblems {
    private SqliteProblems() {}

    /** Returns what SQLite itself and we find; empty if nothing. */
    static List<String> in(Session session, Sql sql) {
        List<String> problems = new ArrayList<>();
        try {
            problems.addAll(session.list("PRAGMA integrity_check(100)", row -> row.getString(1)));
            problems.remove("ok");
            problems.addAll(session.list(
                    unevenRuns(sql),
                    row -> "run '" + row.getString(1) + "/" + row.getString(2) + "' is at version " + row.getLong(3)
                            + " and has " + row.getLong(4) + " events"));
        } catch (SQLException e) {
            problems.add(String.valueOf(e.getMessage()));
        }
        return problems;
    }

    /** Runs whose version is not the number of their events: cannot be, unless the file was changed by others. */
    private static String unevenRuns(Sql sql) {
        return sql.of("""
                SELECT tenant, run, version, events FROM (
                  SELECT tenant, run, version, (SELECT count(*) FROM {event} e
                    WHERE e.tenant = r.tenant AND e.run = r.run) AS events FROM {run} r)
                WHERE version <> events LIMIT 100""");
    }
}
