package dev.runs.storage.jdbc;

import java.util.Collections;
import java.util.function.UnaryOperator;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * The statements that all databases share, with the names that the tables have in one of them.
 *
 * <p>The first value of each statement is the tenant, but for the few over all tenants, whose names say so. Instants are
 * microseconds since 1970, flags are 0 and 1. Text is compared by its bytes, which is the order of
 * {@link dev.runs.storage.Names#ORDER}.
 *
 * <p>A list over several roles, states or statuses is as many short queries, each in the order of an index, merged: one
 * condition over them all would sort every row that matches.
 */
final class Sql {
    private static final Pattern TABLE = Pattern.compile("\\{(\\w+)}");

    /** One tenant after the other: a DISTINCT would read every run. */
    static final String EACH_TENANT = """
            WITH RECURSIVE t (tenant) AS (
              SELECT min(tenant) FROM {run} WHERE tenant > ?
              UNION ALL
              SELECT (SELECT min(r.tenant) FROM {run} r WHERE r.tenant > t.tenant) FROM t WHERE t.tenant IS NOT NULL)
            SELECT tenant FROM t WHERE tenant IS NOT NULL LIMIT ?""";

    private final UnaryOperator<String> tables;

    final String command;
    final String holder;
    final String load;
    final String history;
    final String tally;
    final String timers;
    final String ended;
    final String artifacts;
    final String upstream;
    final String downstream;
    final String nextTenantsOfAll;

    /**
     * Makes the statements.
     *
     * @param tables the name of a table in the database, by its name here
     * @param openStepsHint what makes the database count open steps in their index, where it needs to be told
     * @param nextTenants the statement that lists tenants, in which a table's name is in braces
     */
    Sql(UnaryOperator<String> tables, String openStepsHint, String nextTenants) {
        this.tables = tables;
        command = of("SELECT run, version, result FROM {command} WHERE tenant = ? AND id = ?");
        holder = of("SELECT run FROM {unique_key} WHERE tenant = ? AND kind = ? AND \"value\" = ?");
        load = of("""
                SELECT 0, version, started, ended, schema, status, about, NULL, document
                FROM {run} WHERE tenant = ? AND run = ?
                UNION ALL
                SELECT 1, place, open, timer, schema, step, state, facet, document
                FROM {step} WHERE tenant = ? AND run = ?
                UNION ALL
                SELECT 2, place, since, due, 0, step, item, role, NULL
                FROM {item} WHERE tenant = ? AND run = ?""");
        history = of("""
                SELECT sequence, type, schema, at, body FROM {event}
                WHERE tenant = ? AND run = ? AND sequence > ? ORDER BY sequence LIMIT ?""");
        tally = of("SELECT facet, state, count(*) FROM {step}" + openStepsHint
                + " WHERE tenant = ? AND open = 1 GROUP BY facet, state ORDER BY facet, state");
        timers = of("""
                SELECT timer, run, step FROM {step}
                WHERE tenant = ? AND open = 1 AND timer <= ? AND (timer, run, step) > (?, ?, ?)
                ORDER BY timer, run, step LIMIT ?""");
        ended = of("""
                SELECT run, version, status, about, started, ended, schema, document FROM {run}
                WHERE tenant = ? AND ended < ? AND (ended, run) > (?, ?)
                ORDER BY ended, run LIMIT ?""");
        upstream = edges("to_kind = ? AND to_id = ?");
        downstream = edges("from_kind = ? AND from_id = ?");
        artifacts = of("""
                SELECT at, kind, id, run, step, place FROM {artifact}
                WHERE tenant = ? AND kind = ? AND at <= ? AND (at < ? OR (run, place) > (?, ?))
                ORDER BY at DESC, run, place LIMIT ?""");
        nextTenantsOfAll = of(nextTenants);
    }

    /** Returns a statement in which every {@code {table}} has the name that it has in the database. */
    String of(String statement) {
        return TABLE.matcher(statement).replaceAll((MatchResult match) -> tables.apply(match.group(1)));
    }

    private String edges(String condition) {
        return of("SELECT from_kind, from_id, to_kind, to_id, relation, run, place FROM {edge} WHERE tenant = ? AND "
                + condition + " AND (run, place) > (?, ?) ORDER BY run, place LIMIT ?");
    }

    /** Returns the statement that reads some contents of a run. */
    String content(int ids) {
        return of("SELECT id, kind, salt, bytes FROM {content} WHERE tenant = ? AND run = ? AND id IN (" + marks(ids)
                + ")");
    }

    /** Returns the statement that erases some contents of a run. */
    String erase(int ids) {
        return of("UPDATE {content} SET salt = NULL, bytes = NULL"
                + " WHERE tenant = ? AND run = ? AND bytes IS NOT NULL AND id IN (" + marks(ids) + ")");
    }

    /** Returns the statement that finds which of some edges a run has. */
    String edgesThere(int digests) {
        return of("SELECT digest FROM {edge} WHERE tenant = ? AND run = ? AND digest IN (" + marks(digests) + ")");
    }

    /** Returns the statement that lists runs, of one of some statuses if there are any. */
    String runs(int statuses, boolean about) {
        String condition = (statuses > 0 ? "status = ? AND " : "") + (about ? "about = ? AND " : "");
        return merged(
                Math.max(1, statuses),
                "SELECT run, version, status, about, started, ended, schema, document FROM {run} WHERE tenant = ? AND "
                        + condition + "started <= ? AND (started < ? OR run > ?)",
                "started DESC, run");
    }

    /** Returns the statement that lists the items of some roles. */
    String inbox(int roles) {
        return merged(
                roles,
                "SELECT since, run, step, item, role, due FROM {item}"
                        + " WHERE tenant = ? AND role = ? AND open = 1 AND (since, run, step, item) > (?, ?, ?, ?)",
                "since, run, step, item");
    }

    /** Returns the statement that lists the late items of some roles. */
    String overdue(int roles) {
        return merged(
                roles,
                "SELECT since, run, step, item, role, due FROM {item}"
                        + " WHERE tenant = ? AND role = ? AND open = 1 AND due < ? AND (due, run, step, item) > (?, ?, ?, ?)",
                "due, run, step, item");
    }

    /** Returns the statement that counts the items of some roles, each in one row with the role's number. */
    String inboxCounts(int roles) {
        StringBuilder union = new StringBuilder();
        for (int i = 0; i < roles; i++) {
            union.append(i == 0 ? "" : "\nUNION ALL\n")
                    .append("SELECT ")
                    .append(i)
                    .append(", (SELECT count(*) FROM (SELECT 1 FROM {item} WHERE tenant = ? AND role = ? AND open = 1")
                    .append(" LIMIT ?) w), (SELECT count(*) FROM (SELECT 1 FROM {item}")
                    .append(" WHERE tenant = ? AND role = ? AND open = 1 AND due < ? LIMIT ?) o)");
        }
        return of(union.toString());
    }

    /** Returns the statement that lists open steps in some states. */
    String work(int states) {
        return merged(
                states,
                "SELECT run, step, state FROM {step}"
                        + " WHERE tenant = ? AND state = ? AND open = 1 AND (run, step) > (?, ?)",
                "run, step");
    }

    /** As many queries of one form as there are words, each with a limit of its own, in one order and with one limit. */
    private String merged(int count, String query, String order) {
        if (count == 1) {
            return of(query + " ORDER BY " + order + " LIMIT ?");
        }
        StringBuilder union = new StringBuilder("SELECT * FROM (");
        for (int i = 0; i < count; i++) {
            union.append(i == 0 ? "" : "\nUNION ALL\n")
                    .append("SELECT * FROM (")
                    .append(query)
                    .append(" ORDER BY ")
                    .append(order)
                    .append(" LIMIT ?) q")
                    .append(i);
        }
        return of(union.append(") m ORDER BY ").append(order).append(" LIMIT ?").toString());
    }

    private static String marks(int count) {
        return String.join(", ", Collections.nCopies(count, "?"));
    }
}
