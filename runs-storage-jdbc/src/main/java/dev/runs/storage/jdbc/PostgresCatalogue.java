package dev.runs.storage.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** What the database says about the tables that are there. */
final class PostgresCatalogue {
    /** The tables and columns that this version works with; those that a newer one added are no concern of it. */
    static final Map<String, List<String>> COLUMNS = new TreeMap<>(Map.ofEntries(
            table("run", "tenant run version status about started ended schema document"),
            table("step", "tenant run step place state open facet timer schema document"),
            table("item", "tenant run step item place role since due open"),
            table("event", "tenant run sequence type schema at body"),
            table("content", "tenant run id kind salt bytes"),
            table("edge", "tenant run digest place from_kind from_id to_kind to_id relation"),
            table("artifact", "tenant run digest place kind id step at"),
            table("unique_key", "tenant kind value run"),
            table("command", "tenant id run version result"),
            table("outbox", "place tenant run first last"),
            table("feed", "position tenant run first last"),
            table("feed_state", "id last trimmed"),
            table("bookmark", "reader position"),
            table("lease", "name holder token until")));

    /** The tables whose rows belong to a tenant. */
    static final List<String> TENANT_TABLES = COLUMNS.keySet().stream()
            .filter(table -> COLUMNS.getOrDefault(table, List.of()).contains("tenant"))
            .toList();

    private static final String COLUMNS_THERE = """
            SELECT c.relname, a.attname, c.relrowsecurity AND c.relforcerowsecurity
            FROM pg_catalog.pg_class c JOIN pg_catalog.pg_attribute a ON a.attrelid = c.oid
            WHERE c.oid = ANY (ARRAY(SELECT to_regclass(t.name) FROM unnest(?::text[]) AS t (name))::oid[])
              AND a.attnum > 0 AND NOT a.attisdropped""";

    private final PostgresTables tables;
    private final Map<String, Set<String>> columns = new HashMap<>();
    private final Set<String> walled = new HashSet<>();

    private PostgresCatalogue(PostgresTables tables) {
        this.tables = tables;
    }

    private static Map.Entry<String, List<String>> table(String name, String columns) {
        return Map.entry(name, List.of(columns.split(" ")));
    }

    static PostgresCatalogue of(Connection connection, PostgresTables tables) throws SQLException {
        PostgresCatalogue catalogue = new PostgresCatalogue(tables);
        new RoundTrip(connection)
                .then(COLUMNS_THERE, Column.words(COLUMNS.keySet(), tables::name))
                .rows(row -> catalogue.add(row.getString(1), row.getString(2), row.getBoolean(3)));
        return catalogue;
    }

    /** Returns whether the database has a schema of that name. */
    static boolean hasSchema(Connection connection, String schema) throws SQLException {
        String sql = "SELECT count(*) FROM pg_catalog.pg_namespace WHERE nspname = ?";
        return new RoundTrip(connection).then(sql, schema).number() > 0;
    }

    private boolean add(String table, String column, boolean isWalled) {
        if (isWalled) {
            walled.add(table);
        }
        return columns.computeIfAbsent(table, name -> new HashSet<>()).add(column);
    }

    /** Returns what is not there, as words for a message. */
    List<String> missing() {
        List<String> missing = new ArrayList<>();
        COLUMNS.forEach((table, wanted) -> {
            Set<String> there = columns.get(tables.plain(table));
            if (there == null) {
                missing.add("table " + tables.name(table));
                return;
            }
            wanted.stream()
                    .filter(column -> !there.contains(column))
                    .forEach(column -> missing.add("column " + column + " of table " + tables.name(table)));
        });
        return missing;
    }

    /** Returns the full names of the tables with tenants. */
    List<String> tenantTables() {
        return TENANT_TABLES.stream().map(tables::name).toList();
    }

    /** Returns those of them that nothing in the database keeps apart. */
    List<String> withoutWall() {
        return TENANT_TABLES.stream()
                .filter(table -> !walled.contains(tables.plain(table)))
                .map(tables::name)
                .toList();
    }
}
