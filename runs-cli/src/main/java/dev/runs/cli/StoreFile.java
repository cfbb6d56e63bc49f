package dev.runs.cli;

import dev.runs.storage.StoreException;
import dev.runs.storage.jdbc.SqliteStore;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.ToIntFunction;

/** The file of a store that is there already: a store is opened for a while, and never made. */
final class StoreFile {
    private StoreFile() {}

    /** Does something with the store in a file and returns its exit code, or says why that cannot be. */
    static int use(Path file, PrintWriter err, ToIntFunction<SqliteStore> work) {
        if (isAbsentOrEmpty(file)) {
            // SqliteStore would make a store there.
            err.println("runs: Store file '" + file + "': there is no store.");
            err.println("Fix: give the path of a Runs store that is there.");
            return ExitCode.TOOL_ERROR;
        }
        StoreNotices notices = StoreNotices.to(err);
        try (SqliteStore store = SqliteStore.at(file)) {
            return work.applyAsInt(store);
        } catch (StoreException e) {
            err.println("runs: " + e.getMessage());
            return ExitCode.TOOL_ERROR;
        } finally {
            notices.close();
        }
    }

    /** A place that cannot be looked at is left to the store, which says why. */
    private static boolean isAbsentOrEmpty(Path file) {
        try {
            return Files.notExists(file) || (Files.isRegularFile(file) && Files.size(file) == 0);
        } catch (IOException e) {
            return false;
        }
    }
}
