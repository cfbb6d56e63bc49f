package dev.runs.storage.jdbc;

import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** The names that tables and indexes have in one database: {@code {run}} is a table, {@code [inbox]} an index. */
final class PostgresTables {
    private static final Pattern NAME = Pattern.compile("\\{(\\w+)}|\\[([a-z]\\w*)]");

    private final String schema;
    private final String prefix;

    /**
     * Makes the names.
     *
     * @param schema the database schema; empty for names that leave it to the connection
     */
    PostgresTables(Optional<String> schema, String prefix) {
        this.schema = schema.map(name -> '"' + name + "\".").orElse("");
        this.prefix = prefix;
    }

    /** Returns the full name of a table. */
    String name(String table) {
        return schema + plain(table);
    }

    /** Returns the name without the schema, as the database's catalogue has it. */
    String plain(String name) {
        return prefix + name;
    }

    /** Returns a statement with the names that are used here. */
    String of(String statement) {
        return NAME.matcher(statement)
                .replaceAll((MatchResult match) ->
                        match.group(1) == null ? '"' + plain(match.group(2)) + '"' : name(match.group(1)));
    }
}
