package dev.runs.storage.jdbc;

import dev.runs.storage.Bytes;
import dev.runs.storage.Position;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A connection and the statements prepared on it. Used by one thread at a time. */
final class Session implements AutoCloseable {
    /** Makes a value of the row that the result set is at. */
    interface RowReader<T> {
        T read(ResultSet row) throws SQLException;
    }

    private static final System.Logger LOGGER = System.getLogger(Session.class.getName());

    private final Connection connection;
    private final Map<String, PreparedStatement> statements = new HashMap<>();

    Session(Connection connection) {
        this.connection = connection;
    }

    /** Runs a statement without values that answers nothing of interest. */
    void run(String sql) throws SQLException {
        prepared(sql).execute();
    }

    /** Runs a statement and returns how many rows it changed. */
    int update(String sql, @Nullable Object... values) throws SQLException {
        PreparedStatement statement = prepared(sql);
        bind(statement, values);
        return statement.executeUpdate();
    }

    /** Returns all rows of a query. */
    <T> List<T> list(String sql, RowReader<T> reader, @Nullable Object... values) throws SQLException {
        PreparedStatement statement = prepared(sql);
        bind(statement, values);
        List<T> rows = new ArrayList<>();
        try (ResultSet result = statement.executeQuery()) {
            while (result.next()) {
                rows.add(reader.read(result));
            }
        }
        return rows;
    }

    /** Returns the only row of a query that has one at most. */
    <T> Optional<T> find(String sql, RowReader<T> reader, @Nullable Object... values) throws SQLException {
        List<T> rows = list(sql, reader, values);
        return rows.isEmpty() ? Optional.empty() : Optional.of(rows.get(0));
    }

    /** Returns the number that a query without values has in its first column. */
    long number(String sql) throws SQLException {
        return find(sql, row -> row.getLong(1)).orElseThrow();
    }

    /** Returns the instant in a column of microseconds. */
    static Instant instant(ResultSet row, int column) throws SQLException {
        return Instant.EPOCH.plus(row.getLong(column), ChronoUnit.MICROS);
    }

    /** Returns the bytes in a column that is not null; no bytes are null to some drivers. */
    static Bytes bytes(ResultSet row, int column) throws SQLException {
        byte[] value = row.getBytes(column);
        return value == null ? Bytes.empty() : Bytes.of(value);
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }

    /** Closes after a failure that is thrown on. */
    void closeAfter(Throwable failure) {
        try {
            close();
        } catch (SQLException e) {
            failure.addSuppressed(e);
        }
    }

    /** Closes where nobody could do anything about a failure; what was committed is safe. */
    void closeQuietly() {
        try {
            close();
        } catch (SQLException e) {
            LOGGER.log(System.Logger.Level.DEBUG, "a connection could not be closed", e);
        }
    }

    private PreparedStatement prepared(String sql) throws SQLException {
        PreparedStatement statement = statements.get(sql);
        if (statement == null) {
            statement = connection.prepareStatement(sql);
            statements.put(sql, statement);
        }
        return statement;
    }

    private static void bind(PreparedStatement statement, @Nullable Object... values) throws SQLException {
        for (int i = 0; i < values.length; i++) {
            Object value = values[i];
            int index = i + 1;
            if (value == null) {
                statement.setNull(index, Types.NULL);
            } else if (value instanceof String text) {
                statement.setString(index, text);
            } else if (value instanceof Number number) {
                statement.setLong(index, number.longValue());
            } else if (value instanceof Bytes bytes) {
                statement.setBytes(index, bytes.toByteArray());
            } else if (value instanceof Instant instant) {
                statement.setLong(index, Position.micros(instant));
            } else if (value instanceof Boolean flag) {
                statement.setLong(index, flag ? 1 : 0);
            } else {
                throw new IllegalArgumentException("a value of " + value.getClass() + " cannot be bound");
            }
        }
    }
}
