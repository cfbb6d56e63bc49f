package dev.runs.storage.jdbc;

import java.util.List;

/**
 * Every statement of the SQLite store, and the form of its file.
 *
 * <p>The first value of each statement is the tenant; only {@link #NEXT_TENANT} has none. Instants are microseconds
 * since 1970. Text is compared by its bytes, which is the order of {@link dev.runs.storage.Names#ORDER}.
 *
 * <p>Tables whose rows are always small are kept in the order of their key, which saves a second copy of it. Those with
 * documents are not: in the order of a key, SQLite gives a row of more than about 1,000 bytes a page of its own.
 */
final class Sql {
    /** In the file's header: "RUNS". */
    static final int APPLICATION_ID = 0x52554E53;
    /** In the file's header. A file of a greater one is refused. */
    static final int FORMAT = 1;

    static final List<String> CREATE = List.of(
            """
            CREATE TABLE run (
              tenant TEXT NOT NULL, run TEXT NOT NULL, version INTEGER NOT NULL, status TEXT NOT NULL,
              about TEXT, started INTEGER NOT NULL, schema INTEGER NOT NULL, document BLOB NOT NULL,
              PRIMARY KEY (tenant, run)) STRICT""",
            "CREATE INDEX run_by_start ON run (tenant, started DESC, run)",
            "CREATE INDEX run_by_status ON run (tenant, status, started DESC, run)",
            "CREATE INDEX run_by_about ON run (tenant, about, started DESC, run) WHERE about IS NOT NULL",
            """
            CREATE TABLE step (
              tenant TEXT NOT NULL, run TEXT NOT NULL, step TEXT NOT NULL, place INTEGER NOT NULL,
              state TEXT NOT NULL, open INTEGER NOT NULL, facet TEXT NOT NULL,
              schema INTEGER NOT NULL, document BLOB NOT NULL,
              PRIMARY KEY (tenant, run, step)) STRICT""",
            "CREATE INDEX step_open ON step (tenant, state, run, step, facet) WHERE open = 1",
            """
            CREATE TABLE item (
              tenant TEXT NOT NULL, run TEXT NOT NULL, step TEXT NOT NULL, item TEXT NOT NULL,
              place INTEGER NOT NULL, role TEXT NOT NULL, since INTEGER NOT NULL, open INTEGER NOT NULL,
              PRIMARY KEY (tenant, run, step, item)) STRICT, WITHOUT ROWID""",
            "CREATE INDEX inbox ON item (tenant, role, since, run, step, item) WHERE open = 1",
            """
            CREATE TABLE event (
              tenant TEXT NOT NULL, run TEXT NOT NULL, sequence INTEGER NOT NULL, type TEXT NOT NULL,
              schema INTEGER NOT NULL, at INTEGER NOT NULL, body BLOB NOT NULL,
              PRIMARY KEY (tenant, run, sequence)) STRICT""",
            """
            CREATE TABLE content (
              tenant TEXT NOT NULL, run TEXT NOT NULL, id TEXT NOT NULL, kind TEXT NOT NULL,
              salt BLOB, bytes BLOB,
              PRIMARY KEY (tenant, run, id)) STRICT""",
            """
            CREATE TABLE edge (
              place INTEGER PRIMARY KEY, tenant TEXT NOT NULL, run TEXT NOT NULL, digest BLOB NOT NULL,
              from_kind TEXT NOT NULL, from_id TEXT NOT NULL, to_kind TEXT NOT NULL, to_id TEXT NOT NULL,
              relation TEXT NOT NULL,
              UNIQUE (tenant, run, digest)) STRICT""",
            "CREATE INDEX edge_down ON edge (tenant, from_kind, from_id)",
            "CREATE INDEX edge_up ON edge (tenant, to_kind, to_id)",
            """
            CREATE TABLE unique_key (
              tenant TEXT NOT NULL, kind TEXT NOT NULL, value TEXT NOT NULL, run TEXT NOT NULL,
              PRIMARY KEY (tenant, kind, value)) STRICT, WITHOUT ROWID""",
            """
            CREATE TABLE command (
              tenant TEXT NOT NULL, id TEXT NOT NULL, run TEXT NOT NULL, version INTEGER NOT NULL,
              result BLOB NOT NULL,
              PRIMARY KEY (tenant, id)) STRICT, WITHOUT ROWID""");

    static final List<String> TABLES =
            List.of("command", "content", "edge", "event", "item", "run", "step", "unique_key");

    // A commit, in the order in which it looks and writes.

    static final String COMMAND = "SELECT run, version, result FROM command WHERE tenant = ? AND id = ?";
    static final String HOLDER = "SELECT run FROM unique_key WHERE tenant = ? AND kind = ? AND value = ?";

