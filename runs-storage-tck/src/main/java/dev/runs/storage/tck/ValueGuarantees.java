package dev.runs.storage.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.runs.storage.ArtifactRow;
import dev.runs.storage.Bytes;
import dev.runs.storage.Commit;
import dev.runs.storage.CommitResult;
import dev.runs.storage.ContentRow;
import dev.runs.storage.Cursor;
import dev.runs.storage.Direction;
import dev.runs.storage.InboxCount;
import dev.runs.storage.InboxItem;
import dev.runs.storage.Lease;
import dev.runs.storage.NodeRef;
import dev.runs.storage.RunFilter;
import dev.runs.storage.RunHead;
import dev.runs.storage.RunKey;
import dev.runs.storage.StepRow;
import dev.runs.storage.StoredEvent;
import dev.runs.storage.StoredRun;
import dev.runs.storage.TimerRow;
import dev.runs.storage.UniqueKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** G15: bytes, instants and words come back as they were given. */
abstract class ValueGuarantees extends RecordGuarantees {
    @Test
    @DisplayName("G15 Bytes come back as they were given")
    void keeps_bytes() {
        byte[] all = new byte[256];
        for (int i = 0; i < all.length; i++) {
            all[i] = (byte) i;
        }
        byte[] large = new byte[1 << 20];
        new Random(1).nextBytes(large);
        long version = 0;
        for (Bytes bytes :
                List.of(Bytes.empty(), Bytes.of(all), Bytes.of(large), Bytes.utf8("naïve \u0000 \ud83d\ude00"))) {
            Draft draft = (version == 0 ? Draft.start(RUN) : Draft.after(RUN, version))
                    .result(bytes)
                    .step(Draft.step("s", "READY", true, bytes))
                    .content(ContentRow.of("c" + version, "payload", bytes, bytes));
            Commit given = withBytes(draft.commit(), bytes);
            assertThat(store.commit(given)).isEqualTo(new CommitResult.Committed(++version));

            assertThat(loaded(RUN).head()).isEqualTo(given.head());
            assertThat(loaded(RUN).steps()).isEqualTo(given.steps());
            assertThat(store.history(RUN, version - 1, 1)).isEqualTo(given.events());
            assertThat(store.command(TENANT, given.command().id())).contains(given.command());
            assertThat(store.content(RUN, List.of(given.content().get(0).id())).values())
                    .containsExactlyElementsOf(given.content());
        }
    }

    @Test
    @DisplayName("G15 Instants are kept to the microsecond, early and late ones too")
    void keeps_instants() {
        for (String text : List.of(
                "0001-01-01T00:00:00Z",
                "1969-12-31T23:59:59.999999Z",
                "1970-01-01T00:00:00.000001Z",
                "2026-03-29T01:30:00.123456789Z",
                "9999-12-31T23:59:59.999999Z")) {
            Instant instant = Instant.parse(text);
            Commit draft = Draft.start(RUN)
                    .step(new StepRow(
                            "s",
                            "WAITS",
                            true,
                            "internal",
                            Optional.of(instant),
                            1,
                            Bytes.empty(),
                            List.of(new InboxItem("i", "legal", instant, Optional.of(instant)))))
                    .started(instant)
                    .ended(instant)
                    .commit();
            StoredEvent event = new StoredEvent(1, "Happened", 1, instant, Bytes.empty());
            Commit given = new Commit(
                    RUN,
                    0,
                    draft.command(),
                    draft.head(),
                    draft.steps(),
                    List.of(event),
                    List.of(),
                    List.of(),
                    Set.of());
            store.commit(given);

            assertThat(loaded(RUN)).isEqualTo(new StoredRun(RUN, given.head(), given.steps()));
            assertThat(store.history(RUN, 0, 1)).containsExactly(event);
            assertThat(store.inbox(TENANT, Set.of("legal"), Cursor.start(), 1)
                            .rows()
                            .get(0)
                            .item())
                    .isEqualTo(given.steps().get(0).items().get(0));
            Lease lease = raw.leases()
                    .take("lease " + instant, "one", instant, instant)
                    .orElseThrow();
            assertThat(raw.leases().find(lease.name())).contains(lease);
            assertThat(lease).isEqualTo(new Lease(lease.name(), "one", 1, instant));
            assertThat(store.timers(TENANT, instant, Cursor.start(), 1).rows())
                    .containsExactly(new TimerRow(
                            "run-1", "s", given.steps().get(0).timer().orElseThrow()));
            assertDueAfter(instant);
            assertThat(store.remove(RUN, 1)).isTrue();
        }
    }

    /** What is due, or has ended, at an instant is so a microsecond later, and not yet at the instant itself. */
    private void assertDueAfter(Instant instant) {
        for (Instant early : List.of(Instant.MIN, instant)) {
            assertThat(store.overdue(TENANT, Set.of("legal"), early, Cursor.start(), 1)
                            .rows())
                    .isEmpty();
            assertThat(store.ended(TENANT, early, Cursor.start(), 1).rows()).isEmpty();
        }
        for (Instant late : List.of(instant.plusNanos(1_000), Instant.MAX)) {
            assertThat(store.overdue(TENANT, Set.of("legal"), late, Cursor.start(), 1)
                            .rows())
                    .hasSize(1);
            assertThat(store.ended(TENANT, late, Cursor.start(), 1).rows()).hasSize(1);
            assertThat(store.inboxCounts(TENANT, Set.of("legal"), late, 1))
                    .containsExactly(new InboxCount("legal", 1, 1));
        }
        assertThat(store.timers(TENANT, Instant.MIN, Cursor.start(), 1).rows()).isEmpty();
        assertThat(store.timers(TENANT, Instant.MAX, Cursor.start(), 1).rows()).hasSize(1);
    }

