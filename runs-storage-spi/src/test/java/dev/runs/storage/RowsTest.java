package dev.runs.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** What the rows refuse, so that no store has to. */
class RowsTest {
    private static final RunKey KEY = new RunKey("acme", "run");
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    @Test
    void commit_copies_what_it_is_given() {
        List<StoredEvent> events = new ArrayList<>(List.of(event(1)));
        Commit commit = commit(0, "run", 1, events, List.of(), List.of(), List.of());

        events.clear();

        assertThat(commit.events()).containsExactly(event(1));
    }

    @Test
    void commit_whose_versions_do_not_add_up_is_refused() {
        assertRefused(() -> commit(-1, "run", 1, List.of(event(1))), "expected version is -1");
        assertRefused(() -> commit(0, "run", 1, List.of()), "a commit without an event changes nothing");
        assertRefused(
                () -> commit(0, "run", 2, List.of(event(1), event(3))),
                "event 1 of the commit has sequence 3, expected 2");
        assertRefused(
                () -> commit(4, "run", 4, List.of(event(5))),
                "head version 4 and command version 4 must be 5, the last event's");
    }

    @Test
    void row_of_another_run_is_refused() {
        EdgeRow edge = new EdgeRow(new NodeRef("file", "a"), new NodeRef("file", "b"), "made", "other");

        assertRefused(
                () -> commit(0, "other", 1, List.of(event(1))), "command of run 'other' in a commit of 'acme/run'");
        assertRefused(
                () -> commit(0, "run", 1, List.of(event(1)), List.of(), List.of(), List.of(edge)),
                "edge of run 'other' in a commit of 'acme/run'");
        assertRefused(
                () -> left(new ArtifactRow(new NodeRef("file", "a"), "other", "s", NOON)),
                "artifact of run 'other' in a commit of 'acme/run'");
    }

    @Test
    void id_that_is_there_twice_is_refused() {
        InboxItem item = new InboxItem("i", "legal", NOON);
        StepRow step = new StepRow("s", "READY", true, "internal", Optional.empty(), 1, Bytes.empty(), List.of(item));
        ContentRow content = ContentRow.of("c", "payload", Bytes.empty(), Bytes.empty());

        assertRefused(
                () -> new StepRow(
                        "s", "READY", true, "internal", Optional.empty(), 1, Bytes.empty(), List.of(item, item)),
                "item 'i' is there twice");
        assertRefused(
                () -> commit(0, "run", 1, List.of(event(1)), List.of(step, step), List.of(), List.of()),
                "step 's' is there twice");
        assertRefused(
                () -> commit(0, "run", 1, List.of(event(1)), List.of(), List.of(content, content), List.of()),
                "content 'c' is there twice");
    }

    @Test
    void instant_is_cut_to_the_microsecond() {
        Instant fine = Instant.parse("1969-12-31T23:59:59.123456789Z");

        assertThat(new StoredEvent(1, "Happened", 1, fine, Bytes.empty()).at())
                .isEqualTo(Instant.parse("1969-12-31T23:59:59.123456Z"));
    }

    @Test
    void instant_out_of_range_is_refused() {
        assertRefused(
                () -> new InboxItem("i", "legal", Instant.MAX),
                "since is " + Instant.MAX + "; the years 1 to 9999 are kept");
        assertRefused(
                () -> new RunHead(1, "DONE", Optional.empty(), Instant.MIN, Optional.empty(), 1, Bytes.empty()),
                "started is " + Instant.MIN + "; the years 1 to 9999 are kept");
        assertRefused(
                () -> new StoredEvent(1, "Happened", 1, Instant.parse("0000-12-31T23:59:59Z"), Bytes.empty()),
                "at is 0000-12-31T23:59:59Z; the years 1 to 9999 are kept");
        assertRefused(
                () -> new ArtifactRow(new NodeRef("file", "a"), "run", "s", Instant.MAX),
                "moment of file:a is " + Instant.MAX + "; the years 1 to 9999 are kept");
    }

    @Test
    void number_below_one_is_refused() {
        assertRefused(
                () -> new StoredEvent(0, "Happened", 1, NOON, Bytes.empty()),
                "sequence of an event is 0; it starts at 1");
        assertRefused(
                () -> new RunHead(0, "DONE", Optional.empty(), NOON, Optional.empty(), 1, Bytes.empty()),
                "version of a run head is 0; it starts at 1");
    }

    @Test
    void broken_word_is_refused_wherever_it_comes() {
        assertRefused(() -> new RunKey("", "run"), "tenant is empty");
        assertRefused(() -> new NodeRef("file", "a\tb"), "node id has a control character at index 1");
        assertRefused(() -> new UniqueKey("", "value"), "kind is empty");
        assertRefused(() -> new ArtifactRow(new NodeRef("file", "a"), "run", "", NOON), "step is empty");
        assertRefused(() -> new RunFilter(Set.of(""), Optional.empty()), "status is empty");
        assertRefused(
                () -> new RunFilter(Set.of(), Optional.of("\ud83d")), "about has half of a surrogate pair at index 0");
    }

    @Test
    void bytes_are_copied_and_do_not_show() {
        byte[] given = {1, 2, 3};
        Bytes bytes = Bytes.of(given);
        given[0] = 9;
        bytes.toByteArray()[1] = 9;

        assertThat(bytes).isEqualTo(Bytes.of(new byte[] {1, 2, 3})).hasToString("3 bytes");
        assertThat(Bytes.utf8("\u00fc").utf8()).isEqualTo("\u00fc");
        assertThat(Bytes.empty().size()).isZero();
    }

    @Test
    void keys_are_ordered_by_kind_then_by_value() {
        assertThat(List.of(new UniqueKey("b", "1"), new UniqueKey("a", "2"), new UniqueKey("a", "1")).stream()
                        .sorted())
                .containsExactly(new UniqueKey("a", "1"), new UniqueKey("a", "2"), new UniqueKey("b", "1"));
    }

    @Test
    void closed_store_says_so() {
        assertThat(StoreException.closed("memory"))
                .hasMessage("RUNS-STORE-001 Store 'memory': it is closed."
                        + "\nFix: keep the store open as long as anything uses it, and close it last.")
                .extracting(StoreException::kind)
                .isEqualTo(StoreException.Kind.CLOSED);
    }

    private static StoredEvent event(long sequence) {
        return new StoredEvent(sequence, "Happened", 1, NOON, Bytes.empty());
    }

    private static Commit commit(long expected, String commandRun, long version, List<StoredEvent> events) {
        return commit(expected, commandRun, version, events, List.of(), List.of(), List.of());
    }

    private static Commit commit(
            long expected,
            String commandRun,
            long version,
            List<StoredEvent> events,
            List<StepRow> steps,
            List<ContentRow> content,
            List<EdgeRow> edges) {
        RunHead head = new RunHead(version, "RUNNING", Optional.empty(), NOON, Optional.empty(), 1, Bytes.empty());
        CommandRow command = new CommandRow("cmd", commandRun, version, Bytes.empty());
        return new Commit(KEY, expected, command, head, steps, events, content, edges, Set.of());
    }

    private static void left(ArtifactRow artifact) {
        Commit commit = commit(0, "run", 1, List.of(event(1)));
        new Commit(
                commit.key(),
                commit.expectedVersion(),
                commit.command(),
                commit.head(),
                commit.steps(),
                commit.events(),
                commit.content(),
                commit.edges(),
                commit.keys(),
                List.of(artifact));
    }

    private static void assertRefused(ThrowingCallable call, String message) {
        assertThatThrownBy(call).isInstanceOf(IllegalArgumentException.class).hasMessage(message);
    }
}
