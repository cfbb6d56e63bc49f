package dev.runs.storage.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.runs.storage.StoreCapabilities;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqliteOptionsTest {
    @TempDir
    Path folder;

    @Test
    void default_is_durable() {
        try (SqliteStore store = SqliteStore.at(folder.resolve("runs.db"))) {
            assertThat(store.capabilities()).isEqualTo(new StoreCapabilities("sqlite", true, false, false));
        }
    }

    @Test
    void relaxed_store_does_not_claim_to_be_durable() {
        SqliteOptions relaxed = SqliteOptions.defaults().durability(Durability.RELAXED);
        try (SqliteStore store = SqliteStore.at(folder.resolve("runs.db"), relaxed)) {
            assertThat(store.capabilities()).isEqualTo(new StoreCapabilities("sqlite", false, false, false));
        }
    }

    @Test
    void busy_timeout_out_of_range_is_refused() {
        SqliteOptions options = SqliteOptions.defaults();

        assertThatThrownBy(() -> options.busyTimeout(Duration.ZERO))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("busy timeout is PT0S; it must be between a millisecond and an hour");
        assertThatThrownBy(() -> options.busyTimeout(Duration.ofDays(1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("busy timeout is PT24H; it must be between a millisecond and an hour");
    }
}