    @Test
    @DisplayName("G15 Words that differ in case, accent, form, width or spaces are different words")
    void keeps_words_apart() {
        List<String> words = List.of(
                "a",
                "A",
                "a ",
                " a",
                "\u00e4",
                "a\u0308",
                "\uff41",
                "ss",
                "\u00df",
                "%",
                "_",
                "*",
                "?",
                "'",
                "\"",
                "\\",
                "a'; drop table run; --",
                "\ufffd",
                "\ud83d\ude00",
                "\ud83d\ude01",
                "0",
                "00",
                "1",
                "1.0",
                "null",
                "\u200b",
                "\ud83d\ude00".repeat(100),
                "a".repeat(200),
                "a".repeat(199));
        List<Commit> commits = new ArrayList<>();
        for (String word : words) {
            Draft draft = Draft.start(new RunKey(word, "run")).command("c").key("kind", "key");
            raw.commit(draft.commit());
            commits.add(commit(Draft.start(new RunKey(TENANT, word))
                    .command(word)
                    .status(word)
                    .about(word)
                    .open(word, word, Draft.item(word, word, 1, 2))
                    .content(word, word)
                    .edge(word, word)
                    .left(new ArtifactRow(new NodeRef(word, word), word, word, Draft.at(1)))
                    .key(word, word)));
        }

        assertThat(raw.tenants(Cursor.start(), 100).rows()).containsAll(words);
        for (Commit commit : commits) {
            String word = commit.key().run();
            assertThat(loaded(commit.key())).isEqualTo(new StoredRun(commit.key(), commit.head(), commit.steps()));
            assertThat(store.command(TENANT, word)).contains(commit.command());
            assertThat(store.holder(TENANT, new UniqueKey(word, word))).contains(word);
            assertThat(store.content(commit.key(), words).values()).containsExactlyElementsOf(commit.content());
            assertThat(store.edges(TENANT, new NodeRef("node", word), Direction.UPSTREAM, Cursor.start(), 10)
                            .rows())
                    .isEqualTo(commit.edges());
            assertThat(store.artifacts(TENANT, word, Cursor.start(), 10).rows()).isEqualTo(commit.artifacts());
            assertThat(store.inbox(TENANT, Set.of(word), Cursor.start(), 10).rows())
                    .hasSize(1);
            assertThat(store.overdue(TENANT, Set.of(word), Draft.at(3), Cursor.start(), 10)
                            .rows())
                    .hasSize(1);
            assertThat(store.inboxCounts(TENANT, Set.of(word), Draft.at(3), 10))
                    .containsExactly(new InboxCount(word, 1, 1));
            assertThat(raw.leases().take(word, word, Draft.NOON, Draft.at(1)))
                    .contains(new Lease(word, word, 1, Draft.at(1)));
            assertThat(raw.feed().bookmark(word, 0, 1)).isTrue();
            assertThat(store.work(TENANT, Set.of(word), Cursor.start(), 10).rows())
                    .hasSize(1);
            RunFilter filter = new RunFilter(Set.of(word), Optional.of(word));
            assertThat(store.runs(TENANT, filter, Cursor.start(), 10).rows()).hasSize(1);
            assertThat(raw.load(new RunKey(word, "run"))).isPresent();
        }
        assertThat(raw.feed().bookmarks().keySet()).containsExactlyInAnyOrderElementsOf(words);
    }

    @Test
    @DisplayName("G15 A plain string that no store can keep is refused")
    void refuses_broken_words() {
        for (String word : List.of("", "a\u0000b", "\ud83d", "\ude00 first", "a".repeat(201))) {
            assertThatThrownBy(() -> raw.runs(word, RunFilter.all(), Cursor.start(), 1))
                    .isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> raw.artifacts(word, "file", Cursor.start(), 1))
                    .isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> raw.artifacts(TENANT, word, Cursor.start(), 1))
                    .isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> raw.command(TENANT, word)).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> raw.tally(word)).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> raw.edges(word, new NodeRef("node", "a"), Direction.UPSTREAM, Cursor.start(), 1))
                    .isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> raw.holder(word, new UniqueKey("signal", "s1")))
                    .isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> raw.inbox(TENANT, Set.of(word), Cursor.start(), 1))
                    .isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> raw.work(TENANT, Set.of(word), Cursor.start(), 1))
                    .isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> raw.content(RUN, List.of(word))).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> raw.erase(RUN, List.of(word))).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> raw.overdue(TENANT, Set.of(word), Draft.NOON, Cursor.start(), 1))
                    .isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> raw.inboxCounts(TENANT, Set.of(word), Draft.NOON, 1))
                    .isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> raw.timers(word, Draft.NOON, Cursor.start(), 1))
                    .isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> raw.ended(word, Draft.NOON, Cursor.start(), 1))
                    .isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> raw.feed().bookmark(word, 0, 1)).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> raw.leases().take(word, "one", Draft.NOON, Draft.NOON))
                    .isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> raw.leases().find(word)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    /** The same commit with the given bytes as the head's document and as the event's body. */
    private static Commit withBytes(Commit commit, Bytes bytes) {
        RunHead head = commit.head();
        StoredEvent event = commit.events().get(0);
        return new Commit(
                commit.key(),
                commit.expectedVersion(),
                commit.command(),
                new RunHead(
                        head.version(),
                        head.status(),
                        head.about(),
                        head.started(),
                        head.ended(),
                        head.schema(),
                        bytes),
                commit.steps(),
                List.of(new StoredEvent(event.sequence(), event.type(), event.schema(), event.at(), bytes)),
                commit.content(),
                commit.edges(),
                commit.keys());
    }
}
