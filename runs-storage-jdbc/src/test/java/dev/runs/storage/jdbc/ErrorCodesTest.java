package dev.runs.storage.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runs.storage.RunKey;
import dev.runs.storage.StoreException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ErrorCodesTest {
    private static final Pattern CODE = Pattern.compile("RUNS-STORE-\\d{3}");

    @Test
    void documented_codes_are_those_in_use() throws IOException {
        Set<String> used = new TreeSet<>();
        codes().forEach(used::add);
        used.add(StoreException.closed("any").code());
        used.add(StoreException.contentTaken(new RunKey("any", "run"), "id").code());
        used.add(StoreException.feedTrimmed("any", 0, 1).code());
        Set<String> documented = new TreeSet<>();
        CODE.matcher(documents()).results().map(MatchResult::group).forEach(documented::add);

        assertThat(documented).isEqualTo(used);
    }

    @Test
    void no_code_means_two_things() {
        assertThat(codes()).doesNotHaveDuplicates();
    }

    private static Stream<String> codes() {
        return Stream.of(
                        Stream.of(SqliteFault.values()).map(SqliteFault::code),
                        Stream.of(PostgresFault.values()).map(PostgresFault::code),
                        Stream.of(H2Fault.values()).map(H2Fault::code))
                .flatMap(codes -> codes);
    }

    private static String documents() throws IOException {
        StringBuilder text = new StringBuilder();
        try (Stream<Path> files = Files.list(Path.of("..", "docs"))) {
            for (Path file : files.filter(path -> path.getFileName().toString().startsWith("error-codes"))
                    .toList()) {
                text.append(Files.readString(file));
            }
        }
        return text.toString();
    }
}
