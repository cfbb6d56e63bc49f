package dev.runs.storage.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.runs.storage.Bytes;
import dev.runs.storage.Commit;
import dev.runs.storage.CommitResult;
import dev.runs.storage.ContentRow;
import dev.runs.storage.Cursor;
import dev.runs.storage.Direction;
import dev.runs.storage.EdgeRow;
import dev.runs.storage.NodeRef;
import dev.runs.storage.RunFilter;
import dev.runs.storage.RunKey;
import dev.runs.storage.StepRow;
import dev.runs.storage.StoreException;
import dev.runs.storage.StoredEvent;
import dev.runs.storage.StoredRun;
import dev.runs.storage.UniqueKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.LongStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** G6, G7, G9, G10 and G13: what is kept about a run, and whose it is. */
abstract class RecordGuarantees extends ListGuarantees {
    @Test
    @DisplayName("G6 History is every event once, in order, from 1, unchanged by later commits")
    void keeps_history() {
        List<StoredEvent> events = new ArrayList<>();
        events.addAll(commit(Draft.start(RUN).events(3)).events());
        events.addAll(commit(Draft.after(RUN, 3)).events());
        events.addAll(commit(Draft.after(RUN, 4).events(20)).events());

        assertThat(store.history(RUN, 0, Integer.MAX_VALUE)).isEqualTo(events);
        assertThat(events).extracting(StoredEvent::sequence).containsExactlyElementsOf(upTo(24));
        assertThat(store.history(RUN, 0, 24)).isEqualTo(events);
        assertThat(store.history(RUN, 2, 5)).isEqualTo(events.subList(2, 7));
        assertThat(store.history(RUN, 23, 5)).isEqualTo(events.subList(23, 24));
        assertThat(store.history(RUN, 24, 5)).isEmpty();
        assertThat(store.history(RUN, Long.MAX_VALUE, 5)).isEmpty();
        assertThat(store.history(RUN, -1, 1)).isEqualTo(events.subList(0, 1));
        assertThat(store.history(OTHER_RUN, 0, 5)).isEmpty();
    }

    @Test
    @DisplayName("G6 History has no gap and no double when 8 threads write to one run")
    void keeps_history_of_many_writers() throws Exception {
        int commits = 25;
        int attempts = 10_000;
        List<Integer> written = Race.run(8, writer -> {
            int done = 0;
            for (int attempt = 0; attempt < attempts && done < commits; attempt++) {
                long version = raw.load(RUN).map(run -> run.head().version()).orElse(0L);
                Draft draft = version == 0 ? Draft.start(RUN) : Draft.after(RUN, version);
                CommitResult result = raw.commit(
                        draft.command(writer + " " + done).events(1 + done % 3).commit());
                done += result instanceof CommitResult.Committed ? 1 : 0;
            }
            return done;
        });

        assertThat(written).as("commits of each thread").containsOnly(commits);
        List<StoredEvent> events = raw.history(RUN, 0, Integer.MAX_VALUE);
        assertThat(events).extracting(StoredEvent::sequence).containsExactlyElementsOf(upTo(events.size()));
        assertThat(raw.load(RUN).orElseThrow().head().version()).isEqualTo(events.size());
    }

    @Test
    @DisplayName("G7 A run is loaded as it was at one version while it is written")
    void loads_one_moment() throws Exception {
        AtomicBoolean written = new AtomicBoolean();
        // The writer waits for a load that has begun, so that the two meet.
        Semaphore loads = new Semaphore(0);
        raw.commit(stamped(Draft.start(RUN), 1));
        Race.run(4, number -> {
            if (number == 0) {
                for (long version = 1; version < 150; version++) {
                    loads.acquireUninterruptibly();
                    raw.commit(stamped(Draft.after(RUN, version), version + 1));
                }
                written.set(true);
                return number;
            }
            try {
                while (!written.get()) {
                    loads.release();
                    assertStamped(raw.load(RUN).orElseThrow());
                }
            } finally {
                loads.release(150);
            }
            return number;
        });

        assertThat(raw.load(RUN).orElseThrow().head().version()).isEqualTo(150);
    }

