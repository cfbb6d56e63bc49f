package dev.runs.samples.approvallog;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The program as it is called: what it prints, how it ends, and what it leaves. */
class ApprovalLogTest {
    private static final String SUBMITTED = "Declaration SUBMITTED by EMPLOYEE";
    private static final String APPROVED = "Declaration FINAL_APPROVED by SUPERVISOR";
    private static final String ORACLE = """
            {"case": "case 1", "end": "APPROVED", "flags": {"n_SUBMITTED": 1, "n_FINAL_APPROVED": 1}, "approver_chain": ["SUPERVISOR"]}
            {"case": "case 2", "end": "NEW", "flags": {"n_SAVED": 1, "Request_Payment_before_final_approval": 1, "Payment_Handled_before_final_approval": 1}, "approver_chain": []}
            """;

    @TempDir
    private Path folder;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private Path log;

    @BeforeEach
    void writeLog() throws IOException {
        log = new TestLog()
                .trace("case 1", "26.85120450862128", SUBMITTED, APPROVED, "Request Payment", "Payment Handled")
                .trace("case 2", "2.00", "Declaration SAVED by EMPLOYEE", "Request Payment", "Payment Handled")
                .in(folder);
    }

    @Test
    void equalToTheOracle_endsWith0_andSaysEverything() throws IOException {
        Files.writeString(folder.resolve("log.oracle.Declaration.jsonl"), ORACLE);

        assertThat(run(log.toString(), "--in-memory")).isZero();
        assertThat(out().replaceAll("(?m)^.*cases/s.*$", "  <speed>").replaceAll("(?m)^.*bytes per run$", "  <size>"))
                .isEqualTo("""
                        Replaying %s
                          rules   travel expenses 2.0
                          runs    in memory

                        Cases
                                   2  cases, each a run
                                   1  approved at the end
                                   1  never submitted at the end

                        Decisions
                                   1  submitted, each time a round of approval
                                   1  decisions of people
                                   1  approved finally
                                   1  saved as a draft

                        Stages
                                                        asked   approved   rejected unanswered
                          SUPERVISOR                        1          1          0          0
                          all                               1          1          0          0

                        Payments
                                   1  executed by the library, 26.85120450862128 in all
                                   1  reported or asked once more, and not executed again
                                   1  in the log without a standing final approval: the library ran none of them
                                      case 2 (Request Payment, Payment Handled): 'Payment of case 2' waits for its payload.

                        Import actor (of this sample only; it acts where the log does not know who did)
                                   4  as UNDEFINED

                        Speed
                          <speed>
                          <size>

                        Oracle log.oracle.Declaration.jsonl
                                                                                  library     oracle
                          approved at the end                                           1          1
                          never submitted at the end                                    1          1
                          saved as a draft (cases)                                      1          1
                          submitted, each time a round of approval (cases)              1          1
                          approved finally (cases)                                      1          1
                          payment asked without a final approval (cases)                1          1
                          payment made without a final approval (cases)                 1          1
                        Equal in every case.
                        """.formatted(log));
        assertThat(err()).isEqualTo("100 %  1 cases\n100 %  2 cases\n");
    }

    @Test
    void differentFromTheOracle_endsWith1() throws IOException {
        Path oracle = Files.writeString(
                folder.resolve("other.jsonl"), ORACLE.replace("\"end\": \"NEW\"", "\"end\": \"PARTLY\""));

        assertThat(run(log.toString(), "--in-memory", "--oracle", oracle.toString()))
                .isEqualTo(1);
        assertThat(out())
                .contains("  case 2: never submitted at the end, the oracle says PARTLY;"
                        + " the library refused nothing in this case\n")
                .endsWith("\n1 differences.\n");
    }

    @Test
    void withoutOracle_nothingIsCompared() {
        assertThat(run(log.toString(), "--in-memory")).isZero();
        assertThat(out()).endsWith("\nThere is no oracle beside the log; nothing was compared.\n");
    }

