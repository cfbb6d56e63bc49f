package dev.runs.storage.jdbc;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The statements that only PostgreSQL has, with the names that its tables have.
 *
 * <p>A commit is one statement: {@code head} moves the run from the expected version to the next, and everything else is
 * written only if it did. What {@code head} looks at besides the version is what was there when the statement began; that
 * is enough to answer most refusals without an error. What another transaction writes meanwhile is found by the counts at
 * the end, and then a division by zero takes everything back.
 *
 * <p>The locks are taken in the order run, command, keys in their order: whoever waits for one of them holds only what is
 * before it, so that commits cannot wait for each other in a circle.
 */
final class PostgresSql {
    /** In front of a statement it says whose rows the rest of the transaction is about. */
    static final String GUARD = "SELECT set_config('runs.tenant', ?, true)";

    static final String SAVEPOINT = "SAVEPOINT runs_call";
    static final String RELEASE = "RELEASE SAVEPOINT runs_call";
    static final String UNDO = "ROLLBACK TO SAVEPOINT runs_call; RELEASE SAVEPOINT runs_call";

    private static final String INPUT = """
            WITH input AS (
              SELECT ?::text AS tenant, ?::text AS run, ?::bigint AS expected, ?::bigint AS version, ?::text AS status,
                ?::text AS about, ?::bigint AS started, ?::bigint AS ended, ?::integer AS schema, ?::bytea AS document,
                ?::text AS command, ?::bytea AS result, ?::text[] AS key_kinds, ?::text[] AS key_values,
                ?::text[] AS content_ids)""";

    private static final String START = """
            , head AS (
              INSERT INTO {run} (tenant, run, version, status, about, started, ended, schema, document)
              SELECT n.tenant, n.run, n.version, n.status, n.about, n.started, n.ended, n.schema, n.document
              FROM input n WHERE {unused}
              ON CONFLICT (tenant, run) DO NOTHING
              RETURNING tenant, run)""";

    private static final String CONTINUE = """
            , head AS (
              UPDATE {run} AS r SET version = n.version, status = n.status, about = n.about, ended = n.ended,
                schema = n.schema, document = n.document
              FROM input n
              WHERE r.tenant = n.tenant AND r.run = n.run AND r.version = n.expected AND r.started = n.started
                AND {unused}
              RETURNING r.tenant, r.run)""";

    /**
     * Asked for each value by itself, as a subquery that has a value: the server could join an {@code EXISTS} the other
     * way round, on tables that are still small, and keep the plan that reads all of the table.
     */
    private static final String UNUSED = """
            (SELECT c.run FROM {command} c WHERE c.tenant = n.tenant AND c.id = n.command) IS NULL""";

    private static final String UNUSED_KEYS = """

              AND NOT EXISTS (SELECT FROM unnest(n.key_kinds, n.key_values) AS w (kind, "value")
                WHERE (SELECT k.run FROM {unique_key} k
                  WHERE k.tenant = n.tenant AND k.kind = w.kind AND k."value" = w."value") <> n.run)""";

    private static final String COMMAND_AND_EVENTS = """
            , added_command AS (
              INSERT INTO {command} (tenant, id, run, version, result)
              SELECT h.tenant, n.command, h.run, n.version, n.result FROM head h, input n
              ON CONFLICT DO NOTHING RETURNING tenant, run)
            , added_event AS (
              INSERT INTO {event} (tenant, run, sequence, type, schema, at, body)
              SELECT h.tenant, h.run, w.*
              FROM added_command h, unnest(?::bigint[], ?::text[], ?::integer[], ?::bigint[], ?::bytea[]) AS w)
            , added_outbox AS (
              INSERT INTO {outbox} (tenant, run, first, last)
              SELECT h.tenant, h.run, n.expected + 1, n.version FROM added_command h, input n)""";

