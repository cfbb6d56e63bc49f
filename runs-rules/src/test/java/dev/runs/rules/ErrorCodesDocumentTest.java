package dev.runs.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runs.rules.problem.RuleErrorCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("docs/error-codes.md")
class ErrorCodesDocumentTest {
    private static final Pattern ROW = Pattern.compile("^\\| (RUNS-RULE-[0-9]{3}) \\|");

    @Test
    void hasEveryCode() throws IOException {
        List<String> documented = Files.readAllLines(Path.of("..", "docs", "error-codes.md")).stream()
                .map(ROW::matcher)
                .filter(row -> row.find())
                .map(row -> row.group(1))
                // A code that is found when loading and when asking stands in both tables.
                .distinct()
                .toList();
        List<String> codes =
                Arrays.stream(RuleErrorCode.values()).map(RuleErrorCode::id).toList();
        assertThat(documented).containsExactlyInAnyOrderElementsOf(codes);
    }
}
