package dev.runs.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runs.rules.problem.RuleProblem;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The table of mistakes in {@code mistakes.txt}: what an author writes, and exactly what she reads. */
class MistakesTest {
    /** A mistake of the table. */
    record Mistake(String title, String kind, String text, String messages) {
        Map<String, String> files() {
            Map<String, String> files = Packs.deny("external == true");
            switch (kind) {
                case "condition" -> files.putAll(Packs.deny(text));
                case "then" -> files.putAll(Packs.files(Packs.rule("R-1", "external == true", text)));
                case "rules" -> files.putAll(Packs.files(text));
                case "file" -> files.put("rules.drl", text);
                default -> files.put(kind, text);
            }
            return files;
        }

        String actual() {
            return RulePacks.check(files()).problems().stream()
                    .map(RuleProblem::message)
                    .collect(Collectors.joining("\n"));
        }
    }

    @TestFactory
    Stream<DynamicTest> message() {
        return mistakes().stream()
                .map(mistake -> DynamicTest.dynamicTest(
                        mistake.title(), () -> assertThat(mistake.actual()).isEqualTo(mistake.messages())));
    }

    @Test
    void theTableIsLong_andTitlesAreUnique() {
        assertThat(mistakes()).hasSizeGreaterThan(60).extracting(Mistake::title).doesNotHaveDuplicates();
    }

    static List<Mistake> mistakes() {
        List<Mistake> mistakes = new ArrayList<>();
        for (String section : table().split("(?m)^=== ", -1)) {
            if (!section.isBlank()) {
                int title = section.indexOf('\n');
                int kind = section.indexOf(':', title);
                int messages = section.indexOf("\n---\n");
                mistakes.add(new Mistake(
                        section.substring(0, title),
                        section.substring(title + 1, kind),
                        section.substring(kind + 2, messages),
                        section.substring(messages + 5).strip()));
            }
        }
        return mistakes;
    }

    private static String table() {
        try (InputStream in = MistakesTest.class.getResourceAsStream("mistakes.txt")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
