package dev.runs.storage.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runs.storage.Bytes;
import dev.runs.storage.CommitResult.Committed;
import dev.runs.storage.RunKey;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogLengthTest {
    private static final long MEGABYTE = 1 << 20;

    @TempDir
    Path folder;

    @Test
    void log_stays_short_while_threads_read_without_a_break() throws Exception {
        RunKey key = new RunKey("acme", "run");
        AtomicBoolean done = new AtomicBoolean();
        ExecutorService readers = Executors.newFixedThreadPool(4);
        try (SqliteStore store = SqliteStore.at(
                folder.resolve("runs.db"), SqliteOptions.defaults().durability(Durability.RELAXED))) {
            for (int i = 0; i < 4; i++) {
                readers.execute(() -> {
                    while (!done.get()) {
                        store.load(key);
                    }
                });
            }
            for (int version = 0; version < 40; version++) {
                Bytes megabyte = Bytes.of(new byte[(int) MEGABYTE]);
                assertThat(store.commit(Rows.withContent(Rows.commit(key, version), megabyte)))
                        .isEqualTo(new Committed(version + 1));
                assertThat(Files.size(folder.resolve("runs.db-wal"))).isLessThanOrEqualTo(16 * MEGABYTE);
            }
            done.set(true);
            readers.shutdown();
            assertThat(readers.awaitTermination(1, TimeUnit.MINUTES)).isTrue();
        } finally {
            done.set(true);
            readers.shutdownNow();
        }
    }
}
