package dev.runs.storage.jdbc;

import dev.runs.storage.RunStore;
import dev.runs.storage.tck.FailingMedium;
import dev.runs.storage.tck.RunStoreContract;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.io.TempDir;

class SqliteStoreTest extends RunStoreContract {
    @TempDir
    Path folder;

    @Override
    protected RunStore open() {
        return SqliteStore.at(folder.resolve("runs.db"));
    }

    @Override
    protected Optional<RunStore> reopen() {
        return Optional.of(open());
    }

    @Override
    protected Optional<FailingMedium> failingMedium() {
        return Optional.of(new FailingSqlite(folder.resolve("failing.db"), FailingSqlite.Way.NOT_RUN));
    }

    /** The log grows by every page that is written, once it was emptied. */
    @Override
    protected OptionalLong bytesWrittenBy(Runnable work) throws Exception {
        emptyLog();
        work.run();
        return OptionalLong.of(Files.size(folder.resolve("runs.db-wal")));
    }

    private void emptyLog() throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("runs.db"));
                Statement statement = connection.createStatement()) {
            statement.execute("PRAGMA wal_checkpoint(TRUNCATE)");
        }
    }
}
