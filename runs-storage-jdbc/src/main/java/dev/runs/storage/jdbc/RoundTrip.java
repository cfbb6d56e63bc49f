package dev.runs.storage.jdbc;

import dev.runs.storage.Bytes;
import dev.runs.storage.Position;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Statements that go to PostgreSQL together and are answered together. Outside of a transaction they are one: all of them
 * are done, or none.
 */
final class RoundTrip {
    private final Connection connection;
    /** One statement is sent as it came: the driver knows it again by the very text. */
    private String text = "";

    private final List<@Nullable Object> values = new ArrayList<>();
    private boolean sent;

    RoundTrip(Connection connection) {
        this.connection = connection;
    }

    /** Adds a statement. */
    RoundTrip then(String sql, @Nullable Object... given) {
        text = text.isEmpty() ? sql : text + ";\n" + sql;
        for (Object value : given) {
            values.add(value);
        }
        return this;
    }

    /** Adds the statement, if there is one, that tells the database whose rows the rest is about. */
    RoundTrip guard(Optional<String> guard, String tenant) {
        guard.ifPresent(sql -> then(sql, tenant));
        return this;
    }

    /** Sends the statements and returns the rows of the last one that has rows. */
    <T> List<T> rows(Session.RowReader<T> reader) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(text)) {
            for (int i = 0; i < values.size(); i++) {
                bind(statement, i + 1, values.get(i));
            }
            sent = true;
            boolean hasRows = statement.execute();
            ResultSet last = null;
            while (hasRows || statement.getUpdateCount() != -1) {
                if (hasRows) {
                    last = statement.getResultSet();
                }
                hasRows = statement.getMoreResults(Statement.KEEP_CURRENT_RESULT);
            }
            return last == null ? List.of() : read(last, reader);
        }
    }

    /** Sends the statements and returns the first number of the only row that the last one with rows has. */
    long number() throws SQLException {
        return rows(row -> row.getLong(1)).get(0);
    }

    /** Returns whether anything can have reached the database. */
    boolean wasSent() {
        return sent;
    }

    private static <T> List<T> read(ResultSet result, Session.RowReader<T> reader) throws SQLException {
        List<T> rows = new ArrayList<>();
        while (result.next()) {
            rows.add(reader.read(result));
        }
        return rows;
    }

    private void bind(PreparedStatement statement, int index, @Nullable Object value) throws SQLException {
        if (value == null) {
            statement.setNull(index, Types.NULL);
        } else if (value instanceof String word) {
            statement.setString(index, word);
        } else if (value instanceof Integer number) {
            statement.setInt(index, number);
        } else if (value instanceof Long number) {
            statement.setLong(index, number);
        } else if (value instanceof Bytes bytes) {
            statement.setBytes(index, bytes.toByteArray());
        } else if (value instanceof Instant instant) {
            statement.setLong(index, Position.micros(instant));
        } else if (value instanceof Column column) {
            statement.setArray(index, connection.createArrayOf(column.type(), column.values()));
        } else {
            throw new IllegalArgumentException("a value of " + value.getClass() + " cannot be bound");
        }
    }
}
