package dev.runs.storage.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.runs.storage.Bytes;
import dev.runs.storage.Commit;
import dev.runs.storage.CommitResult;
import dev.runs.storage.CommitResult.Committed;
import dev.runs.storage.CommitResult.DuplicateCommand;
import dev.runs.storage.CommitResult.KeyTaken;
import dev.runs.storage.CommitResult.VersionConflict;
import dev.runs.storage.Cursor;
import dev.runs.storage.Direction;
import dev.runs.storage.NodeRef;
import dev.runs.storage.RunKey;
import dev.runs.storage.StepRow;
import dev.runs.storage.StoreException;
import dev.runs.storage.UniqueKey;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** G1 to G5 and G8: what is written, and what is refused. */
abstract class CommitGuarantees extends StoreFixture {
    private static final int RACERS = 16;

    @Test
    @DisplayName("G1 Every row of a commit is read back")
    void writes_every_row() {
        Commit start = commit(full(Draft.start(RUN)));

        assertThat(loaded(RUN).head()).isEqualTo(start.head());
        assertThat(loaded(RUN).steps()).isEqualTo(start.steps());
        assertThat(store.history(RUN, 0, 10)).isEqualTo(start.events());
        assertThat(store.content(RUN, List.of("c1", "c2")).values())
                .containsExactlyInAnyOrderElementsOf(start.content());
        assertThat(store.command(TENANT, start.command().id())).contains(start.command());
        assertThat(store.holder(TENANT, new UniqueKey("signal", "s1"))).contains("run-1");
        assertThat(store.edges(TENANT, new NodeRef("node", "meeting"), Direction.DOWNSTREAM, Cursor.start(), 10)
                        .rows())
                .isEqualTo(start.edges());
    }

    @Test
    @DisplayName("G1 A commit that is refused for its content leaves nothing behind")
    void leaves_nothing_of_a_content_clash() {
        Commit start = commit(Draft.start(RUN).content("taken", "one").open("a", "READY"));
        Commit clash = full(Draft.after(RUN, 1)).content("taken", "two").commit();
        Picture before = picture(start, clash);

        assertThatThrownBy(() -> store.commit(clash)).isInstanceOf(StoreException.class);

        assertThat(picture(start, clash)).isEqualTo(before);
        assertThat(commit(full(Draft.after(RUN, 1))).head().version()).isEqualTo(3);
    }

    @Test
    @DisplayName("G1 A commit that is refused for its command, key or version leaves nothing behind")
    void leaves_nothing_of_a_refused_commit() {
        Commit start = commit(Draft.start(RUN).key("signal", "taken").command("used"));
        Commit duplicate = full(Draft.after(RUN, 1)).command("used").commit();
        Commit taken = full(Draft.start(OTHER_RUN)).key("signal", "taken").commit();
        Commit conflict = full(Draft.after(RUN, 7)).commit();
        Commit unknown = full(Draft.after(OTHER_RUN, 7)).commit();
        Picture before = picture(start, duplicate, taken, conflict, unknown);

        assertThat(store.commit(duplicate)).isInstanceOf(DuplicateCommand.class);
        assertThat(store.commit(taken)).isInstanceOf(KeyTaken.class);
        assertThat(store.commit(conflict)).isInstanceOf(VersionConflict.class);
        assertThat(store.commit(unknown)).isInstanceOf(VersionConflict.class);

        assertThat(picture(start, duplicate, taken, conflict, unknown)).isEqualTo(before);
    }

    @Test
    @DisplayName("G2 A commit that expects another version answers with the one that the run has")
    void answers_the_actual_version() {
        commit(Draft.start(RUN).events(3));

        assertThat(store.commit(Draft.start(RUN).command("b").commit())).isEqualTo(new VersionConflict(3));
        assertThat(store.commit(Draft.after(RUN, 2).commit())).isEqualTo(new VersionConflict(3));
        assertThat(store.commit(Draft.after(RUN, 4).commit())).isEqualTo(new VersionConflict(3));
        assertThat(store.commit(Draft.after(OTHER_RUN, 3).commit())).isEqualTo(new VersionConflict(0));
        assertThat(store.commit(Draft.after(RUN, 3).events(2).commit())).isEqualTo(new Committed(5));
    }

    @Test
    @DisplayName(
            "G2 A commit is not written to a run that was removed and begun anew, though it is at the same version")
    void knows_a_run_by_its_start() {
        commit(Draft.start(RUN));
        assertThat(store.remove(RUN, 1)).isTrue();
        commit(Draft.start(RUN).started(Draft.at(1)).command("anew"));
        Draft late = Draft.after(RUN, 1).command("late").content("c", "late");

        assertThat(store.commit(late.commit())).isEqualTo(new VersionConflict(1));
        assertThat(raw.history(RUN, 0, 10)).hasSize(1);
        assertThat(store.commit(late.started(Draft.at(1)).commit())).isEqualTo(new Committed(2));
    }

