package dev.runs.storage.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Properties;

/** Opens connections; a seam at which tests let them fail. */
@FunctionalInterface
interface Connector {
    /** Returns a new connection to the file of a SQLite URI, such as {@code file:///data/runs.db?mode=ro}. */
    Connection connect(String uri) throws SQLException;

    /** The driver itself, asked without {@link java.sql.DriverManager}, which depends on the caller's class loader. */
    static Connection driver(String uri) throws SQLException {
        Properties properties = new Properties();
        // Otherwise the driver asks for the last key after each INSERT.
        properties.setProperty("jdbc.get_generated_keys", "false");
        return org.sqlite.JDBC.createConnection("jdbc:sqlite:" + uri, properties);
    }
}
