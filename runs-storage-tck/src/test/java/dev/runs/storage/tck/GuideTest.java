package dev.runs.storage.tck;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What docs/guide/write-a-store.md shows stands in {@link MyStore} and {@link MyStoreTest}, line by line, and runs. */
@DisplayName("docs/guide/write-a-store.md")
class GuideTest {
    private static final Path GUIDE = Path.of("..", "docs", "guide", "write-a-store.md");
    private static final Path TESTS = Path.of("src", "test", "java", "dev", "runs", "storage", "tck");
    private static final Pattern GUARANTEE = Pattern.compile("^\\| \\*\\*G(\\d+)\\*\\* \\|", Pattern.MULTILINE);

    @Test
    void code_of_the_guide_is_tested() throws IOException {
        String source = unindented(
                Files.readString(TESTS.resolve("MyStore.java")) + Files.readString(TESTS.resolve("MyStoreTest.java")));
        List<String> blocks = blocks();

        assertThat(blocks).hasSizeGreaterThan(2);
        assertThat(blocks).allSatisfy(shown -> assertThat(source).contains(unindented(shown)));
    }

    @Test
    void guide_has_every_guarantee_once_in_order() throws IOException {
        Matcher rows = GUARANTEE.matcher(Files.readString(GUIDE));
        List<Integer> numbers = new ArrayList<>();
        while (rows.find()) {
            numbers.add(Integer.valueOf(rows.group(1)));
        }

        assertThat(numbers)
                .containsExactlyElementsOf(IntStream.rangeClosed(1, 22).boxed().toList());
    }

    private static List<String> blocks() throws IOException {
        List<String> blocks = new ArrayList<>();
        Matcher block = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL).matcher(Files.readString(GUIDE));
        while (block.find()) {
            blocks.add(block.group(1));
        }
        return blocks;
    }

    private static String unindented(String code) {
        return String.join("\n", code.strip().lines().map(String::strip).toList());
    }
}