    @Test
    @DisplayName("G9 A tenant that has nothing reads nothing, whatever ids it knows")
    void hides_what_is_foreign() {
        commit(Draft.start(RUN)
                .open("a", "WAITS", Draft.item("i", "legal", 1, 2))
                .timer("t", 3)
                .ended(Draft.at(4))
                .content("c", "secret")
                .edge("from", "to")
                .left("f", "a", 1)
                .key("signal", "s1"));
        RunKey foreign = new RunKey("globex", RUN.run());

        assertThat(raw.load(foreign)).isEmpty();
        assertThat(raw.command("globex", "run-1 from 0")).isEmpty();
        assertThat(raw.holder("globex", new UniqueKey("signal", "s1"))).isEmpty();
        assertThat(raw.history(foreign, 0, 10)).isEmpty();
        assertThat(raw.content(foreign, List.of("c"))).isEmpty();
        assertThat(raw.erase(foreign, List.of("c"))).isZero();
        assertThat(raw.runs("globex", RunFilter.all(), Cursor.start(), 10).rows())
                .isEmpty();
        assertThat(raw.inbox("globex", Set.of("legal"), Cursor.start(), 10).rows())
                .isEmpty();
        assertThat(raw.work("globex", Set.of("WAITS"), Cursor.start(), 10).rows())
                .isEmpty();
        assertThat(raw.tally("globex")).isEmpty();
        assertThat(raw.overdue("globex", Set.of("legal"), Draft.at(9), Cursor.start(), 10)
                        .rows())
                .isEmpty();
        assertThat(raw.inboxCounts("globex", Set.of("legal"), Draft.at(9), 10)).isEmpty();
        assertThat(raw.timers("globex", Draft.at(9), Cursor.start(), 10).rows()).isEmpty();
        assertThat(raw.ended("globex", Draft.at(9), Cursor.start(), 10).rows()).isEmpty();
        assertThat(raw.remove(foreign, 1)).isFalse();
        assertThat(raw.edges("globex", new NodeRef("node", "from"), Direction.DOWNSTREAM, Cursor.start(), 10)
                        .rows())
                .isEmpty();
        assertThat(raw.edges("globex", new NodeRef("node", "to"), Direction.UPSTREAM, Cursor.start(), 10)
                        .rows())
                .isEmpty();
        assertThat(raw.artifacts("globex", "file", Cursor.start(), 10).rows()).isEmpty();
        assertThat(raw.commit(Draft.after(foreign, 1).commit())).isEqualTo(new CommitResult.VersionConflict(0));
        assertThat(store.content(RUN, List.of("c")).values())
                .allMatch(row -> row.body().isPresent(), "not erased");
    }

    @Test
    @DisplayName("G9 What one tenant does leaves every row of a twin with identical ids as it was")
    void leaves_the_twin_alone() {
        Commit start = Draft.start(RUN)
                .open("a", "WAITS", Draft.item("i", "legal", 1))
                .content("c", "mine")
                .edge("from", "to")
                .left("f", "a", 1)
                .key("signal", "s1")
                .commit();
        store.commit(start);
        Picture before = Picture.of(raw, TENANT, List.of(start));

        RunKey twin = twin(RUN);
        raw.commit(Draft.after(twin, 1)
                .status("DONE")
                .closed("a", "DONE")
                .closed("b", "DONE")
                .content("c2", "its own")
                .edge("from", "elsewhere")
                .left("f", "b", 2)
                .commit());
        assertThat(raw.erase(twin, List.of("c"))).isEqualTo(1);
        raw.commit(Draft.start(twin(OTHER_RUN))
                .open("a", "WAITS", Draft.item("i", "legal", 0))
                .commit());

        assertThat(Picture.of(raw, TENANT, List.of(start))).isEqualTo(before);
        assertThat(raw.load(OTHER_RUN)).isEmpty();
    }

    @Test
    @DisplayName("G10 Content under an id that the run has already is refused, and the first content stays")
    void refuses_content_twice() {
        commit(Draft.start(RUN).content("c", "first"));
        commit(Draft.start(OTHER_RUN).content("c", "of another run"));

        assertThatThrownBy(() ->
                        raw.commit(Draft.after(RUN, 1).content("c", "second").commit()))
                .isInstanceOfSatisfying(
                        StoreException.class, e -> assertThat(e.kind()).isEqualTo(StoreException.Kind.REFUSED))
                .hasMessage(
                        "RUNS-STORE-002 Run 'acme/run-1': content 'c' is there already, and content is written once."
                                + " Nothing of the commit was written.\nFix: give every new content an id of its own.");
        assertThat(store.content(RUN, List.of("c")).get("c"))
                .isEqualTo(ContentRow.of("c", "payload", Bytes.utf8("salt of c"), Bytes.utf8("first")));
    }

    @Test
    @DisplayName("G10 A version conflict is answered before content is looked at")
    void answers_a_conflict_before_content() {
        commit(Draft.start(RUN).content("c", "first"));

        assertThat(store.commit(Draft.after(RUN, 5).content("c", "second").commit()))
                .isEqualTo(new CommitResult.VersionConflict(1));
    }