    /** A key that the run has already is written again as it is, and counts. */
    private static final String KEYS = """
            , added_key AS (
              INSERT INTO {unique_key} AS k (tenant, kind, "value", run)
              SELECT h.tenant, w.kind, w."value", h.run
              FROM added_command h, input n, unnest(n.key_kinds, n.key_values) AS w (kind, "value")
              ON CONFLICT (tenant, kind, "value") DO UPDATE SET run = excluded.run WHERE k.run = excluded.run
              RETURNING run)""";

    /** What is there already is not written, and does not count. */
    private static final String CONTENT = """
            , added_content AS (
              INSERT INTO {content} (tenant, run, id, kind, salt, bytes)
              SELECT h.tenant, h.run, w.*
              FROM added_command h, input n, unnest(n.content_ids, ?::text[], ?::bytea[], ?::bytea[]) AS w
              ON CONFLICT DO NOTHING RETURNING run)""";

    private static final String STEPS = """
            , put_step AS (
              INSERT INTO {step} (tenant, run, step, place, state, open, facet, timer, schema, document)
              SELECT h.tenant, h.run, w.*
              FROM added_command h, unnest(?::text[], ?::bigint[], ?::text[], ?::smallint[], ?::text[], ?::bigint[],
                ?::integer[], ?::bytea[]) AS w
              ON CONFLICT (tenant, run, step) DO UPDATE SET state = excluded.state, open = excluded.open,
                facet = excluded.facet, timer = excluded.timer, schema = excluded.schema, document = excluded.document)""";

    /** Only items that are not named any more: a statement cannot delete a row and write it again. */
    private static final String REMOVE_ITEMS = """
            , removed_item AS (
              DELETE FROM {item} i USING added_command h
              WHERE i.tenant = h.tenant AND i.run = h.run AND i.step = ANY (?::text[])
                AND NOT EXISTS (SELECT FROM unnest(?::text[], ?::text[]) AS w (step, item)
                  WHERE w.step = i.step AND w.item = i.item))""";

    private static final String ITEMS = """
            , put_item AS (
              INSERT INTO {item} AS i (tenant, run, step, item, place, role, since, due, open)
              SELECT h.tenant, h.run, w.*
              FROM added_command h, unnest(?::text[], ?::text[], ?::bigint[], ?::text[], ?::bigint[], ?::bigint[],
                ?::smallint[]) AS w
              ON CONFLICT (tenant, run, step, item) DO UPDATE SET place = excluded.place, role = excluded.role,
                since = excluded.since, due = excluded.due, open = excluded.open
              WHERE (i.place, i.role, i.since, i.due, i.open)
                IS DISTINCT FROM (excluded.place, excluded.role, excluded.since, excluded.due, excluded.open))""";

    private static final String EDGES = """
            , added_edge AS (
              INSERT INTO {edge} (tenant, run, digest, place, from_kind, from_id, to_kind, to_id, relation)
              SELECT h.tenant, h.run, w.*
              FROM added_command h, unnest(?::bytea[], ?::bigint[], ?::text[], ?::text[], ?::text[], ?::text[],
                ?::text[]) AS w
              ON CONFLICT (tenant, run, digest) DO NOTHING)""";

    private static final String ARTIFACTS = """
            , added_artifact AS (
              INSERT INTO {artifact} (tenant, run, digest, place, kind, id, step, at)
              SELECT h.tenant, h.run, w.*
              FROM added_command h, unnest(?::bytea[], ?::bigint[], ?::text[], ?::text[], ?::text[], ?::bigint[]) AS w
              ON CONFLICT (tenant, run, digest) DO NOTHING)""";

    /**
     * Zero for a refusal, one for a commit, an error if another transaction was faster with the command or a key, or if
     * there was content of such an id.
     */
    private static final String RESULT = """

            SELECT CASE WHEN (SELECT count(*) FROM head) = 0 THEN 0
              ELSE 1 / (SELECT count(*) FROM added_command)::integer{all} END""";

    private static final String ALL_OF = """

              / (CASE WHEN (SELECT count(*) FROM {added}) = (SELECT cardinality({values}) FROM input)
                THEN 1 ELSE 0 END)""";

