package dev.runs.storage.jdbc;

import java.util.List;

/** The statements of databases in which a commit is written row by row. */
final class RowSql {
    final String headForUpdate;
    final String addRun;
    final String changeRun;
    final String changeRunStatus;
    final String changeRunPlace;
    final String addStep;
    final String changeStep;
    final String removeItems;
    final String addItem;
    final String addEvent;
    final String addContent;
    final String addEdge;
    final String artifactThere;
    final String addArtifact;
    final String addKey;
    final String addCommand;
    final String addToFeed;
    /** What goes with a run, in an order in which the run itself is last. */
    final List<String> remove;

    final String contentThere;

    /**
     * Makes the statements.
     *
     * @param forUpdate what keeps others from changing a row that was read, where reading it does not
     * @param feed the table in which followers find a commit: the feed itself, or the outbox from which it is relayed
     */
    RowSql(Sql sql, String forUpdate, String feed) {
        headForUpdate = sql.of("SELECT version, status, about, started, ended, schema, document FROM {run}"
                + " WHERE tenant = ? AND run = ?" + forUpdate);
        addRun = sql.of("""
                INSERT INTO {run} (tenant, run, version, status, about, started, ended, schema, document)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)""");
        // SQLite writes every index whose column is named here, changed or not; so what rarely changes is apart.
        changeRun = sql.of("UPDATE {run} SET version = ?, schema = ?, document = ? WHERE tenant = ? AND run = ?");
        changeRunStatus = sql.of("UPDATE {run} SET status = ? WHERE tenant = ? AND run = ?");
        changeRunPlace = sql.of("UPDATE {run} SET about = ?, ended = ? WHERE tenant = ? AND run = ?");
        addStep = sql.of("""
                INSERT INTO {step} (tenant, run, step, place, state, open, facet, timer, schema, document)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""");
        changeStep = sql.of("""
                UPDATE {step} SET state = ?, open = ?, facet = ?, timer = ?, schema = ?, document = ?
                WHERE tenant = ? AND run = ? AND step = ?""");
        removeItems = sql.of("DELETE FROM {item} WHERE tenant = ? AND run = ? AND step = ?");
        addItem = sql.of("""
                INSERT INTO {item} (tenant, run, step, item, place, role, since, due, open)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)""");
        addEvent = sql.of("""
                INSERT INTO {event} (tenant, run, sequence, type, schema, at, body) VALUES (?, ?, ?, ?, ?, ?, ?)""");
        contentThere = sql.of("SELECT id FROM {content} WHERE tenant = ? AND run = ? AND id = ?");
        addContent = sql.of("INSERT INTO {content} (tenant, run, id, kind, salt, bytes) VALUES (?, ?, ?, ?, ?, ?)");
        addEdge = sql.of("""
                INSERT INTO {edge} (tenant, run, digest, place, from_kind, from_id, to_kind, to_id, relation)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)""");
        artifactThere = sql.of("SELECT step FROM {artifact} WHERE tenant = ? AND run = ? AND digest = ?");
        addArtifact = sql.of("""
                INSERT INTO {artifact} (tenant, run, digest, place, kind, id, step, at) VALUES (?, ?, ?, ?, ?, ?, ?, ?)""");
        addKey = sql.of("INSERT INTO {unique_key} (tenant, kind, \"value\", run) VALUES (?, ?, ?, ?)");
        addCommand = sql.of("INSERT INTO {command} (tenant, id, run, version, result) VALUES (?, ?, ?, ?, ?)");
        addToFeed = sql.of("INSERT INTO {" + feed + "} (tenant, run, first, last) VALUES (?, ?, ?, ?)");
        remove = List.of(
                remove(sql, "item"),
                remove(sql, "step"),
                remove(sql, "event"),
                remove(sql, "content"),
                remove(sql, "edge"),
                remove(sql, "artifact"),
                remove(sql, "unique_key"),
                remove(sql, "command"),
                remove(sql, "run"));
    }

    private static String remove(Sql sql, String table) {
        return sql.of("DELETE FROM {" + table + "} WHERE tenant = ? AND run = ?");
    }
}
