package dev.runs.storage.jdbc;

import dev.runs.storage.StoreException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;

/**
 * Looks at a path before anything is opened for writing, and refuses what is not a store of ours without changing it.
 *
 * <p>The header is read through SQLite and not as a file: when a process closes a file, POSIX releases all its locks on
 * it, those of another open store included. It is read as {@code immutable}, so that no log is replayed, and with
 * {@code writable_schema}, because a file may rightly be shorter than its header says while its log holds the rest.
 */
final class FileCheck {
    private static final long SMALLEST_DATABASE = 512;

    private final Path file;
    private final Connector connector;

    private FileCheck(Path file, Connector connector) {
        this.file = file;
        this.connector = connector;
    }

    /**
     * Returns the real path of a store, or of the place where one can be made.
     *
     * @throws StoreException if it is not usable
     */
    static Path check(Path given, Connector connector) {
        Path file = real(given.toAbsolutePath().normalize());
        new FileCheck(file, connector).check();
        return file;
    }

    private static Path real(Path file) {
        try {
            if (Files.exists(file)) {
                return file.toRealPath();
            }
            Path folder = file.getParent();
            Path name = file.getFileName();
            if (folder == null || name == null || !Files.isDirectory(folder)) {
                throw SqliteFault.NO_PLACE.in(file, "there is no folder '" + folder + "'.");
            }
            return folder.toRealPath().resolve(name);
        } catch (IOException e) {
            throw SqliteFault.NO_PLACE.in(file, "its place cannot be found: " + e.getMessage(), e);
        }
    }

    private void check() {
        if (Files.isDirectory(file)) {
            throw SqliteFault.NOT_A_FILE.in(file, "it is a folder.");
        }
        if (Files.exists(file) && !Files.isRegularFile(file)) {
            throw SqliteFault.NOT_A_FILE.in(file, "it is not a regular file.");
        }
        Path folder = file.getParent();
        if (folder == null || !Files.isWritable(folder)) {
            throw SqliteFault.NO_PLACE.in(
                    file, "this process may not write in the folder '" + folder + "', where the store needs its log.");
        }
        long size = size(file);
        // An empty file was left by a process that died while it made the store, or by a tool that makes names for
        // files.
        if (size > 0) {
            checkHeader(size);
        } else if (size(file.resolveSibling(file.getFileName() + "-wal")) > 0) {
            // SQLite would delete the log.
            throw SqliteFault.DAMAGED.in(file, "it is missing or empty, though its log is not.");
        }
    }

    private void checkHeader(long size) {
        if (!Files.isReadable(file) || !Files.isWritable(file)) {
            throw SqliteFault.NO_PLACE.in(file, "this process may not read and write it.");
        }
        if (size < SMALLEST_DATABASE) {
            // SQLite takes it for an empty one, and would write over it.
            throw SqliteFault.NOT_SQLITE.in(file, "it is not a SQLite file.");
        }
        try (Session session = new Session(connector.connect(file.toUri() + "?immutable=1&mode=ro"))) {
            session.run("PRAGMA writable_schema = ON");
            checkVersion(file, session.number("PRAGMA application_id"), session.number("PRAGMA user_version"));
        } catch (SQLException e) {
            if (SqliteFault.isNotSqlite(e)) {
                throw SqliteFault.NOT_SQLITE.in(file, "it is not a SQLite file.", e);
            }
            throw SqliteFault.of(file, e);
        }
    }

    static void checkVersion(Path file, long applicationId, long format) {
        if (applicationId != SqliteSchema.APPLICATION_ID) {
            throw SqliteFault.FOREIGN.in(
                    file,
                    "it is a SQLite file of another application (application id " + applicationId + " instead of "
                            + SqliteSchema.APPLICATION_ID + ").");
        }
        if (format > SqliteSchema.FORMAT) {
            throw SqliteFault.NEWER.in(
                    file,
                    "it has format version " + format + ", and this version of Runs knows up to " + SqliteSchema.FORMAT
                            + ".");
        }
        if (format < 1) {
            throw SqliteFault.DAMAGED.in(file, "it has format version " + format + ", which never was.");
        }
    }

    private static long size(Path path) {
        try {
            return Files.exists(path) ? Files.size(path) : 0;
        } catch (IOException e) {
            throw SqliteFault.NO_PLACE.in(path, "its size cannot be read: " + e.getMessage(), e);
        }
    }
}