    @Test
    @DisplayName("G10 Erased content reads as erased and keeps its id; nothing else changes; erasing again is no error")
    void erases_content() {
        Commit start = commit(Draft.start(RUN)
                .content("c1", "one")
                .content("c2", "two")
                .content("c3", "three")
                .open("a", "READY"));
        commit(Draft.start(OTHER_RUN).content("c1", "of another run"));
        StoredRun before = loaded(RUN);

        assertThat(store.erase(RUN, List.of("c1", "c3", "unknown", "c1"))).isEqualTo(2);

        assertThat(store.content(RUN, List.of("c1", "c2", "c3", "unknown")).values())
                .containsExactlyInAnyOrder(
                        start.content().get(0).erased(),
                        start.content().get(1),
                        start.content().get(2).erased());
        assertThat(loaded(RUN)).isEqualTo(before);
        assertThat(store.history(RUN, 0, 10)).isEqualTo(start.events());
        assertThat(store.content(OTHER_RUN, List.of("c1")).values())
                .allMatch(row -> row.body().isPresent(), "not erased");
        assertThat(store.erase(RUN, List.of("c1", "c3"))).isZero();
        assertThat(store.erase(RUN, List.of())).isZero();
        assertThat(store.erase(new RunKey(TENANT, "unknown"), List.of("c1"))).isZero();
        assertThatThrownBy(() ->
                        store.commit(Draft.after(RUN, 1).content("c1", "again").commit()))
                .isInstanceOf(StoreException.class);
    }

    @Test
    @DisplayName("G10 Content is found by id, many at once, and content that was erased elsewhere may be written so")
    void finds_content() {
        Draft draft = Draft.start(RUN)
                .content(ContentRow.of("gone", "comment", Bytes.empty(), Bytes.empty())
                        .erased());
        List<String> ids = new ArrayList<>(List.of("gone", "unknown"));
        for (int i = 0; i < 2_500; i++) {
            draft.content("c" + i, "text " + i);
            ids.add("c" + i);
        }
        Commit start = commit(draft);

        assertThat(store.content(RUN, ids).values()).containsExactlyInAnyOrderElementsOf(start.content());
        assertThat(store.content(RUN, List.of())).isEmpty();
        assertThat(store.erase(RUN, ids)).isEqualTo(2_500);
    }

    @Test
    @DisplayName("G13 An edge is found from both of its ends, by run and in the order written")
    void finds_edges_both_ways() {
        commit(Draft.start(RUN).edge("b", "x").edge("a", "x").edge("x", "z"));
        commit(Draft.start(OTHER_RUN).edge("0", "x").edge("x", "y"));
        commit(Draft.after(RUN, 1).edge("a", "y"));

        assertThat(edges("x", Direction.UPSTREAM, 10)).containsExactly("b->x", "a->x", "0->x");
        assertThat(edges("x", Direction.UPSTREAM, 2)).containsExactly("b->x", "a->x");
        assertThat(edges("x", Direction.DOWNSTREAM, 10)).containsExactly("x->z", "x->y");
        assertThat(edges("a", Direction.DOWNSTREAM, 10)).containsExactly("a->x", "a->y");
        assertThat(edges("a", Direction.UPSTREAM, 10)).isEmpty();
        assertThat(edges("unknown", Direction.DOWNSTREAM, 10)).isEmpty();
        assertThat(store.edges(TENANT, new NodeRef("file", "x"), Direction.UPSTREAM, Cursor.start(), 10)
                        .rows())
                .isEmpty();
    }

    @Test
    @DisplayName("G13 An edge that is written again is kept once per run, where it was first")
    void keeps_an_edge_once() {
        commit(Draft.start(RUN).edge("a", "x").edge("b", "x").edge("a", "x"));
        commit(Draft.after(RUN, 1).edge("b", "x").edge("a", "x"));
        commit(Draft.start(OTHER_RUN).edge("a", "x"));
        EdgeRow other = new EdgeRow(new NodeRef("node", "a"), new NodeRef("node", "x"), "other relation", "run-1");
        commit(Draft.after(RUN, 2).edge(other));

        assertThat(store.edges(TENANT, new NodeRef("node", "x"), Direction.UPSTREAM, Cursor.start(), 10)
                        .rows())
                .extracting(edge -> edge.from().id() + " " + edge.relation() + " " + edge.run())
                .containsExactly("a made run-1", "b made run-1", "a other relation run-1", "a made run-2");
    }

    private static Commit stamped(Draft draft, long version) {
        for (int i = 0; i < 20; i++) {
            draft.step(Draft.step(
                    "step " + i, "WAITS", true, Bytes.utf8("version " + version), Draft.item("i", "legal", version)));
        }
        return draft.commit();
    }

    private static void assertStamped(StoredRun run) {
        long version = run.head().version();
        assertThat(run.steps())
                .hasSize(20)
                .extracting(StepRow::document)
                .containsOnly(Bytes.utf8("version " + version));
        assertThat(run.steps()).flatExtracting(StepRow::items).containsOnly(Draft.item("i", "legal", version));
    }

    private List<String> edges(String node, Direction direction, int limit) {
        return store.edges(TENANT, new NodeRef("node", node), direction, Cursor.start(), limit).rows().stream()
                .map(edge -> edge.from().id() + "->" + edge.to().id())
                .toList();
    }

    private static List<Long> upTo(long last) {
        return LongStream.rangeClosed(1, last).boxed().toList();
    }
}
