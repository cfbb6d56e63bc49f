package dev.runs.storage.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.runs.storage.Cursor;
import dev.runs.storage.Direction;
import dev.runs.storage.EdgeRow;
import dev.runs.storage.NodeRef;
import dev.runs.storage.Page;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** G13: long lists of edges. */
abstract class EdgeGuarantees extends DueGuarantees {
    private static final NodeRef X = new NodeRef("node", "x");

    @Test
    @DisplayName("G13 Edges are in the order of their runs and, within a run, of writing, whatever the size of a page")
    void orders_edges() {
        commit(Draft.start(key("b")).edge("9", "x").edge("5", "x").edge("x", "down"));
        commit(Draft.start(key("a")).edge("8", "x"));
        commit(Draft.start(key("\ud83d\ude00")).edge("0", "x"));
        commit(Draft.start(key("\uffe6")).edge("1", "x"));
        commit(Draft.start(key("A")).edge("7", "x"));
        commit(Draft.after(key("a"), 1).edge("3", "x").edge("elsewhere", "y"));
        commit(Draft.after(key("b"), 1).edge("1", "x").edge("9", "x"));
        commit(Draft.after(key("a"), 2).edge("2", "x"));

        for (int limit : List.of(1, 2, 3, 5, 100, Integer.MAX_VALUE)) {
            assertThat(froms(limit))
                    .containsExactly("A 7", "a 8", "a 3", "a 2", "b 9", "b 5", "b 1", "\uffe6 1", "\ud83d\ude00 0");
        }
    }

    @Test
    @DisplayName("G13 The tenth and the hundredth edge of a run come after the second")
    void orders_many_edges_as_written() {
        Draft draft = Draft.start(RUN);
        IntStream.range(0, 120).forEach(i -> draft.edge("n" + i, "x"));
        commit(draft);

        List<String> written =
                IntStream.range(0, 120).mapToObj(i -> "run-1 n" + i).toList();
        assertThat(froms(7)).isEqualTo(written);
        assertThat(froms(1000)).isEqualTo(written);
    }

    @Test
    @DisplayName("G13 Edges that come between two pages neither hide nor repeat one that was there")
    void pages_edges_through_changes() {
        commit(Draft.start(key("b")).edge("1", "x").edge("2", "x"));
        commit(Draft.start(key("d")).edge("3", "x"));
        Page<EdgeRow> page = store.edges(TENANT, X, Direction.UPSTREAM, Cursor.start(), 2);
        commit(Draft.start(key("a")).edge("4", "x"));
        commit(Draft.after(key("b"), 1).edge("5", "x"));
        commit(Draft.start(key("c")).edge("6", "x"));

        List<EdgeRow> rows = new ArrayList<>(page.rows());
        rows.addAll(store.edges(TENANT, X, Direction.UPSTREAM, next(page), 10).rows());
        assertThat(rows).extracting(row -> row.from().id()).containsExactly("1", "2", "5", "6", "3");
    }

    @Test
    @DisplayName("G13 A full last page of edges has no next one, and no edge is an empty page")
    void knows_the_end_of_edges() {
        commit(Draft.start(RUN).edge("1", "x").edge("2", "x"));

        assertThat(store.edges(TENANT, X, Direction.UPSTREAM, Cursor.start(), 2).next())
                .isEmpty();
        assertThat(store.edges(TENANT, X, Direction.UPSTREAM, Cursor.start(), 1).next())
                .isPresent();
        assertThat(store.edges(TENANT, X, Direction.DOWNSTREAM, Cursor.start(), 1)
                        .rows())
                .isEmpty();
    }

    @Test
    @DisplayName("G11 A cursor that was not given for the same node, way and tenant is refused, and a limit below 1")
    void refuses_foreign_cursors_of_edges() {
        commit(Draft.start(RUN).edge("1", "x").edge("2", "x").edge("x", "3").edge("x", "4"));
        Function<Cursor, Page<?>> up = cursor -> raw.edges(TENANT, X, Direction.UPSTREAM, cursor, 1);
        Function<Cursor, Page<?>> down = cursor -> raw.edges(TENANT, X, Direction.DOWNSTREAM, cursor, 1);
        Cursor given = next(up.apply(Cursor.start()));

        assertRefused(up, List.of(next(down.apply(Cursor.start()))), List.of(new Cursor(given.token() + "A")));
        assertRefused(down, List.of(given), List.of());
        assertRefused(
                cursor -> raw.edges(TENANT, new NodeRef("node", "y"), Direction.UPSTREAM, cursor, 1),
                List.of(given),
                List.of());
        assertRefused(cursor -> raw.edges("globex", X, Direction.UPSTREAM, cursor, 1), List.of(given), List.of());
        assertThat(up.apply(given).rows()).hasSize(1);
        for (int limit : List.of(0, -1, Integer.MIN_VALUE)) {
            assertThatThrownBy(() -> store.edges(TENANT, X, Direction.UPSTREAM, Cursor.start(), limit))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    private List<String> froms(int limit) {
        return Picture.all(cursor -> store.edges(TENANT, X, Direction.UPSTREAM, cursor, limit)).stream()
                .map(row -> row.run() + " " + row.from().id())
                .toList();
    }
}
