package dev.runs.storage.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.runs.storage.ArtifactRow;
import dev.runs.storage.Cursor;
import dev.runs.storage.NodeRef;
import dev.runs.storage.Page;
import dev.runs.storage.RunKey;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** G22: what steps left behind. */
abstract class ArtifactGuarantees extends EdgeGuarantees {
    @Test
    @DisplayName("G22 What steps left comes newest first, then by run and as written, whatever the size of a page")
    void orders_artifacts() {
        commit(Draft.start(key("b")).left("z", "s", 5).left("y", "s", 5).left("x", "s", 9));
        commit(Draft.start(key("\ud83d\ude00")).left("0", "s", 5));
        commit(Draft.start(key("\uffe6")).left("1", "s", 5));
        commit(Draft.start(key("a")).left("old", "s", 1));
        commit(Draft.after(key("a"), 1).left("9", "s", 5).left("a", "s", 5));

        for (int limit : List.of(1, 2, 3, 5, 100, Integer.MAX_VALUE)) {
            assertThat(left("file", limit))
                    .containsExactly("b x", "a 9", "a a", "b z", "b y", "\uffe6 1", "\ud83d\ude00 0", "a old");
        }
    }

    @Test
    @DisplayName("G22 The tenth and the hundredth that a step left come after the second")
    void orders_many_artifacts_as_written() {
        Draft draft = Draft.start(RUN);
        IntStream.range(0, 120).forEach(i -> draft.left("n" + i, "s", 1));
        commit(draft);

        List<String> written =
                IntStream.range(0, 120).mapToObj(i -> "run-1 n" + i).toList();
        assertThat(left("file", 7)).isEqualTo(written);
        assertThat(left("file", 1000)).isEqualTo(written);
    }

    @Test
    @DisplayName("G22 A row comes back as it was given, and what is of another kind is not in the list")
    void lists_one_kind() {
        ArtifactRow file = new ArtifactRow(new NodeRef("file", "a"), RUN.run(), "s", Draft.at(1));
        ArtifactRow link = new ArtifactRow(new NodeRef("roadmap", "a"), RUN.run(), "s", Draft.at(2));
        commit(Draft.start(RUN).left(file).left(link));

        assertThat(rows("file")).containsExactly(file);
        assertThat(rows("roadmap")).containsExactly(link);
        assertThat(rows("FILE")).isEmpty();
    }

    @Test
    @DisplayName(
            "G22 What is left again by the same step is there once, as it was first; by another step or run it is new")
    void keeps_an_artifact_once() {
        commit(Draft.start(RUN).left("x", "s", 3).left("x", "s", 3));
        commit(Draft.after(RUN, 1).left("x", "s", 9).left("x", "other step", 2));
        commit(Draft.start(OTHER_RUN).left("x", "s", 1));

        assertThat(rows("file"))
                .extracting(row -> row.run() + " " + row.step() + " " + row.at())
                .containsExactly("run-1 s " + Draft.at(3), "run-1 other step " + Draft.at(2), "run-2 s " + Draft.at(1));
    }

    @Test
    @DisplayName("G22 What comes between two pages neither hides nor repeats what was there")
    void pages_artifacts_through_changes() {
        commit(Draft.start(key("b")).left("1", "s", 5).left("2", "s", 5));
        commit(Draft.start(key("d")).left("3", "s", 4));
        Page<ArtifactRow> page = store.artifacts(TENANT, "file", Cursor.start(), 2);
        commit(Draft.start(key("a")).left("newer", "s", 6));
        commit(Draft.after(key("b"), 1).left("4", "s", 5));
        commit(Draft.start(key("c")).left("5", "s", 5));

        List<ArtifactRow> rows = new ArrayList<>(page.rows());
        rows.addAll(store.artifacts(TENANT, "file", next(page), 10).rows());
        assertThat(rows).extracting(row -> row.node().id()).containsExactly("1", "2", "4", "5", "3");
    }

    @Test
    @DisplayName("G22 A full last page of what steps left has no next one, and nothing is an empty page")
    void knows_the_end_of_artifacts() {
        commit(Draft.start(RUN).left("1", "s", 1).left("2", "s", 1));

        assertThat(store.artifacts(TENANT, "file", Cursor.start(), 2).next()).isEmpty();
        assertThat(store.artifacts(TENANT, "file", Cursor.start(), 1).next()).isPresent();
        assertThat(store.artifacts(TENANT, "roadmap", Cursor.start(), 1).rows()).isEmpty();
    }

    @Test
    @DisplayName("G22 What a removed run left is gone, and what others left of the same name stays")
    void removes_artifacts_with_their_run() {
        commit(Draft.start(RUN).left("x", "s", 2));
        commit(Draft.start(OTHER_RUN).left("x", "s", 1));
        assertThat(store.remove(RUN, 1)).isTrue();
        assertThat(left("file", 10)).containsExactly("run-2 x");

        commit(Draft.start(RUN));
        assertThat(left("file", 10)).containsExactly("run-2 x");
    }

    @Test
    @DisplayName("G22 A commit that is refused leaves nothing behind")
    void refused_commit_leaves_nothing() {
        commit(Draft.start(RUN).left("x", "s", 2));

        store.commit(Draft.after(RUN, 5).command("stale").left("y", "s", 3).commit());
        store.commit(
                Draft.start(OTHER_RUN).command("run-1 from 0").left("z", "s", 3).commit());
        assertThat(left("file", 10)).containsExactly("run-1 x");
    }

    @Test
    @DisplayName("G9 What a tenant's steps left is in no other tenant's list")
    void hides_artifacts_of_others() {
        raw.commit(Draft.start(RUN).left("x", "s", 2).commit());
        raw.commit(Draft.start(new RunKey("globex", "run-1")).left("y", "s", 2).commit());

        assertThat(raw.artifacts("globex", "file", Cursor.start(), 10).rows())
                .extracting(row -> row.node().id())
                .containsExactly("y");
        assertThat(raw.artifacts("nobody", "file", Cursor.start(), 10).rows()).isEmpty();
    }

    @Test
    @DisplayName("G11 A cursor that was not given for the same kind and tenant is refused, and a limit below 1")
    void refuses_foreign_cursors_of_artifacts() {
        commit(Draft.start(RUN).left("1", "s", 1).left("2", "s", 1));
        Function<Cursor, Page<?>> files = cursor -> raw.artifacts(TENANT, "file", cursor, 1);
        Cursor given = next(files.apply(Cursor.start()));

        assertRefused(files, List.of(new Cursor("1")), List.of(new Cursor(given.token() + "A")));
        assertRefused(cursor -> raw.artifacts(TENANT, "roadmap", cursor, 1), List.of(given), List.of());
        assertRefused(cursor -> raw.artifacts("globex", "file", cursor, 1), List.of(given), List.of());
        assertThat(files.apply(given).rows()).hasSize(1);
        for (int limit : List.of(0, -1, Integer.MIN_VALUE)) {
            assertThatThrownBy(() -> store.artifacts(TENANT, "file", Cursor.start(), limit))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    private List<ArtifactRow> rows(String kind) {
        return store.artifacts(TENANT, kind, Cursor.start(), 100).rows();
    }

    private List<String> left(String kind, int limit) {
        return Picture.all(cursor -> store.artifacts(TENANT, kind, cursor, limit)).stream()
                .map(row -> row.run() + " " + row.node().id())
                .toList();
    }
}