    private static final String ALL_KEYS = allOf("added_key", "key_kinds");
    private static final String ALL_CONTENT = allOf("added_content", "content_ids");

    /** Why a commit was refused, in one row: the command, the first taken key, the version, the first taken content. */
    final String reason;

    final String erase;
    final String remove;
    final String lockFeed;
    final String relay;
    final String feedAfter;
    final String feedState;
    final String trim;
    final String bookmarks;
    final String addBookmark;
    final String moveBookmark;
    final String removeBookmark;
    final String takeLease;
    final String findLease;
    final String releaseLease;
    final String forgetLeases;

    private final PostgresTables tables;
    /** The statements of commits by the kinds of rows that they have: some kilobytes each, and the same few all the time. */
    private final Map<List<Boolean>, String> commits = new ConcurrentHashMap<>();

    PostgresSql(PostgresTables tables) {
        this.tables = tables;
        reason = tables.of("""
                SELECT c.run, c.version, c.result, k.kind, k."value", k.run, r.version, r.started, t.id
                FROM (SELECT ?::text AS tenant, ?::text AS run, ?::text AS command) n
                LEFT JOIN {command} c ON c.tenant = n.tenant AND c.id = n.command
                LEFT JOIN LATERAL (
                  SELECT u.kind, u."value", u.run
                  FROM unnest(?::text[], ?::text[]) WITH ORDINALITY AS w (kind, "value", number)
                  JOIN {unique_key} u ON u.tenant = n.tenant AND u.kind = w.kind AND u."value" = w."value"
                  WHERE u.run <> n.run ORDER BY w.number LIMIT 1) k ON true
                LEFT JOIN {run} r ON r.tenant = n.tenant AND r.run = n.run
                LEFT JOIN LATERAL (
                  SELECT x.id FROM unnest(?::text[]) WITH ORDINALITY AS w (id, number)
                  JOIN {content} x ON x.tenant = n.tenant AND x.run = n.run AND x.id = w.id
                  ORDER BY w.number LIMIT 1) t ON true""");
        erase = tables.of("""
                WITH gone AS (
                  UPDATE {content} SET salt = NULL, bytes = NULL
                  WHERE tenant = ? AND run = ? AND bytes IS NOT NULL AND id = ANY (?::text[]) RETURNING 1)
                SELECT count(*) FROM gone""");
        remove = tables.of("WITH gone AS (\n  DELETE FROM {run} WHERE tenant = ? AND run = ? AND version = ?"
                + " RETURNING tenant, run)"
                + with("step")
                + with("item")
                + with("event")
                + with("content")
                + with("edge")
                + with("unique_key")
                + with("command")
                + "\nSELECT count(*) FROM gone");
        lockFeed = tables.of("SELECT last FROM {feed_state} WHERE id = 1 FOR UPDATE");
        // Waits for the lock in a statement of its own: the next one then sees what the other relay did.
        relay = tables.of("""
                WITH taken AS (
                  DELETE FROM {outbox} WHERE place = ANY (ARRAY(SELECT place FROM {outbox} ORDER BY place LIMIT ?))
                  RETURNING place, tenant, run, first, last)
                , added AS (
                  INSERT INTO {feed} (position, tenant, run, first, last)
                  SELECT s.last + row_number() OVER (ORDER BY t.place), t.tenant, t.run, t.first, t.last
                  FROM taken t, {feed_state} s WHERE s.id = 1)
                , moved AS (
                  UPDATE {feed_state} SET last = last + (SELECT count(*) FROM taken)
                  WHERE id = 1 AND EXISTS (SELECT FROM taken))
                SELECT count(*) FROM taken""");
        // The state is there also when no entry is.
        feedAfter = tables.of("""
                SELECT s.trimmed, f.position, f.tenant, f.run, f.first, f.last
                FROM {feed_state} s LEFT JOIN LATERAL (
                  SELECT position, tenant, run, first, last FROM {feed} WHERE position > ? ORDER BY position LIMIT ?) f
                  ON true
                WHERE s.id = 1 ORDER BY f.position""");
        feedState = tables.of("""
                SELECT trimmed, last, (SELECT count(*) FROM (SELECT FROM {outbox} LIMIT ?) w)
                FROM {feed_state} WHERE id = 1""");
        trim = tables.of("""
                WITH moved AS (
                  UPDATE {feed_state} SET trimmed = greatest(trimmed, least(?::bigint, last)) WHERE id = 1
                  RETURNING trimmed)
                , gone AS (DELETE FROM {feed} f USING moved m WHERE f.position <= m.trimmed RETURNING 1)
                SELECT count(*) FROM gone""");
        bookmarks = tables.of("SELECT reader, position FROM {bookmark}");
        addBookmark = tables.of("""
                INSERT INTO {bookmark} AS b (reader, position) VALUES (?, ?)
                ON CONFLICT (reader) DO UPDATE SET position = excluded.position WHERE b.position = 0
                RETURNING 1""");
        moveBookmark = tables.of("""
                UPDATE {bookmark} SET position = ? WHERE reader = ? AND position = ? RETURNING 1""");
        removeBookmark = tables.of("DELETE FROM {bookmark} WHERE reader = ? RETURNING 1");
        // A lease that was given back has no holder, and keeps its token.
        takeLease = tables.of("""
                INSERT INTO {lease} AS l (name, holder, token, until) VALUES (?, ?, 1, ?)
                ON CONFLICT (name) DO UPDATE SET holder = excluded.holder, until = excluded.until,
                  token = CASE WHEN l.holder IS NOT NULL AND l.until > ? THEN l.token ELSE l.token + 1 END
                WHERE l.holder IS NULL OR l.until <= ? OR l.holder = excluded.holder
                RETURNING token""");
        findLease = tables.of("SELECT holder, token, until FROM {lease} WHERE name = ? AND holder IS NOT NULL");
        releaseLease = tables.of("""
                UPDATE {lease} SET holder = NULL WHERE name = ? AND holder = ? AND token = ? RETURNING 1""");
        forgetLeases =
                tables.of("WITH gone AS (DELETE FROM {lease} WHERE until < ? RETURNING 1) SELECT count(*) FROM gone");
    }

