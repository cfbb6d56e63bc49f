package dev.runs.storage.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;

/**
 * What is on the other end of a connection.
 *
 * @param version such as 150004 for 15.4
 * @param encoding how it keeps text
 * @param schema the schema that new tables go to; empty if there is none
 * @param aboveWalls whether row-level security does not hold for the role of the connection
 */
record PostgresServerInfo(int version, String encoding, Optional<String> schema, boolean aboveWalls) {
    private static final int OLDEST = 150_000;
    private static final int VERSIONS_PER_MAJOR = 10_000;

    private static final String SQL = """
            SELECT current_setting('server_version_num')::integer, current_setting('server_encoding'),
              current_schema(), (SELECT rolsuper OR rolbypassrls FROM pg_catalog.pg_roles WHERE rolname = current_user)""";

    /**
     * Asks the database.
     *
     * @param database the name for messages
     */
    static PostgresServerInfo of(Connection connection, String database) throws SQLException {
        String product = connection.getMetaData().getDatabaseProductName();
        if (!product.equals("PostgreSQL")) {
            throw PostgresFault.UNSUPPORTED.in(database, "it is " + product + ".");
        }
        return new RoundTrip(connection)
                .then(SQL)
                .rows(row -> new PostgresServerInfo(
                        row.getInt(1), row.getString(2), Optional.ofNullable(row.getString(3)), row.getBoolean(4)))
                .get(0);
    }

    /** Fails if it is too old, or cannot keep every character. */
    void check(String database) {
        if (version < OLDEST) {
            throw PostgresFault.UNSUPPORTED.in(
                    database,
                    "it is PostgreSQL " + version / VERSIONS_PER_MAJOR + "." + version % VERSIONS_PER_MAJOR + ".");
        }
        if (!encoding.equals("UTF8")) {
            throw PostgresFault.UNSUPPORTED.in(database, "its encoding is " + encoding + ".");
        }
    }

    /** Returns what a connection leads to, as in its URL, without what follows: that may have a password. */
    static String name(Connection connection) throws SQLException {
        String url = Optional.ofNullable(connection.getMetaData().getURL()).orElse("unknown");
        int begin = url.indexOf("//");
        String rest = begin < 0 ? url.substring(url.lastIndexOf(':') + 1) : url.substring(begin + 2);
        int end = rest.indexOf('?');
        return end < 0 ? rest : rest.substring(0, end);
    }
}
