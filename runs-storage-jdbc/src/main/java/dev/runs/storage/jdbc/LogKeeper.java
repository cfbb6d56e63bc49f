package dev.runs.storage.jdbc;

import dev.runs.storage.StoreException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Keeps the write-ahead log short. SQLite begins it anew when everything in it was copied into the file and nobody reads
 * it; with a few threads that always read there is no such moment, and it grows without end. So the readers are held for
 * a moment when it has grown too long, and when content was erased that still stands in it.
 */
final class LogKeeper {
    /** Four times the length at which SQLite itself begins to copy. */
    private static final long MOST_BYTES = 16L << 20;

    private static final System.Logger LOGGER = System.getLogger(LogKeeper.class.getName());

    private final Path store;
    private final Path log;
    private final Writer writer;
    private final Readers readers;
    private final ReentrantLock emptying = new ReentrantLock();
    private volatile long limit = MOST_BYTES;

    LogKeeper(Path store, Writer writer, Readers readers) {
        this.store = store;
        this.log = store.resolveSibling(store.getFileName() + "-wal");
        this.writer = writer;
        this.readers = readers;
    }

    /** After a commit, which is written whatever happens here. */
    void afterCommit() {
        if (size() <= limit || !emptying.tryLock()) {
            return;
        }
        try {
            // If another process reads it, that is not tried again at every commit.
            limit = empty() ? MOST_BYTES : size() + MOST_BYTES;
        } catch (StoreException e) {
            LOGGER.log(System.Logger.Level.DEBUG, "the log of " + store + " could not be emptied", e);
        } finally {
            emptying.unlock();
        }
    }

    /** After content was erased, which is done whatever happens here. */
    void afterErasure() {
        String problem = "another process still reads it.";
        try {
            if (empty()) {
                return;
            }
        } catch (StoreException e) {
            problem = String.valueOf(e.getMessage());
        }
        LOGGER.log(
                System.Logger.Level.WARNING,
                SqliteFault.LOG_KEPT
                        .in(store, "erased content stays in the log for now: " + problem)
                        .getMessage());
    }

    private boolean empty() {
        return readers.pause(writer::emptyLog);
    }

    private long size() {
        try {
            return Files.exists(log) ? Files.size(log) : 0;
        } catch (IOException e) {
            return 0;
        }
    }
}
