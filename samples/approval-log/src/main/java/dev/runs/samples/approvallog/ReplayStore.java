package dev.runs.samples.approvallog;

import dev.runs.storage.InMemoryRunStore;
import dev.runs.storage.RunStore;
import dev.runs.storage.jdbc.Durability;
import dev.runs.storage.jdbc.SqliteOptions;
import dev.runs.storage.jdbc.SqliteStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Where the runs of a replay are kept: in memory, in a file that is thrown away afterwards, or in a file that stays if the
 * replay comes to its end. A replay that fails leaves nothing behind.
 */
final class ReplayStore implements AutoCloseable {
    private static final List<String> BESIDE_THE_FILE = List.of("", "-wal", "-shm", "-journal", ".lock");

    private final RunStore store;
    private final Optional<Path> file;
    private final boolean temporary;
    private final long heapBefore;
    private boolean complete;
    private boolean closed;

    private ReplayStore(RunStore store, Optional<Path> file, boolean temporary) {
        this.store = store;
        this.file = file;
        this.temporary = temporary;
        this.heapBefore = file.isPresent() ? 0 : usedHeap();
    }

    static ReplayStore inMemory() {
        return new ReplayStore(new InMemoryRunStore(), Optional.empty(), true);
    }

    /** Makes a file that is deleted when the store is closed. */
    static ReplayStore temporary() throws IOException {
        Path folder = Files.createTempDirectory("approval-log");
        Path file = folder.resolve("runs.db");
        // For a replay that is interrupted; deleted in the opposite order.
        folder.toFile().deleteOnExit();
        BESIDE_THE_FILE.forEach(suffix -> beside(file, suffix).toFile().deleteOnExit());
        return new ReplayStore(open(file), Optional.of(file), true);
    }

    /** Makes a file that stays, if {@link #complete} is called before the store is closed. */
    static ReplayStore kept(Path file) throws BadInputException {
        if (Files.exists(file)) {
            throw BadInputException.in(
                    file,
                    "There is a file already, and a replay begins with an empty store.",
                    "name a file that is not there, or delete this one");
        }
        return new ReplayStore(open(file), Optional.of(file), false);
    }

    private static RunStore open(Path file) {
        // An import can be done again, so it need not wait for the disk at every commit.
        return SqliteStore.at(file, SqliteOptions.defaults().durability(Durability.RELAXED));
    }

    RunStore store() {
        return store;
    }

    /** Says in a few words what the runs are kept in. */
    String words() {
        if (file.isEmpty()) {
            return "in memory";
        }
        String durability = "a SQLite file with relaxed durability, as is right for an import";
        return temporary ? durability + "; --store <file> keeps it" : durability + ": " + file.get();
    }

    /** The replay came to its end: what it wrote is whole. */
    void complete() {
        complete = true;
    }

    /** Returns how many bytes the runs take, on disk or (roughly) in memory. Closes a store on disk, to count all of it. */
    long bytes() throws IOException {
        if (file.isEmpty()) {
            return Math.max(0, usedHeap() - heapBefore);
        }
        closeStore();
        return Files.size(file.get());
    }

    @Override
    public void close() throws IOException {
        closeStore();
        if (file.isPresent() && (temporary || !complete)) {
            for (String suffix : BESIDE_THE_FILE) {
                Files.deleteIfExists(beside(file.get(), suffix));
            }
            if (temporary) {
                Files.delete(file.get().toAbsolutePath().getParent());
            }
        }
    }

    private void closeStore() {
        if (!closed) {
            closed = true;
            store.close();
        }
    }

    private static Path beside(Path file, String suffix) {
        return file.resolveSibling(file.getFileName() + suffix);
    }

    private static long usedHeap() {
        Runtime runtime = Runtime.getRuntime();
        runtime.gc();
        return runtime.totalMemory() - runtime.freeMemory();
    }
}