    @Test
    void storeThatIsNamed_isKept() throws IOException {
        Path store = folder.resolve("runs.db");

        assertThat(run(log.toString(), "--store", store.toString())).isZero();
        assertThat(store).isNotEmptyFile();
        assertThat(out())
                .contains("  runs    a SQLite file with relaxed durability, as is right for an import: " + store);

        assertThat(run(log.toString(), "--store", store.toString())).isEqualTo(2);
        assertThat(err())
                .endsWith(store + "  There is a file already, and a replay begins with an empty store.\n"
                        + "Fix: name a file that is not there, or delete this one\n");
        assertThat(store).isNotEmptyFile();
    }

    @Test
    void storeThatIsNotNamed_isGoneAfterwards() throws IOException {
        List<Path> before = temporaryFolders();

        assertThat(run(log.toString(), "--cases", "1")).isZero();
        assertThat(out())
                .contains(
                        "  runs    a SQLite file with relaxed durability, as is right for an import; --store <file> keeps it\n")
                .contains("           1  cases, each a run\n");
        assertThat(temporaryFolders()).isEqualTo(before);
    }

    @Test
    void badLog_endsWith2_andLeavesNoStore() throws IOException {
        Path store = folder.resolve("runs.db");
        String whole = Files.readString(log);
        Files.writeString(log, whole.substring(0, whole.length() - 20));

        assertThat(run(log.toString(), "--store", store.toString())).isEqualTo(2);
        assertThat(err())
                .contains(
                        "  The log ends here, in the middle: the file is truncated.\nFix: copy or export the log again\n");
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).containsExactly(log);
        }
    }

    @Test
    void whatIsNoLog_endsWith2_beforeAStoreIsMade() throws IOException {
        Path store = folder.resolve("runs.db");
        Path page = Files.writeString(folder.resolve("page.xes"), "<html/>");

        assertThat(run(page.toString(), "--store", store.toString())).isEqualTo(2);
        assertThat(err())
                .isEqualTo(page + ":1:8  The root element is 'html'; the root of an XES log is 'log'.\n"
                        + "Fix: name a file in the XES format (IEEE 1849)\n");
        assertThat(store).doesNotExist();
    }

    @Test
    void badRules_endWith2_beforeAStoreIsMade() throws IOException {
        Path store = folder.resolve("runs.db");
        Path rules = Files.createDirectory(folder.resolve("mine"));
        Files.writeString(rules.resolve("pack.yaml"), "name: mine\n");

        assertThat(run(log.toString(), "--store", store.toString(), "--rules", rules.toString()))
                .isEqualTo(2);
        assertThat(err()).startsWith("RUNS-RULE-").contains("pack.yaml:");
        assertThat(store).doesNotExist();
    }

    @Test
    void oracleThatIsNotThere_endsWith2_beforeTheReplay() {
        Path oracle = folder.resolve("no.jsonl");

        assertThat(run(log.toString(), "--oracle", oracle.toString())).isEqualTo(2);
        assertThat(err()).isEqualTo(oracle + "  There is no such file.\nFix: name an oracle, or leave --oracle out\n");
        assertThat(out()).isEmpty();
    }

    @Test
    void placeThatCannotHoldAStore_endsWith2() {
        assertThat(run(log.toString(), "--store", folder.resolve("no/runs.db").toString()))
                .isEqualTo(2);
        assertThat(err()).startsWith("RUNS-STORE-").contains("\nFix: ");
    }

    @Test
    void help_saysHow() {
        assertThat(run("--help")).isZero();
        assertThat(out()).isEqualTo(Options.USAGE);
        assertThat(run()).isEqualTo(2);
        assertThat(err()).isEqualTo("There is no log to replay.\nFix: name an XES log; --help says more\n");
    }

    private int run(String... arguments) {
        return ApprovalLog.run(
                List.of(arguments), new PrintStream(out, true, UTF_8), new PrintStream(err, true, UTF_8));
    }

    private String out() {
        return out.toString(UTF_8).replace(System.lineSeparator(), "\n");
    }

    private String err() {
        return err.toString(UTF_8).replace(System.lineSeparator(), "\n");
    }

    private static List<Path> temporaryFolders() throws IOException {
        try (Stream<Path> files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
            return files.filter(file -> file.getFileName().toString().startsWith("approval-log"))
                    .sorted()
                    .toList();
        }
    }
}
