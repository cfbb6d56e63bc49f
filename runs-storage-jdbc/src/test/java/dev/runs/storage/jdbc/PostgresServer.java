package dev.runs.storage.jdbc;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Assumptions;

/**
 * A PostgreSQL server for the tests of this JVM, in this order: the one at {@code -Druns.postgres.url=jdbc:postgresql:...},
 * the embedded one, the one whose {@code postgres} is on the PATH. Each test takes a new database schema, which is cheap.
 *
 * <p>Where there is none, the tests are reported as skipped; where the environment has {@code CI} they fail.
 */
final class PostgresServer {
    private static final AtomicInteger SCHEMAS = new AtomicInteger();
    /** What is measured must not depend on when a checkpoint or a vacuum was. */
    private static final List<String> OFF = List.of("full_page_writes", "autovacuum");

    private static Optional<PostgresServer> first = Optional.empty();
    private static Optional<PostgresServer> onPath = Optional.empty();

    private final String url;
    /** Whether it was started for the tests, so that nobody else writes to it. */
    private final boolean ours;

    private PostgresServer(String url, boolean ours) {
        this.url = url;
        this.ours = ours;
    }

    /** Returns the first server that can be had. */
    static synchronized PostgresServer get() {
        if (first.isEmpty()) {
            first = Optional.ofNullable(System.getProperty("runs.postgres.url"))
                    .map(url -> new PostgresServer(url, false))
                    .or(PostgresServer::embedded)
                    .or(PostgresServer::startOnPath);
        }
        return first.orElseGet(() -> absent("no PostgreSQL: neither -Druns.postgres.url, nor the embedded binaries, nor"
                + " 'postgres' on the PATH"));
    }

    /** Returns the server on the PATH if it has another version than the first one. */
    static synchronized PostgresServer other() {
        if (onPath.isEmpty()) {
            onPath = startOnPath();
        }
        // One version must be tested; a second one is welcome.
        PostgresServer server =
                onPath.orElseGet(() -> Assumptions.abort("no second version: no 'postgres' and 'initdb' on the PATH"));
        Assumptions.assumeTrue(
                server.version() != get().version(), "the server on the PATH has the version that was tested already");
        return server;
    }

    private static PostgresServer absent(String what) {
        if (System.getenv("CI") != null) {
            throw new AssertionError(what);
        }
        System.err.println("SKIPPED: " + what);
        return Assumptions.abort(what);
    }

    private static Optional<PostgresServer> embedded() {
        try {
            EmbeddedPostgres.Builder builder = EmbeddedPostgres.builder();
            for (String setting : OFF) {
                builder.setServerConfig(setting, "off");
            }
            // It ends with this process. Unless told so, it would not keep what it has answered.
            EmbeddedPostgres server = builder.setServerConfig("fsync", "on")
                    .setServerConfig("synchronous_commit", "on")
                    .start();
            return Optional.of(new PostgresServer(server.getJdbcUrl("postgres", "postgres"), true));
        } catch (IOException | RuntimeException e) {
            System.err.println("the embedded PostgreSQL cannot be started: " + e);
            return Optional.empty();
        }
    }

    private static Optional<PostgresServer> startOnPath() {
        Optional<Path> postgres = Programs.find("postgres");
        Optional<Path> initdb = Programs.find("initdb");
        if (postgres.isEmpty() || initdb.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(start(postgres.get(), initdb.get()));
        } catch (IOException | InterruptedException e) {
            throw new AssertionError("the PostgreSQL on the PATH cannot be started", e);
        }
    }

    private static PostgresServer start(Path postgres, Path initdb) throws IOException, InterruptedException {
        Path folder = Programs.folder("postgres");
        String data = folder.resolve("data").toString();
        Programs.run(folder, initdb.toString(), "-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--no-sync");
        int port = Programs.freePort();
        List<String> command = new ArrayList<>(List.of(postgres.toString(), "-D", data, "-p", Integer.toString(port)));
        command.addAll(List.of("-h", "127.0.0.1", "-k", folder.toString()));
        OFF.forEach(setting -> command.addAll(List.of("-c", setting + "=off")));
        Programs.start(folder, "ready to accept connections", command);
        return new PostgresServer("jdbc:postgresql://127.0.0.1:" + port + "/postgres?user=postgres", true);
    }