    @Test
    @DisplayName("G2 Of 16 racing commits that expect the same version exactly one is written")
    void lets_one_of_many_win() throws Exception {
        commit(Draft.start(RUN));
        for (long version = 1; version <= 20; version++) {
            long expected = version;
            List<CommitResult> results = raceOfTwins(key -> racer -> Draft.after(key, expected)
                    .command("racer " + racer + " at " + expected)
                    .content("by " + racer + " at " + expected, "lost unless it won")
                    .commit());
            assertWinners(results, 2, new VersionConflict(expected + 1));
        }
        for (RunKey key : List.of(RUN, twin(RUN))) {
            assertThat(raw.load(key).orElseThrow().head().version()).isEqualTo(21);
            assertThat(raw.history(key, 0, 100)).hasSize(21);
        }
    }

    @Test
    @DisplayName("G2 Of 16 racing commits that start the same run exactly one is written")
    void lets_one_start_win() throws Exception {
        List<CommitResult> results = raceOfTwins(
                key -> racer -> Draft.start(key).command("racer " + racer).commit());

        assertWinners(results, 2, new VersionConflict(1));
    }

    @Test
    @DisplayName("G4 A command that was carried out answers what was recorded then, whatever else the commit says")
    void answers_a_duplicate_command() {
        Commit first = commit(Draft.start(RUN)
                .command("cmd")
                .result(Bytes.utf8("first answer"))
                .events(2)
                .key("signal", "s1"));
        DuplicateCommand answer = new DuplicateCommand(first.command());

        assertThat(store.commit(first)).isEqualTo(answer);
        assertThat(store.commit(Draft.after(RUN, 2).command("cmd").commit())).isEqualTo(answer);
        assertThat(store.commit(Draft.after(RUN, 9).command("cmd").commit())).isEqualTo(answer);
        assertThat(store.commit(Draft.start(OTHER_RUN)
                        .command("cmd")
                        .key("signal", "s1")
                        .commit()))
                .isEqualTo(answer);
        assertThat(store.load(OTHER_RUN)).isEmpty();
        assertThat(loaded(RUN).head().version()).isEqualTo(2);
    }

    @Test
    @DisplayName(
            "G4 Of 16 racing commits with the same command exactly one is written; the others answer what it recorded")
    void carries_a_command_out_once() throws Exception {
        List<CommitResult> results =
                raceOfTwins(key -> racer -> Draft.start(new RunKey(key.tenant(), "run of " + racer))
                        .command("cmd")
                        .commit());

        assertThat(results.stream().filter(Committed.class::isInstance)).hasSize(2);
        for (RunKey key : List.of(RUN, twin(RUN))) {
            DuplicateCommand answer =
                    new DuplicateCommand(raw.command(key.tenant(), "cmd").orElseThrow());
            assertThat(results.stream().filter(answer::equals)).hasSizeGreaterThanOrEqualTo(RACERS - 1);
            RunKey winner = new RunKey(key.tenant(), answer.command().run());
            assertThat(raw.load(winner)).isPresent();
        }
    }

    @Test
    @DisplayName("G5 A unique key belongs to one run of its tenant, and its own run may name it again")
    void keeps_a_key_for_one_run() {
        commit(Draft.start(RUN).key("signal", "s1"));

        assertThat(store.commit(Draft.start(OTHER_RUN).key("signal", "s1").commit()))
                .isEqualTo(new KeyTaken(new UniqueKey("signal", "s1"), "run-1"));
        commit(Draft.after(RUN, 1).key("signal", "s1").key("signal", "s2"));
        commit(Draft.start(OTHER_RUN).key("meeting", "s1").key("signal", "S1"));
        assertThat(store.holder(TENANT, new UniqueKey("signal", "s2"))).contains("run-1");
        assertThat(store.holder(TENANT, new UniqueKey("meeting", "s1"))).contains("run-2");
        assertThat(store.holder(TENANT, new UniqueKey("meeting", "s2"))).isEmpty();
    }

    @Test
    @DisplayName("G5 A taken key is looked at before the version, and the first by kind and value is named")
    void names_the_first_taken_key() {
        commit(Draft.start(RUN).key("a", "2").key("b", "1"));

        assertThat(store.commit(Draft.after(OTHER_RUN, 9)
                        .key("b", "1")
                        .key("a", "2")
                        .key("a", "1")
                        .commit()))
                .isEqualTo(new KeyTaken(new UniqueKey("a", "2"), "run-1"));
        assertThat(store.holder(TENANT, new UniqueKey("a", "1"))).isEmpty();
    }

