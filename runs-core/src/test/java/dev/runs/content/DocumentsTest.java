package dev.runs.content;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.runs.error.RunsException;
import dev.runs.storage.Bytes;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Documents: written and read in one pass")
class DocumentsTest {
    private static final List<String> TEXTS =
            List.of("", "a", "\"\\/\b\f\n\r\t", "\u0000\u001f", "ä߿ࠀ\uffff", "\uD83D\uDE00", "x".repeat(200), "同じ");

    @Test
    @DisplayName("1,000 random trees come back equal, by one reader and one writer for all of them")
    void trees_comeBack() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        JsonReader reader = JsonReader.of(1000);
        JsonWriter writer = new JsonWriter();
        for (int i = 0; i < 1000; i++) {
            Map<String, @Nullable Object> tree = tree(random, 0);
            Bytes written = writer.write(tree);
            String text = CanonicalJson.write(tree);
            assertThat(written.utf8()).as("seed %s", seed).isEqualTo(text);
            assertThat(reader.read(written)).as("seed %s", seed).isEqualTo(tree);
            assertThat(JsonReader.read(text)).as("seed %s", seed).isEqualTo(tree);
            assertThat(CanonicalJson.parse(text)).as("seed %s", seed).isEqualTo(tree);
        }
    }

    private static Map<String, @Nullable Object> tree(Random random, int depth) {
        Map<String, @Nullable Object> tree = random.nextBoolean() ? new LinkedHashMap<>() : new TreeMap<>();
        for (int i = random.nextInt(12); i > 0; i--) {
            tree.put(text(random) + random.nextInt(9), value(random, depth));
        }
        return tree;
    }

    private static @Nullable Object value(Random random, int depth) {
        return switch (random.nextInt(depth < 3 ? 7 : 5)) {
            case 0 -> null;
            case 1 -> random.nextBoolean();
            case 2 -> (long) random.nextInt();
            case 3, 4 -> text(random);
            case 5 -> tree(random, depth + 1);
            default -> {
                List<@Nullable Object> list = new ArrayList<>();
                for (int i = random.nextInt(4); i > 0; i--) {
                    list.add(value(random, depth + 1));
                }
                yield list;
            }
        };
    }

    private static String text(Random random) {
        return TEXTS.get(random.nextInt(TEXTS.size()));
    }

    @Test
    @DisplayName(
            "a word that was there a while ago is the same object, and a reader goes on after a document it refuses")
    void words_areShared() {
        JsonReader reader = JsonReader.of(10);
        Object first = reader.read(Bytes.utf8("{\"state\":\"COMPLETED\"}")).get("state");
        assertThatThrownBy(() -> reader.read(Bytes.utf8("{\"a\":{\"b\":")))
                .isInstanceOf(RunsException.class)
                .hasMessageStartingWith("RUNS-PAYLOAD-003 JSON cannot be read: it is not JSON at line 1, column ");
        assertThat(reader.read(Bytes.utf8("{\"x\":{\"state\":\"COMPLETED\"}}")).get("x"))
                .isEqualTo(Map.of("state", "COMPLETED"));
        assertThat(reader.read(Bytes.utf8("{\"state\":\"COMPLETED\"}")).get("state"))
                .isSameAs(first);
    }

    @Test
    @DisplayName("a name that is there twice is refused in documents too")
    void twice_isRefused() {
        assertThatThrownBy(() -> JsonReader.read("{\"b\":1,\"a\":2,\"b\":3}"))
                .isInstanceOf(RunsException.class)
                .hasMessage("RUNS-PAYLOAD-003 JSON cannot be read: a name is there twice."
                        + "\nFix: give one JSON object with unique keys, such as {\"customer\":\"Acme\"}");
    }

    @Test
    @DisplayName("what cannot be kept is named by its path, while it is written and while it is read")
    void wrongValues_areNamed() {
        String fix = "\nFix: write decimals as text, such as \"12.50\"";
        assertThatThrownBy(() -> CanonicalJson.write(Map.of("a", List.of(1L, Map.of("b/c", 1.5)))))
                .hasMessage("RUNS-PAYLOAD-002 Payload value 'a/1/b/c' is the number 1.5." + fix);
        assertThatThrownBy(() -> CanonicalJson.parse("{\"a\":[1,{\"b/c\":1.5}]}"))
                .hasMessage("RUNS-PAYLOAD-002 Payload value 'a/1/b/c' is the number 1.5." + fix);
    }
}
