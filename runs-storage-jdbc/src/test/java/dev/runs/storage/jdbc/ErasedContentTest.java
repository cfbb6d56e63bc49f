package dev.runs.storage.jdbc;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.runs.storage.Bytes;
import dev.runs.storage.CommitResult.Committed;
import dev.runs.storage.RunKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** G10: what is erased is gone from the bytes of the files, not only from what is read. */
class ErasedContentTest {
    private static final int CONTENTS = 300;

    @TempDir
    Path folder;

    private Path file;

    @BeforeEach
    void place() {
        file = folder.resolve("runs.db");
    }

    @Test
    void erased_content_is_in_no_file_and_the_rest_still_is() throws Exception {
        RunKey key = new RunKey("acme", "run");
        Random lengths = new Random(3);
        try (SqliteStore store = SqliteStore.at(file, SqliteOptions.defaults().durability(Durability.RELAXED))) {
            for (int version = 0; version < CONTENTS; version++) {
                Bytes bytes = Bytes.utf8(secret(version + 1).repeat(1 + lengths.nextInt(version % 10 == 0 ? 900 : 20)));
                assertThat(store.commit(Rows.withContent(Rows.commit(key, version), bytes)))
                        .isEqualTo(new Committed(version + 1));
            }
            for (int version = 1; version <= CONTENTS; version += 2) {
                assertThat(store.erase(key, List.of(Rows.content(version)))).isEqualTo(1);
            }

            String bytes = bytesOfAllFiles();
            for (int version = 1; version <= CONTENTS; version++) {
                assertThat(bytes.contains(secret(version))).as(secret(version)).isEqualTo(version % 2 == 0);
            }
        }
    }

    private static String secret(int number) {
        return "<secret " + number + ">";
    }

    private String bytesOfAllFiles() throws IOException {
        return read(file) + read(folder.resolve("runs.db-wal"));
    }

    private static String read(Path path) throws IOException {
        return Files.exists(path) ? new String(Files.readAllBytes(path), ISO_8859_1) : "";
    }
}