    /** Returns the URL of the server's database, with a user and a query that more can be added to. */
    String url() {
        return url;
    }

    boolean isOurs() {
        return ours;
    }

    Connection connect() throws SQLException {
        return DriverManager.getConnection(url);
    }

    int version() {
        try (Connection connection = connect()) {
            return connection.getMetaData().getDatabaseMajorVersion();
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    /** Makes an empty schema, to be the connections' own. */
    PostgresDatabase newDatabase() throws SQLException {
        String schema = "runs_test_" + ProcessHandle.current().pid() + "_" + SCHEMAS.incrementAndGet();
        try (Connection connection = connect();
                var statement = connection.createStatement()) {
            statement.execute("CREATE SCHEMA " + schema);
        }
        return new PostgresDatabase(this, schema);
    }

    /** Other programs that the tests start, as a user who is not root. They end with this process. */
    static final class Programs {
        private static final boolean ROOT = "root".equals(System.getProperty("user.name"));
        private static final String USER = "nobody";

        private Programs() {}

        static Optional<Path> find(String name) {
            List<String> folders = new ArrayList<>(List.of(System.getenv("PATH").split(File.pathSeparator)));
            folders.add("/usr/sbin");
            return folders.stream()
                    .map(folder -> Path.of(folder, name))
                    .filter(Files::isExecutable)
                    .findFirst();
        }

        static int freePort() throws IOException {
            try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
                return socket.getLocalPort();
            }
        }

        /** Makes a folder that belongs to the user as whom programs are run. */
        static Path folder(String name) throws IOException, InterruptedException {
            Path folder = Files.createTempDirectory("runs-" + name);
            if (ROOT) {
                complete(new ProcessBuilder("chown", USER, folder.toString()));
            }
            return folder;
        }

        /** Runs a program to its end. */
        static void run(Path folder, String... command) throws IOException, InterruptedException {
            complete(builder(folder, List.of(command)));
        }

        /** Starts a program, and returns when it has printed that it is ready. */
        static Process start(Path folder, String ready, List<String> command) throws IOException {
            Process process = builder(folder, command).start();
            Runtime.getRuntime().addShutdownHook(new Thread(() -> end(process, folder)));
            StringBuilder printed = new StringBuilder();
            BufferedReader output = process.inputReader(StandardCharsets.UTF_8);
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                printed.append(line).append('\n');
                if (line.contains(ready)) {
                    Thread drain = new Thread(() -> output.lines().forEach(ignored -> {}));
                    drain.setDaemon(true);
                    drain.start();
                    return process;
                }
            }
            throw new IOException(command + " ended: " + printed);
        }

        private static ProcessBuilder builder(Path folder, List<String> command) {
            List<String> whole = new ArrayList<>();
            if (ROOT) {
                whole.addAll(List.of("setpriv", "--reuid=" + USER, "--clear-groups"));
            }
            whole.addAll(command);
            return new ProcessBuilder(whole).directory(folder.toFile()).redirectErrorStream(true);
        }

        /** Returns what a program prints. */
        static String output(String... command) throws IOException {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }

        private static void complete(ProcessBuilder builder) throws IOException, InterruptedException {
            Process process = builder.redirectErrorStream(true).start();
            String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new IOException(builder.command() + " failed: " + printed);
            }
        }

        /** SIGQUIT ends a PostgreSQL server at once and without leaving anything of it running. */
        private static void end(Process process, Path folder) {
            try {
                new ProcessBuilder("kill", "-QUIT", Long.toString(process.pid()))
                        .start()
                        .waitFor();
                if (!process.waitFor(10, TimeUnit.SECONDS)) {
                    process.destroyForcibly();
                }
                new ProcessBuilder("rm", "-rf", folder.toString()).start().waitFor();
            } catch (IOException | InterruptedException e) {
                System.err.println("a server of the tests was not ended: " + e);
            }
        }
    }
}
