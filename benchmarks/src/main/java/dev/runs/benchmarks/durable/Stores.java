package dev.runs.benchmarks.durable;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.runs.storage.InMemoryRunStore;
import dev.runs.storage.RunStore;
import dev.runs.storage.jdbc.PostgresOptions;
import dev.runs.storage.jdbc.PostgresStore;
import dev.runs.storage.jdbc.SchemaMode;
import dev.runs.storage.jdbc.SqliteStore;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.stream.Stream;

/**
 * A new and empty store of the kind that a benchmark's parameter names, and all that must be ended after it.
 *
 * <p>{@code memory} keeps nothing, {@code sqlite} is a file beside the program, {@code postgresql} a schema of its own on
 * {@link PostgresServer}. The latter two answer after the disk has confirmed.
 */
public final class Stores implements AutoCloseable {
    private static final int CONNECTIONS = 10;

    private final Deque<AutoCloseable> ends = new ArrayDeque<>();
    private final RunStore store;

    private Stores(String kind) throws IOException {
        this.store = switch (kind) {
            case "memory" -> new InMemoryRunStore();
            case "sqlite" -> sqlite();
            case "postgresql" -> postgres();
            default ->
                throw new IllegalArgumentException("no store '" + kind + "'; there are memory, sqlite and postgresql");
        };
        ends.push(store);
    }

    /** Opens a store. */
    public static Stores open(String kind) throws IOException {
        return new Stores(kind);
    }

    /** Returns the store. */
    public RunStore store() {
        return store;
    }

    private RunStore sqlite() throws IOException {
        Path folder = Files.createTempDirectory(besideTheProgram(), "store-");
        ends.push(() -> delete(folder));
        return SqliteStore.at(folder.resolve("runs.db"));
    }

    private RunStore postgres() {
        PostgresServer server = PostgresServer.get();
        String schema = server.newSchema();
        HikariConfig settings = new HikariConfig();
        settings.setJdbcUrl(server.url());
        settings.setSchema(schema);
        settings.setMaximumPoolSize(CONNECTIONS);
        HikariDataSource pool = new HikariDataSource(settings);
        ends.push(() -> server.drop(schema));
        ends.push(pool);
        return PostgresStore.on(pool, PostgresOptions.defaults().schemaMode(SchemaMode.MIGRATE));
    }

    /** On the disk of the sources: the folder for temporary files is often kept in memory, where commits cost nothing. */
    static Path besideTheProgram() {
        try {
            Path program = Path.of(Stores.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            return program.toAbsolutePath().resolveSibling(".").normalize();
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            List<Path> deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
            for (Path file : deepestFirst) {
                Files.delete(file);
            }
        }
    }

    /** Closes the store, and deletes what it wrote. */
    @Override
    public void close() {
        try {
            while (!ends.isEmpty()) {
                ends.pop().close();
            }
        } catch (Exception e) {
            throw new IllegalStateException("a store was not closed", e);
        }
    }
}
