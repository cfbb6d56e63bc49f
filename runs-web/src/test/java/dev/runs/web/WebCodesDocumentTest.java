package dev.runs.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("docs/error-codes.md")
class WebCodesDocumentTest {
    private static final Pattern ROW = Pattern.compile("^\\| (RUNS-WEB-[0-9]{3} \\| [0-9]{3}) \\|");

    @Test
    void hasEveryCodeOnceAndInOrder() throws IOException {
        List<String> documented = Files.readAllLines(Path.of("..", "docs", "error-codes.md")).stream()
                .map(ROW::matcher)
                .filter(row -> row.find())
                .map(row -> row.group(1))
                .toList();
        List<String> codes = Arrays.stream(WebCode.values())
                .map(code -> code.id() + " | " + code.status())
                .toList();
        assertThat(documented).containsExactlyElementsOf(codes);
    }
}
