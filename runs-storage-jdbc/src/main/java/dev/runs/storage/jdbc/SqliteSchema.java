package dev.runs.storage.jdbc;

import java.util.List;

/**
 * The tables of the SQLite store, and the way to them from earlier formats.
 *
 * <p>Tables whose rows are always small are kept in the order of their key, which saves a second copy of it. Those with
 * documents are not: in the order of a key, SQLite gives a row of more than about 1,000 bytes a page of its own.
 */
final class SqliteSchema {
    /** In the header of a file that is ours alone: "RUNS". */
    static final int APPLICATION_ID = 0x52554E53;
    /** The format that is written. A file of a greater one is refused. */
    static final int FORMAT = 3;

    static final List<String> TABLES = List.of(
            "artifact",
            "bookmark",
            "command",
            "content",
            "edge",
            "event",
            "feed",
            "feed_state",
            "item",
            "lease",
            "run",
            "step",
            "unique_key");

    private static final String EDGE = """
            CREATE TABLE {edge} (
              tenant TEXT NOT NULL, run TEXT NOT NULL, digest BLOB NOT NULL, place INTEGER NOT NULL,
              from_kind TEXT NOT NULL, from_id TEXT NOT NULL, to_kind TEXT NOT NULL, to_id TEXT NOT NULL,
              relation TEXT NOT NULL,
              PRIMARY KEY (tenant, run, digest)) STRICT, WITHOUT ROWID""";
    private static final String EDGE_DOWN =
            "CREATE INDEX {edge}_down ON {edge} (tenant, from_kind, from_id, run, place)";
    private static final String EDGE_UP = "CREATE INDEX {edge}_up ON {edge} (tenant, to_kind, to_id, run, place)";

    private static final String INBOX =
            "CREATE INDEX {inbox} ON {item} (tenant, role, since, run, step, item, due) WHERE open = 1";

    /** What format 2 added; a row of the feed is there for each commit, and is one page's neighbour of the one before. */
    private static final List<String> SINCE_2 = List.of(
            "CREATE INDEX {run}_by_end ON {run} (tenant, ended, run) WHERE ended IS NOT NULL",
            "CREATE INDEX {step}_timer ON {step} (tenant, timer, run, step) WHERE open = 1 AND timer IS NOT NULL",
            "CREATE INDEX {overdue} ON {item} (tenant, role, due, run, step, item) WHERE open = 1 AND due IS NOT NULL",
            "CREATE INDEX {unique_key}_of_run ON {unique_key} (tenant, run)",
            "CREATE INDEX {command}_of_run ON {command} (tenant, run)",
            """
            CREATE TABLE {feed} (
              position INTEGER PRIMARY KEY, tenant TEXT NOT NULL, run TEXT NOT NULL, first INTEGER NOT NULL,
              last INTEGER NOT NULL) STRICT""",
            "CREATE TABLE {feed_state} (id INTEGER PRIMARY KEY, trimmed INTEGER NOT NULL) STRICT",
            "INSERT INTO {feed_state} (id, trimmed) VALUES (1, 0)",
            "CREATE TABLE {bookmark} (reader TEXT PRIMARY KEY, position INTEGER NOT NULL) STRICT, WITHOUT ROWID",
            """
            CREATE TABLE {lease} (
              name TEXT PRIMARY KEY, holder TEXT NOT NULL, token INTEGER NOT NULL, until INTEGER NOT NULL)
            STRICT, WITHOUT ROWID""");

    /** What format 3 added. */
    private static final List<String> SINCE_3 =
            List.of("""
            CREATE TABLE {artifact} (
              tenant TEXT NOT NULL, run TEXT NOT NULL, digest BLOB NOT NULL, place INTEGER NOT NULL,
              kind TEXT NOT NULL, id TEXT NOT NULL, step TEXT NOT NULL, at INTEGER NOT NULL,
              PRIMARY KEY (tenant, run, digest)) STRICT, WITHOUT ROWID""", "CREATE INDEX {artifact}_newest ON {artifact} (tenant, kind, at DESC, run, place)");

