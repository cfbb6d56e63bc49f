package dev.runs.samples.embedplain;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The host's own rows. */
final class Opportunities {
    private Opportunities() {}

    /** An opportunity: {@code stage} is {@code open} or {@code won}. */
    record Opportunity(String id, String customer, String stage, boolean reference) {}

    static List<Opportunity> all(Connection connection) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(
                        "SELECT id, customer, stage, reference FROM opportunity ORDER BY id");
                ResultSet rows = query.executeQuery()) {
            List<Opportunity> all = new ArrayList<>();
            while (rows.next()) {
                all.add(row(rows));
            }
            return all;
        }
    }

    static Optional<Opportunity> find(Connection connection, String id) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(
                "SELECT id, customer, stage, reference FROM opportunity WHERE id = ? FOR UPDATE")) {
            query.setString(1, id);
            try (ResultSet rows = query.executeQuery()) {
                return rows.next() ? Optional.of(row(rows)) : Optional.empty();
            }
        }
    }

    private static Opportunity row(ResultSet rows) throws SQLException {
        return new Opportunity(rows.getString(1), rows.getString(2), rows.getString(3), rows.getBoolean(4));
    }

    static void win(Connection connection, String id) throws SQLException {
        update(connection, "UPDATE opportunity SET stage = 'won' WHERE id = ?", id);
    }

    static void markAsReference(Connection connection, String id) throws SQLException {
        update(connection, "UPDATE opportunity SET reference = TRUE WHERE id = ?", id);
    }

    /** Fails if there is an invoice with that number. */
    static void invoice(Connection connection, String number, String id) throws SQLException {
        update(connection, "INSERT INTO invoice (number, opportunity) VALUES (?, ?)", number, id);
    }

    private static void update(Connection connection, String sql, String... words) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < words.length; i++) {
                statement.setString(i + 1, words[i]);
            }
            statement.executeUpdate();
        }
    }
}
