package dev.runs.spring;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import javax.sql.DataSource;
import org.springframework.jdbc.datasource.ConnectionHolder;
import org.springframework.jdbc.datasource.DataSourceUtils;

/** A connection that Spring has bound to the calling thread, and by which data source. */
record Bound(DataSource key, ConnectionHolder holder) {
    static Optional<Bound> of(Object key, Object resource) {
        return key instanceof DataSource dataSource && resource instanceof ConnectionHolder holder && !holder.isVoid()
                ? Optional.of(new Bound(dataSource, holder))
                : Optional.empty();
    }

    /** Returns whether it is in a transaction; else the host only reads with it, and it is in autocommit mode. */
    boolean isInTransaction() {
        try {
            Connection connection = DataSourceUtils.doGetConnection(key);
            try {
                return !connection.getAutoCommit();
            } finally {
                DataSourceUtils.doReleaseConnection(connection, key);
            }
        } catch (SQLException e) {
            // It is there, and it is broken: whoever uses it learns why.
            return true;
        }
    }
}
