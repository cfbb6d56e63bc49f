package dev.runs.storage.jdbc;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;

/** A schema of its own on a server, and connections whose new tables go there. */
final class PostgresDatabase implements AutoCloseable {
    private final PostgresServer server;
    private final String schema;
    private final TestPool pool;

    PostgresDatabase(PostgresServer server, String schema) {
        this.server = server;
        this.schema = schema;
        this.pool = new TestPool(simple(""));
    }

    String schema() {
        return schema;
    }

    /** Returns the server and database, as messages name them. */
    String name() {
        String rest = server.url().substring(server.url().indexOf("//") + 2);
        return rest.substring(0, rest.indexOf('?'));
    }

    /** Returns connections that are kept when they are closed, as a host has them. */
    DataSource pool() {
        return pool;
    }

    /** Returns new connections each time, with more in the URL. */
    DataSource simple(String more) {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setUrl(url(more));
        return source;
    }

    String url(String more) {
        return server.url() + "&currentSchema=" + schema + more;
    }

    PostgresStore open() {
        return PostgresStore.on(pool, options());
    }

    static PostgresOptions options() {
        return PostgresOptions.defaults().schemaMode(SchemaMode.MIGRATE);
    }

    void run(String sql) throws SQLException {
        try (Connection connection = pool.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** Returns the first column of a query. */
    List<String> words(String sql) throws SQLException {
        List<String> words = new ArrayList<>();
        try (Connection connection = pool.getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                words.add(rows.getString(1));
            }
        }
        return words;
    }

    long number(String sql) throws SQLException {
        return Long.parseLong(words(sql).get(0));
    }

    @Override
    public void close() throws SQLException {
        pool.close();
        try (Connection connection = server.connect();
                Statement statement = connection.createStatement()) {
            statement.execute("DROP SCHEMA " + schema + " CASCADE");
        }
    }
}