    @Test
    @DisplayName("G5 Of 16 racing runs that take the same key exactly one is written; the others answer with it")
    void gives_a_key_once() throws Exception {
        List<CommitResult> results =
                raceOfTwins(key -> racer -> Draft.start(new RunKey(key.tenant(), "run of " + racer))
                        .key("signal", "s1")
                        .commit());

        assertThat(results.stream().filter(Committed.class::isInstance)).hasSize(2);
        UniqueKey key = new UniqueKey("signal", "s1");
        for (RunKey tenant : List.of(RUN, twin(RUN))) {
            String holder = raw.holder(tenant.tenant(), key).orElseThrow();
            assertThat(raw.load(new RunKey(tenant.tenant(), holder))).isPresent();
            assertThat(results.stream().filter(new KeyTaken(key, holder)::equals))
                    .hasSizeGreaterThanOrEqualTo(RACERS - 1);
        }
    }

    @Test
    @DisplayName("G8 A commit replaces the step rows that it names and leaves the others, in the order first written")
    void replaces_named_steps_only() {
        Commit start = commit(Draft.start(RUN)
                .open("c", "READY", Draft.item("i1", "legal", 1))
                .open("a", "BLOCKED", Draft.item("i2", "sales", 2)));
        Commit next = commit(Draft.after(RUN, 1).closed("a", "DONE").open("b", "READY"));

        StepRow untouched = start.steps().get(0);
        assertThat(loaded(RUN).steps())
                .containsExactly(untouched, next.steps().get(0), next.steps().get(1));
        commit(Draft.after(RUN, 2));
        assertThat(loaded(RUN).steps())
                .containsExactly(untouched, next.steps().get(0), next.steps().get(1));
    }

    @Test
    @DisplayName("G8 The items of a step row replace the items that the step had")
    void replaces_items() {
        commit(Draft.start(RUN).open("a", "WAITS", Draft.item("i1", "legal", 1), Draft.item("i2", "sales", 2)));
        commit(Draft.after(RUN, 1).open("a", "WAITS", Draft.item("i3", "sales", 3), Draft.item("i1", "sales", 4)));

        assertThat(Picture.all(cursor -> store.inbox(TENANT, Set.of("legal", "sales"), cursor, 10)).stream()
                        .map(row -> row.item().item()))
                .containsExactly("i3", "i1");
        commit(Draft.after(RUN, 2).open("a", "WAITS"));
        assertThat(store.inbox(TENANT, Set.of("legal", "sales"), Cursor.start(), 10)
                        .rows())
                .isEmpty();
        assertThat(loaded(RUN).steps().get(0).items()).isEmpty();
    }

    @Test
    @DisplayName("G8 A decision on 10,000 steps writes at most twice the bytes of one on 10")
    void writes_no_more_for_a_large_run() throws Exception {
        OptionalLong small = bytesOfADecision(RUN, 10);
        assumeTrue(small.isPresent(), "the store cannot tell how many bytes it writes");
        OptionalLong large = bytesOfADecision(OTHER_RUN, 10_000);

        assertThat(large.orElseThrow()).isLessThanOrEqualTo(2 * small.orElseThrow());
    }

    private OptionalLong bytesOfADecision(RunKey key, int steps) throws Exception {
        Draft start = Draft.start(key);
        for (int i = 0; i < steps; i++) {
            start.open("step " + i, "BLOCKED");
        }
        raw.commit(start.commit());
        String decided = "step " + steps / 2;
        return bytesWrittenBy(() ->
                raw.commit(Draft.after(key, 1).closed(decided, "COMPLETED").commit()));
    }

    /** A draft with a row of every kind. */
    private static Draft full(Draft draft) {
        return draft.events(2)
                .open("a", "WAITS", Draft.item("i2", "legal", 5), Draft.item("i1", "sales", 4, 9))
                .closed("b", "DONE", Draft.item("i1", "legal", 3))
                .timer("t", 6)
                .ended(Draft.at(7))
                .content("c1", "text")
                .content("c2", "")
                .edge("meeting", "step")
                .left("file", "b", 8)
                .key("signal", "s1");
    }

    /** 16 threads for the tenant and 16 for its twin, all at once. */
    private List<CommitResult> raceOfTwins(Function<RunKey, Function<Integer, Commit>> commits) throws Exception {
        return Race.run(2 * RACERS, i -> {
            RunKey key = i % 2 == 0 ? RUN : twin(RUN);
            return raw.commit(commits.apply(key).apply(i / 2));
        });
    }

    private static void assertWinners(List<CommitResult> results, int winners, CommitResult others) {
        assertThat(results.stream().filter(Committed.class::isInstance)).hasSize(winners);
        assertThat(results.stream().filter(result -> !(result instanceof Committed)))
                .hasSize(results.size() - winners)
                .allMatch(others::equals, "answer " + others);
    }
}