    static final String ADD_CONTENT = """
            INSERT INTO content (tenant, run, id, kind, salt, bytes) VALUES (?, ?, ?, ?, ?, ?)
            ON CONFLICT DO NOTHING""";
    static final String ADD_RUN = """
            INSERT INTO run (tenant, run, version, status, about, started, schema, document)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?)""";
    /** SQLite writes every index whose column is named here, changed or not; so what rarely changes is apart. */
    static final String CHANGE_RUN =
            "UPDATE run SET version = ?3, schema = ?4, document = ?5 WHERE tenant = ?1 AND run = ?2";

    static final String CHANGE_RUN_STATUS = "UPDATE run SET status = ?3 WHERE tenant = ?1 AND run = ?2";
    static final String CHANGE_RUN_PLACE = "UPDATE run SET about = ?3, started = ?4 WHERE tenant = ?1 AND run = ?2";
    static final String PUT_STEP = """
            INSERT INTO step (tenant, run, step, place, state, open, facet, schema, document)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT DO UPDATE SET state = excluded.state, open = excluded.open, facet = excluded.facet,
              schema = excluded.schema, document = excluded.document""";
    static final String REMOVE_ITEMS = "DELETE FROM item WHERE tenant = ? AND run = ? AND step = ?";
    static final String ADD_ITEM = """
            INSERT INTO item (tenant, run, step, item, place, role, since, open) VALUES (?, ?, ?, ?, ?, ?, ?, ?)""";
    static final String ADD_EVENT =
            "INSERT INTO event (tenant, run, sequence, type, schema, at, body) VALUES (?, ?, ?, ?, ?, ?, ?)";
    static final String ADD_EDGE = """
            INSERT INTO edge (tenant, run, digest, from_kind, from_id, to_kind, to_id, relation)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT DO NOTHING""";
    static final String ADD_KEY =
            "INSERT INTO unique_key (tenant, kind, value, run) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING";
    static final String ADD_COMMAND = "INSERT INTO command (tenant, id, run, version, result) VALUES (?, ?, ?, ?, ?)";
    static final String ERASE = """
            UPDATE content SET salt = NULL, bytes = NULL
            WHERE tenant = ? AND run = ? AND id = ? AND bytes IS NOT NULL""";

    // What is read of one run.

    static final String HEAD =
            "SELECT version, status, about, started, schema, document FROM run WHERE tenant = ? AND run = ?";
    static final String STEPS = """
            SELECT step, state, open, facet, schema, document FROM step WHERE tenant = ? AND run = ?
            ORDER BY place""";
    static final String ITEMS =
            "SELECT step, item, role, since FROM item WHERE tenant = ? AND run = ? ORDER BY step, place";
    static final String HISTORY = """
            SELECT sequence, type, schema, at, body FROM event
            WHERE tenant = ? AND run = ? AND sequence > ? ORDER BY sequence LIMIT ?""";
    static final String CONTENT = "SELECT id, kind, salt, bytes FROM content WHERE tenant = ? AND run = ? AND id = ?";

    // Lists. Each begins after a position, and each has an index in its order.

    static final String RUNS = runs("");
    static final String RUNS_OF_STATUS = runs("status = ? AND");
    static final String RUNS_ABOUT = runs("about = ? AND");
    static final String RUNS_OF_STATUS_ABOUT = runs("status = ? AND about = ? AND");
    static final String INBOX = """
            SELECT since, run, step, item FROM item
            WHERE tenant = ? AND role = ? AND open = 1 AND (since, run, step, item) > (?, ?, ?, ?)
            ORDER BY since, run, step, item LIMIT ?""";
    static final String WORK = """
            SELECT run, step FROM step WHERE tenant = ? AND state = ? AND open = 1 AND (run, step) > (?, ?)
            ORDER BY run, step LIMIT ?""";
    static final String TALLY = """
            SELECT facet, state, count(*) FROM step INDEXED BY step_open WHERE tenant = ? AND open = 1
            GROUP BY facet, state ORDER BY facet, state""";
    static final String UPSTREAM = edges("to_kind = ? AND to_id = ?");
    static final String DOWNSTREAM = edges("from_kind = ? AND from_id = ?");
    /** One at a time: a DISTINCT would read every run. */
    static final String NEXT_TENANT = "SELECT tenant FROM run WHERE tenant > ? ORDER BY tenant LIMIT 1";

    /** Runs whose version is not the number of their events: cannot be, unless the file was changed by others. */
    static final String UNEVEN_RUNS = """
            SELECT tenant, run, version, events FROM (
              SELECT tenant, run, version, (SELECT count(*) FROM event
                WHERE event.tenant = run.tenant AND event.run = run.run) AS events FROM run)
            WHERE version <> events LIMIT 100""";

    private Sql() {}

    private static String runs(String condition) {
        return "SELECT run, version, status, about, started, schema, document FROM run WHERE tenant = ? AND "
                + condition
                + " started <= ? AND (started < ? OR run > ?) ORDER BY started DESC, run LIMIT ?";
    }

    private static String edges(String condition) {
        return "SELECT from_kind, from_id, to_kind, to_id, relation, run FROM edge WHERE tenant = ? AND " + condition
                + " ORDER BY place LIMIT ?";
    }
}
