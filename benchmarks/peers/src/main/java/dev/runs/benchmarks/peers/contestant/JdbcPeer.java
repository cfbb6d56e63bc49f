package dev.runs.benchmarks.peers.contestant;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.UUID;

/**
 * What a program without any engine would do, and so the limit: a run is one row. It keeps no history, no steps and no rule,
 * and nobody checks who approves.
 */
final class JdbcPeer implements Peer {
    private static final String TABLE = """
            CREATE TABLE IF NOT EXISTS run (
              id text PRIMARY KEY, version bigint NOT NULL, state text NOT NULL, payload text NOT NULL,
              decided_by text, reason text, decided_at timestamptz)""";
    private static final String INSERT = "INSERT INTO run (id, version, state, payload) VALUES (?, 1, 'WAITING', ?)";
    private static final String READ = "SELECT version, state, payload FROM run WHERE id = ?";
    private static final String DECIDE =
            "UPDATE run SET state = 'READY', version = version + 1, decided_by = ?, reason = ?, decided_at = now()"
                    + " WHERE id = ? AND ";
    private static final String AS_READ = DECIDE + "version = ?";
    private static final String WHILE_WAITING = DECIDE + "state = 'WAITING'";

    private final HikariDataSource pool;
    private final boolean reads;

    private JdbcPeer(String url, boolean reads) throws SQLException {
        this.pool = Pool.open(url);
        this.reads = reads;
        try (Connection connection = pool.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(TABLE);
        }
    }

    /** Reads the run and writes it if it is as it was read, in a transaction. */
    static JdbcPeer withTwoStatements(String url) throws SQLException {
        return new JdbcPeer(url, true);
    }

    /** Writes the run if it waits, without having read it. */
    static JdbcPeer withOneStatement(String url) throws SQLException {
        return new JdbcPeer(url, false);
    }

    @Override
    public String start() throws SQLException {
        String id = UUID.randomUUID().toString();
        try (Connection connection = pool.getConnection();
                PreparedStatement insert = connection.prepareStatement(INSERT)) {
            insert.setString(1, id);
            insert.setString(2, PAYLOAD);
            insert.executeUpdate();
        }
        return id;
    }

    @Override
    public Question look(String run) {
        return () -> {
            try (Connection connection = pool.getConnection()) {
                if (reads) {
                    readAndWrite(connection, run);
                } else {
                    write(connection, run);
                }
            }
        };
    }

    private static void readAndWrite(Connection connection, String run) throws SQLException {
        connection.setAutoCommit(false);
        try (PreparedStatement read = connection.prepareStatement(READ);
                PreparedStatement write = connection.prepareStatement(AS_READ)) {
            read.setString(1, run);
            long version;
            try (ResultSet rows = read.executeQuery()) {
                if (!rows.next() || !rows.getString("state").equals("WAITING")) {
                    throw new IllegalStateException("run '" + run + "' does not wait");
                }
                version = rows.getLong("version");
            }
            write.setString(1, PERSON);
            write.setString(2, REASON);
            write.setString(3, run);
            write.setLong(4, version);
            if (write.executeUpdate() != 1) {
                throw new IllegalStateException("run '" + run + "' was changed by somebody else");
            }
            connection.commit();
        } finally {
            connection.setAutoCommit(true);
        }
    }

    private static void write(Connection connection, String run) throws SQLException {
        try (PreparedStatement write = connection.prepareStatement(WHILE_WAITING)) {
            write.setString(1, PERSON);
            write.setString(2, REASON);
            write.setString(3, run);
            if (write.executeUpdate() != 1) {
                throw new IllegalStateException("run '" + run + "' does not wait");
            }
        }
    }

    @Override
    public void close() {
        pool.close();
    }
}
