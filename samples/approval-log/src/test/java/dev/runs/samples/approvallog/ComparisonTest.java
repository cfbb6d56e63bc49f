package dev.runs.samples.approvallog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ComparisonTest {
    private static final String AGREES =
            "{\"case\": \"1\", \"doc\": \"D\", \"end\": \"NEW\", \"flags\": {\"n_SAVED\": 1}, \"approver_chain\": []}\n";

    @TempDir
    private Path folder;

    private final Map<String, CaseFacts> ours = new LinkedHashMap<>();

    @BeforeEach
    void oneDraft() {
        CaseFacts facts = new CaseFacts("1");
        facts.note(Fact.SAVED);
        ours.put("1", facts);
    }

    @Test
    void oracleThatAgrees_yieldsNoDifference() throws IOException {
        Comparison comparison = Comparison.of(ours, oracle(AGREES), true);

        assertThat(comparison.differences()).isEmpty();
        assertThat(comparison.rows())
                .contains(
                        new Comparison.Row("never submitted at the end", 1, 1),
                        new Comparison.Row("saved as a draft (cases)", 1, 1),
                        new Comparison.Row("approved at the end", 0, 0));
    }

    @Test
    void everyDifference_isListedWithItsCaseAndReason() throws IOException {
        ours.get("1").noteRefusal("Declaration FINAL_APPROVED by SUPERVISOR: Nobody was asked.");
        String reason = "the library refused Declaration FINAL_APPROVED by SUPERVISOR: Nobody was asked.";
        Comparison comparison = Comparison.of(
                ours,
                oracle("{\"case\": \"1\", \"end\": \"APPROVED\", \"flags\": {\"n_FINAL_APPROVED\": 1, \"odd\": 1},"
                        + " \"approver_chain\": [\"SUPERVISOR\"]}\n"),
                true);

        assertThat(comparison.differences())
                .containsExactly(
                        new Comparison.Difference("1", "never submitted at the end, the oracle says APPROVED", reason),
                        new Comparison.Difference("1", "saved as a draft: 1, the oracle says 0", reason),
                        new Comparison.Difference("1", "approved finally: 0, the oracle says 1", reason),
                        new Comparison.Difference("1", "the oracle has a flag 'odd'", "this sample does not know it"),
                        new Comparison.Difference("1", "approved by [], the oracle says [SUPERVISOR]", reason));
        assertThat(comparison.rows()).contains(new Comparison.Row("approved at the end", 0, 1));
    }

    @Test
    void casesOfOneSideOnly_areDifferences_unlessOnlyAPartWasReplayed() throws IOException {
        String other = AGREES.replace("\"1\"", "\"2\"");

        assertThat(Comparison.of(ours, oracle(other), true).differences())
                .containsExactly(
                        new Comparison.Difference("1", "it is in the log only", "the oracle has no line about it"),
                        new Comparison.Difference("2", "it is in the oracle only", "the log has no case of that id"));
        assertThat(Comparison.of(ours, oracle(AGREES + other), false).differences())
                .isEmpty();
    }

    @Test
    void packedOracle_isRead() throws IOException {
        Path file = Files.write(folder.resolve("o.jsonl.gz"), XesReaderTest.gzip(AGREES));
        assertThat(Oracle.read(file).cases())
                .isEqualTo(Map.of("1", new Oracle.Line("NEW", Map.of("n_SAVED", 1L), List.of())));
    }

    @Test
    void badLine_isRefusedWithItsPlace() {
        assertRefused("{", "1:1  This line is not a JSON object.");
        assertRefused(AGREES + "[]", "2:1  This line is not a JSON object.");
        assertRefused(AGREES + AGREES, "2:1  This line is the second one about '1'.");
        assertRefused("{\"end\": \"NEW\", \"flags\": {}}", "1:1  This line names no case.");
        assertRefused("{\"case\": \"1\", \"flags\": {}}", "1:1  This line says no 'end' or no 'flags'.");
        assertRefused(
                "{\"case\": \"1\", \"end\": \"NEW\", \"flags\": {\"n_SAVED\": true}}",
                "1:1  This line has a flag 'n_SAVED' that is not a whole number.");
    }

    @Test
    void oracle_isFoundBesideTheLog() throws IOException {
        Path log = folder.resolve("claims.xes.gz");
        assertThat(Oracle.beside(log)).isEmpty();

        Path oracle = Files.createFile(folder.resolve("claims.oracle.Declaration.jsonl.gz"));
        Files.createFile(folder.resolve("others.oracle.Declaration.jsonl.gz"));
        assertThat(Oracle.beside(log)).contains(oracle);
        assertThat(Oracle.beside(folder.resolve("claims.xes"))).contains(oracle);

        Files.createFile(folder.resolve("claims.oracle.Permit.jsonl"));
        assertThatThrownBy(() -> Oracle.beside(log))
                .isInstanceOf(BadInputException.class)
                .hasMessage(log + "  There are 2 oracles beside it: claims.oracle.Declaration.jsonl.gz,"
                        + " claims.oracle.Permit.jsonl.\nFix: name one with --oracle <file>");
    }

    private void assertRefused(String text, String message) {
        assertThatThrownBy(() -> oracle(text))
                .isInstanceOf(BadInputException.class)
                .hasMessage(folder.resolve("o.jsonl") + ":" + message
                        + "\nFix: a line is {\"case\": \"...\", \"end\": \"APPROVED\", \"flags\": {\"n_SUBMITTED\": 1},"
                        + " \"approver_chain\": [\"SUPERVISOR\"]}");
    }

    private Oracle oracle(String text) throws IOException {
        return Oracle.read(Files.writeString(folder.resolve("o.jsonl"), text));
    }
}
