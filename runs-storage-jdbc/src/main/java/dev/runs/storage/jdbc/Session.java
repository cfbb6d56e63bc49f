package dev.runs.storage.jdbc;

import static java.nio.charset.StandardCharsets.UTF_8;

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
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A connection and the statements prepared on it. Used by one thread at a time.
 *
 * <p>Where the dialect has a guard, it is sent in front of every statement.
 */
final class Session implements AutoCloseable {
    /** The guard's value for statements over all tenants; no tenant's name has a control character. */
    static final String ALL_TENANTS = "\u0001all";

    /** Makes a value of the row that the result set is at. */
    interface RowReader<T> {
        T read(ResultSet row) throws SQLException;
    }

    /** Lists have a statement for each number of roles and the like. */
    private static final int MOST_STATEMENTS = 200;

    private static final System.Logger LOGGER = System.getLogger(Session.class.getName());

    private final Connection connection;
    private final boolean borrowed;
    private final Optional<String> guard;
    private final boolean binaryWords;
    private final Map<String, PreparedStatement> statements = new LinkedHashMap<>(16, 0.75f, true);
    private boolean overAllTenants;

    private Session(Connection connection, boolean borrowed, Optional<String> guard, boolean binaryWords) {
        this.connection = connection;
        this.borrowed = borrowed;
        this.guard = guard;
        this.binaryWords = binaryWords;
    }

    /** Returns a session that closes its connection. */
    Session(Connection connection) {
        this(connection, false, Optional.empty(), false);
    }

    /** Returns a session that leaves its connection open. */
    static Session borrowing(Connection connection, Dialect dialect) {
        return new Session(connection, true, dialect.guard(), dialect.binaryWords());
    }

    /** Returns this session, whose statements are over all tenants from now on and name none. */
    Session overAllTenants() {
        overAllTenants = true;
        return this;
    }

    /** Returns the connection, for what needs more than prepared statements. */
    Connection connection() {
        return connection;
    }

    /** Runs a statement without values that answers nothing of interest. */
    void run(String sql) throws SQLException {
        prepared(sql).execute();
    }

    /** Runs a statement and returns how many rows it changed. */
    int update(String sql, @Nullable Object... values) throws SQLException {
        if (guard.isPresent()) {
            return guarded(sql, values).getUpdateCount();
        }
        PreparedStatement statement = prepared(sql);
        bind(statement, 1, values);
        return statement.executeUpdate();
    }

    /** Returns all rows of a query. */
    <T> List<T> list(String sql, RowReader<T> reader, @Nullable Object... values) throws SQLException {
        List<T> rows = new ArrayList<>();
        try (ResultSet result = query(sql, values)) {
            while (result.next()) {
                rows.add(reader.read(result));
            }
        }
        return rows;
    }

    private ResultSet query(String sql, @Nullable Object... values) throws SQLException {
        if (guard.isPresent()) {
            return guarded(sql, values).getResultSet();
        }
        PreparedStatement statement = prepared(sql);
        bind(statement, 1, values);
        return statement.executeQuery();
    }

    /** Runs guard and statement in one execution, and returns with the statement's result as the current one. */
    private PreparedStatement guarded(String sql, @Nullable Object... values) throws SQLException {
        PreparedStatement statement = prepared(guard.orElseThrow() + ";\n" + sql);
        bind(statement, 1, overAllTenants ? ALL_TENANTS : values[0]);
        bind(statement, 2, values);
        statement.execute();
        statement.getMoreResults();
        return statement;
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

    /** Returns the instant in a column of microseconds, or empty if there is none. */
    static Optional<Instant> optionalInstant(ResultSet row, int column) throws SQLException {
        Instant value = instant(row, column);
        return row.wasNull() ? Optional.empty() : Optional.of(value);
    }

    /** Returns the instant in a column of microseconds. */
    static Instant instant(ResultSet row, int column) throws SQLException {
        return instant(row.getLong(column));
    }

    /** Returns the instant of a number of microseconds. */
    static Instant instant(long micros) {
        return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
    }

    /** Returns the bytes in a column that is not null; no bytes are null to some drivers. */
    static Bytes bytes(ResultSet row, int column) throws SQLException {
        byte[] value = row.getBytes(column);
        return value == null ? Bytes.empty() : Bytes.of(value);
    }

    @Override
    public void close() throws SQLException {
        if (!borrowed) {
            connection.close();
            return;
        }
        for (PreparedStatement statement : statements.values()) {
            statement.close();
        }
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
            if (statements.size() == MOST_STATEMENTS) {
                Iterator<PreparedStatement> eldest = statements.values().iterator();
                eldest.next().close();
                eldest.remove();
            }
            statement = connection.prepareStatement(sql);
            statements.put(sql, statement);
        }
        return statement;
    }

    private void bind(PreparedStatement statement, int first, @Nullable Object... values) throws SQLException {
        for (int i = 0; i < values.length; i++) {
            Object value = values[i];
            int index = first + i;
            if (value == null) {
                statement.setNull(index, Types.NULL);
            } else if (value instanceof String text && binaryWords) {
                statement.setBytes(index, text.getBytes(UTF_8));
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