    private static final List<String> TABLES_OF_RUNS = List.of(
            """
            CREATE TABLE {run} (
              tenant TEXT NOT NULL, run TEXT NOT NULL, version INTEGER NOT NULL, status TEXT NOT NULL,
              about TEXT, started INTEGER NOT NULL, ended INTEGER, schema INTEGER NOT NULL, document BLOB NOT NULL,
              PRIMARY KEY (tenant, run)) STRICT""",
            "CREATE INDEX {run}_by_start ON {run} (tenant, started DESC, run)",
            "CREATE INDEX {run}_by_status ON {run} (tenant, status, started DESC, run)",
            "CREATE INDEX {run}_by_about ON {run} (tenant, about, started DESC, run) WHERE about IS NOT NULL",
            """
            CREATE TABLE {step} (
              tenant TEXT NOT NULL, run TEXT NOT NULL, step TEXT NOT NULL, place INTEGER NOT NULL,
              state TEXT NOT NULL, open INTEGER NOT NULL, facet TEXT NOT NULL, timer INTEGER,
              schema INTEGER NOT NULL, document BLOB NOT NULL,
              PRIMARY KEY (tenant, run, step)) STRICT""",
            "CREATE INDEX {step}_open ON {step} (tenant, state, run, step, facet) WHERE open = 1",
            """
            CREATE TABLE {item} (
              tenant TEXT NOT NULL, run TEXT NOT NULL, step TEXT NOT NULL, item TEXT NOT NULL,
              place INTEGER NOT NULL, role TEXT NOT NULL, since INTEGER NOT NULL, due INTEGER, open INTEGER NOT NULL,
              PRIMARY KEY (tenant, run, step, item)) STRICT, WITHOUT ROWID""",
            INBOX,
            """
            CREATE TABLE {event} (
              tenant TEXT NOT NULL, run TEXT NOT NULL, sequence INTEGER NOT NULL, type TEXT NOT NULL,
              schema INTEGER NOT NULL, at INTEGER NOT NULL, body BLOB NOT NULL,
              PRIMARY KEY (tenant, run, sequence)) STRICT""",
            """
            CREATE TABLE {content} (
              tenant TEXT NOT NULL, run TEXT NOT NULL, id TEXT NOT NULL, kind TEXT NOT NULL,
              salt BLOB, bytes BLOB,
              PRIMARY KEY (tenant, run, id)) STRICT""",
            EDGE,
            EDGE_DOWN,
            EDGE_UP,
            """
            CREATE TABLE {unique_key} (
              tenant TEXT NOT NULL, kind TEXT NOT NULL, "value" TEXT NOT NULL, run TEXT NOT NULL,
              PRIMARY KEY (tenant, kind, "value")) STRICT, WITHOUT ROWID""",
            """
            CREATE TABLE {command} (
              tenant TEXT NOT NULL, id TEXT NOT NULL, run TEXT NOT NULL, version INTEGER NOT NULL,
              result BLOB NOT NULL,
              PRIMARY KEY (tenant, id)) STRICT, WITHOUT ROWID""");

    /** A run without an open step has ended; when it did is the moment of its last event. */
    private static final List<String> FROM_1_TO_2 = List.of(
            "ALTER TABLE {run} ADD COLUMN ended INTEGER",
            """
            UPDATE {run} SET ended = (SELECT max(at) FROM {event} e WHERE e.tenant = {run}.tenant AND e.run = {run}.run)
            WHERE NOT EXISTS (SELECT 1 FROM {step} s
              WHERE s.tenant = {run}.tenant AND s.run = {run}.run AND s.open = 1)""",
            "ALTER TABLE {step} ADD COLUMN timer INTEGER",
            "ALTER TABLE {item} ADD COLUMN due INTEGER",
            "DROP INDEX {inbox}",
            INBOX,
            "ALTER TABLE {edge} RENAME TO edge_of_format_1",
            "DROP INDEX {edge}_down",
            "DROP INDEX {edge}_up",
            EDGE,
            """
            INSERT INTO {edge} (tenant, run, digest, place, from_kind, from_id, to_kind, to_id, relation)
            SELECT tenant, run, digest, place, from_kind, from_id, to_kind, to_id, relation FROM edge_of_format_1""",
            "DROP TABLE edge_of_format_1",
            EDGE_DOWN,
            EDGE_UP);

    private SqliteSchema() {}

    /** Returns the statements that make the tables. */
    static List<String> create(Sql sql) {
        return concat(sql, List.of(TABLES_OF_RUNS, SINCE_2, SINCE_3));
    }

    /** Returns the statements that bring tables of an earlier format to the present one. */
    static List<String> upgrade(Sql sql, long from) {
        if (from == 1) {
            return concat(sql, List.of(FROM_1_TO_2, SINCE_2, SINCE_3));
        }
        if (from == 2) {
            return concat(sql, List.of(SINCE_3));
        }
        throw new IllegalArgumentException("there is no way from format " + from + " to " + FORMAT);
    }

    private static List<String> concat(Sql sql, List<List<String>> parts) {
        return parts.stream().flatMap(List::stream).map(sql::of).toList();
    }
}
