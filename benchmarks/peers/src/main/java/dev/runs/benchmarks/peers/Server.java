package dev.runs.benchmarks.peers;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The PostgreSQL server that all contestants use, each with a database of its own. */
final class Server implements AutoCloseable {
    private static final Pattern URL = Pattern.compile("(jdbc:postgresql://[^/]+/)([^?]*)(\\?.*)?");
    /** What a commit is worth, and so what it costs. */
    private static final List<String> SETTINGS = List.of(
            "fsync", "synchronous_commit", "full_page_writes", "wal_sync_method", "shared_buffers", "max_wal_size");

    private final String url;
    private final AutoCloseable process;

    private Server(String url, AutoCloseable process) {
        this.url = url;
        this.process = process;
    }

    /** Starts one whose files are in a folder; every commit waits for the disk. */
    static Server start(Path folder) throws IOException {
        EmbeddedPostgres postgres = EmbeddedPostgres.builder()
                .setDataDirectory(folder)
                .setCleanDataDirectory(true)
                .setPgBinaryResolver(Server::binaries)
                // Unless told so, it would not keep what it has answered.
                .setServerConfig("fsync", "on")
                .setServerConfig("full_page_writes", "on")
                .setServerConfig("synchronous_commit", "on")
                .start();
        return new Server(postgres.getJdbcUrl("postgres", "postgres"), postgres);
    }

    /** Finds them where the class path names them first: in a build it names them twice, by the jar of the benchmarks too. */
    private static InputStream binaries(String system, String hardware) throws IOException {
        String name = ("/postgres-" + system + "-" + hardware + ".txz").toLowerCase(Locale.ROOT);
        InputStream found = Server.class.getResourceAsStream(name);
        if (found == null) {
            throw new IOException("there are no binaries of PostgreSQL for this machine: " + name);
        }
        return found;
    }

    /** Uses one that runs already; its user must be allowed to make databases. */
    static Server at(String url) {
        if (!URL.matcher(url).matches()) {
            throw new IllegalArgumentException(
                    "the server's URL must be jdbc:postgresql://HOST:PORT/DATABASE?user=NAME, and not " + url);
        }
        return new Server(url, () -> {});
    }

    /** Makes an empty database, in place of the one of that name that may be there. */
    String fresh(String name) throws SQLException {
        execute("DROP DATABASE IF EXISTS " + database(name) + " WITH (FORCE)");
        execute("CREATE DATABASE " + database(name));
        return url(name);
    }

    /** Returns the URL of a database that was made. */
    String url(String name) {
        Matcher parts = URL.matcher(url);
        if (!parts.matches()) {
            throw new IllegalStateException(url);
        }
        String rest = parts.group(3) == null ? "?ApplicationName=peers" : parts.group(3);
        return parts.group(1) + database(name) + rest;
    }

    /** Removes a database. */
    void drop(String name) throws SQLException {
        execute("DROP DATABASE IF EXISTS " + database(name) + " WITH (FORCE)");
    }

    private static String database(String name) {
        return "runs_peers_" + name.toLowerCase(Locale.ROOT);
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    String version() throws SQLException {
        return show("server_version");
    }

    Map<String, String> settings() throws SQLException {
        Map<String, String> settings = new TreeMap<>();
        for (String name : SETTINGS) {
            settings.put(name, show(name));
        }
        return settings;
    }

    private String show(String name) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SHOW " + name)) {
            rows.next();
            return rows.getString(1);
        }
    }

    @Override
    public void close() throws IOException {
        try {
            process.close();
        } catch (Exception e) {
            throw new IOException(e);
        }
    }
}
