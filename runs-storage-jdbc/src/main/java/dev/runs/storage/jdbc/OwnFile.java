package dev.runs.storage.jdbc;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.sql.SQLException;

/** A file that belongs to the store alone: who claims it, its log, and copies of it. */
final class OwnFile {
    private final SqliteFile file;
    private final FileSessions sessions;
    private final FileClaim claim;
    private final LogKeeper log;

    OwnFile(SqliteFile file, FileSessions sessions, FileClaim claim) {
        this.file = file;
        this.sessions = sessions;
        this.claim = claim;
        this.log = new LogKeeper(file.path(), sessions.writer(), sessions.readers());
    }

    FileClaim claim() {
        return claim;
    }

    LogKeeper log() {
        return log;
    }

    void backup(Path given) {
        // Fails if the store is closed.
        sessions.read(session -> session.number("SELECT 1"));
        Path target = given.toAbsolutePath().normalize();
        Path folder = target.getParent();
        if (folder == null || !Files.isDirectory(folder)) {
            throw SqliteFault.NO_BACKUP.in(file.path(), "there is no folder for the backup '" + target + "'.");
        }
        if (Files.exists(target)) {
            throw SqliteFault.NO_BACKUP.in(
                    file.path(), "there is something at '" + target + "' already, and a backup replaces nothing.");
        }
        Path part = target.resolveSibling(target.getFileName() + ".part");
        try {
            Files.deleteIfExists(part);
            file.copyTo(part);
            force(part);
            Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
            force(folder);
        } catch (SQLException | IOException e) {
            throw SqliteFault.NO_BACKUP.in(
                    file.path(), "the backup '" + target + "' could not be written: " + e.getMessage(), e);
        }
    }

    private static void force(Path path) throws IOException {
        StandardOpenOption how = Files.isDirectory(path) ? StandardOpenOption.READ : StandardOpenOption.WRITE;
        try (FileChannel channel = FileChannel.open(path, how)) {
            channel.force(true);
        }
    }
}
