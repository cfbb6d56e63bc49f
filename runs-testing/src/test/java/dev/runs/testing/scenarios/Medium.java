package dev.runs.testing.scenarios;

import dev.runs.storage.InMemoryRunStore;
import dev.runs.storage.RunStore;
import dev.runs.storage.jdbc.SqliteStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Where the scenarios keep what happens. */
enum Medium {
    MEMORY("memory") {
        @Override
        Opened open() {
            RunStore store = new InMemoryRunStore();
            return new Opened(store, store);
        }
    },
    SQLITE("SQLite") {
        @Override
        Opened open() throws IOException {
            Path folder = Files.createTempDirectory("runs-scenario");
            RunStore store = SqliteStore.at(folder.resolve("runs.db"));
            return new Opened(store, () -> {
                store.close();
                delete(folder);
            });
        }
    },
    POSTGRESQL("PostgreSQL") {
        @Override
        Opened open() {
            return PostgresServer.get().open();
        }
    };

    private final String words;

    Medium(String words) {
        this.words = words;
    }

    /** An empty store, and what ends it. */
    record Opened(RunStore store, AutoCloseable end) {}

    abstract Opened open() throws Exception;

    @Override
    public String toString() {
        return words;
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            List<Path> deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
            for (Path file : deepestFirst) {
                Files.delete(file);
            }
        }
    }
}
