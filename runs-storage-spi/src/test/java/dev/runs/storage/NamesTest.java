package dev.runs.storage;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class NamesTest {
    @Test
    void word_that_a_store_can_keep_is_returned() {
        for (String word : List.of("a", " ", "\u00fc", "\ud83d\ude00", "a".repeat(200))) {
            assertThat(Names.check("step", word)).isEqualTo(word);
        }
    }

    @Test
    void word_that_a_store_cannot_keep_is_refused() {
        assertRefused("", "step is empty");
        assertRefused("a".repeat(201), "step has 201 characters; at most 200 are kept");
        assertRefused("ab\u0000", "step has a control character at index 2");
        assertRefused("\ud83d\ude00\n", "step has a control character at index 2");
        assertRefused("a\u0085", "step has a control character at index 1");
        assertRefused("a\ud83d", "step has half of a surrogate pair at index 1");
        assertRefused("\ude00\ud83d", "step has half of a surrogate pair at index 0");
    }

    @Test
    void order_is_that_of_utf8_bytes() {
        long seed = 42;
        Random random = new Random(seed);
        Comparator<String> byBytes =
                (left, right) -> Arrays.compareUnsigned(left.getBytes(UTF_8), right.getBytes(UTF_8));
        List<String> words = new ArrayList<>();
        for (int i = 0; i < 400; i++) {
            words.add(word(random));
        }

        for (String left : words) {
            for (String right : words) {
                assertThat(Integer.signum(Names.ORDER.compare(left, right)))
                        .as("'%s' and '%s' of seed %d", left, right, seed)
                        .isEqualTo(Integer.signum(byBytes.compare(left, right)));
            }
        }
    }

    private static String word(Random random) {
        int[] points = {'a', 'b', 0xE9, 0xD7FF, 0xE000, 0xFFE6, 0x10000, 0x1F600, 0x10FFFF};
        StringBuilder word = new StringBuilder();
        for (int length = random.nextInt(4); length >= 0; length--) {
            word.appendCodePoint(points[random.nextInt(points.length)]);
        }
        return word.toString();
    }

    private static void assertRefused(String word, String message) {
        assertThatThrownBy(() -> Names.check("step", word))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }
}
