package dev.runs.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class PositionTest {
    private static final String SCOPE = "memory/inbox/acme";

    @Test
    void cursor_is_read_in_the_scope_it_was_made_for() {
        for (Position position : List.of(
                Position.of(0, "a"),
                Position.of(Long.MIN_VALUE, "a b", "\u00fc", "\ud83d\ude00"),
                Position.of(-1, "run", ""))) {
            assertThat(Position.read(position.cursor(SCOPE), SCOPE)).contains(position);
        }
    }

    @Test
    void start_has_no_position() {
        assertThat(Position.read(Cursor.start(), SCOPE)).isEmpty();
    }

    @Test
    void cursor_of_another_scope_is_refused() {
        Cursor cursor = Position.of(1, "a").cursor("memory/inbox/globex");

        assertRefused(cursor);
    }

    @Test
    void cursor_changed_in_any_character_is_refused() {
        String token = Position.of(1234, "run", "step").cursor(SCOPE).token();
        for (int i = 0; i < token.length(); i++) {
            char other = token.charAt(i) == 'B' ? 'C' : 'B';
            assertRefused(new Cursor(token.substring(0, i) + other + token.substring(i + 1)));
            assertRefused(new Cursor(token.substring(0, i) + "!" + token.substring(i + 1)));
        }
        assertRefused(new Cursor("A"));
        assertRefused(new Cursor("AAAA"));
    }

    @Test
    void order_is_by_number_then_by_words() {
        List<Position> ordered = List.of(
                Position.of(-5, "z"),
                Position.of(1, "a"),
                Position.of(1, "a", "b"),
                Position.of(1, "a", "\uffe6"),
                Position.of(1, "a", "\ud83d\ude00"),
                Position.of(1, "b", "a"),
                Position.of(2, "a"));

        assertThat(ordered.stream().sorted(Collections.reverseOrder()).sorted()).containsExactlyElementsOf(ordered);
    }

    @Test
    void instants_are_counted_in_microseconds_whatever_their_year() {
        assertThat(Position.micros(Instant.parse("1970-01-01T00:00:00.000001Z")))
                .isEqualTo(1);
        assertThat(Position.micros(Instant.parse("1969-12-31T23:59:59.999999Z")))
                .isEqualTo(-1);
        assertThat(Position.micros(Instant.parse("0001-01-01T00:00:00Z"))).isEqualTo(-62_135_596_800_000_000L);
        assertThat(Position.micros(Instant.parse("9999-12-31T23:59:59.999999Z")))
                .isEqualTo(253_402_300_799_999_999L);
    }

    @Test
    void instants_that_no_store_keeps_are_before_and_after_all_others() {
        long first = Position.micros(Instant.parse("0001-01-01T00:00:00Z"));
        long last = Position.micros(Instant.parse("9999-12-31T23:59:59.999999Z"));

        assertThat(Position.micros(Instant.MIN)).isEqualTo(first - 1);
        assertThat(Position.micros(Instant.parse("0000-12-31T23:59:59Z"))).isEqualTo(first - 1);
        assertThat(Position.micros(Instant.parse("9999-12-31T23:59:59.999999999Z")))
                .isEqualTo(last);
        assertThat(Position.micros(Instant.parse("+10000-01-01T00:00:00Z"))).isEqualTo(last + 1);
        assertThat(Position.micros(Instant.MAX)).isEqualTo(last + 1);
    }

    private static void assertRefused(Cursor cursor) {
        assertThatThrownBy(() -> Position.read(cursor, SCOPE))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "the cursor was not given by this store for this list and tenant; begin with Cursor.start()");
    }
}