    /**
     * Returns the statement of a commit that has the given kinds of rows. It takes the values of {@link PostgresCommit} in
     * the order of these parts.
     *
     * @param start whether the run is to begin with it
     */
    String commit(
            boolean start,
            boolean keys,
            boolean content,
            boolean steps,
            boolean items,
            boolean edges,
            boolean artifacts) {
        return commits.computeIfAbsent(
                List.of(start, keys, content, steps, items, edges, artifacts),
                kinds -> newCommit(start, keys, content, steps, items, edges, artifacts));
    }

    private String newCommit(
            boolean start,
            boolean keys,
            boolean content,
            boolean steps,
            boolean items,
            boolean edges,
            boolean artifacts) {
        String unused = UNUSED + (keys ? UNUSED_KEYS : "");
        return tables.of(INPUT
                + (start ? START : CONTINUE).replace("{unused}", unused)
                + COMMAND_AND_EVENTS
                + (keys ? KEYS : "")
                + (content ? CONTENT : "")
                + (steps ? STEPS : "")
                + (steps && !start ? REMOVE_ITEMS : "")
                + (items ? ITEMS : "")
                + (edges ? EDGES : "")
                + (artifacts ? ARTIFACTS : "")
                + RESULT.replace("{all}", (keys ? ALL_KEYS : "") + (content ? ALL_CONTENT : "")));
    }

    private static String allOf(String added, String values) {
        return ALL_OF.replace("{added}", added).replace("{values}", values);
    }

    private static String with(String table) {
        return "\n, gone_" + table + " AS (DELETE FROM {" + table
                + "} x USING gone g WHERE x.tenant = g.tenant AND x.run = g.run)";
    }
}
