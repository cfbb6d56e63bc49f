package dev.runs.samples.approvallog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class OptionsTest {
    @Test
    void logAlone_isEnough() throws Options.UsageException {
        assertThat(Options.of(List.of("log.xes")))
                .isEqualTo(new Options(
                        Path.of("log.xes"),
                        Optional.empty(),
                        false,
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty()));
    }

    @Test
    void everyOption_isRead() throws Options.UsageException {
        assertThat(Options.of(List.of(
                        "--store", "runs.db", "--cases", "10", "log.xes.gz", "--oracle", "o.jsonl", "--rules", "mine")))
                .isEqualTo(new Options(
                        Path.of("log.xes.gz"),
                        Optional.of(Path.of("runs.db")),
                        false,
                        Optional.of(10),
                        Optional.of(Path.of("o.jsonl")),
                        Optional.of(Path.of("mine"))));
        assertThat(Options.of(List.of("log.xes", "--in-memory")).inMemory()).isTrue();
    }

    @Test
    void whatCannotBeUnderstood_isRefusedWithTheMend() {
        assertRefused("There is no log to replay.\nFix: name an XES log; --help says more");
        assertRefused("There are two logs, 'a.xes' and 'b.xes'.\nFix: name one log", "a.xes", "b.xes");
        assertRefused("Option '--store' has no value.\nFix: see --help", "a.xes", "--store");
        assertRefused(
                "There is no option '--memory' (options: --store, --in-memory, --cases, --oracle, --rules, --help).\n"
                        + "Fix: did you mean '--in-memory'?",
                "a.xes",
                "--memory");
        assertRefused("'0' is not a number of cases.\nFix: give a whole number from 1 on", "a.xes", "--cases", "0");
        assertRefused(
                "'many' is not a number of cases.\nFix: give a whole number from 1 on", "a.xes", "--cases", "many");
        assertRefused(
                "--in-memory and --store contradict each other.\nFix: leave one of them out",
                "a.xes",
                "--in-memory",
                "--store",
                "b.db");
    }

    private static void assertRefused(String message, String... arguments) {
        assertThatThrownBy(() -> Options.of(List.of(arguments)))
                .isInstanceOf(Options.UsageException.class)
                .hasMessage(message);
    }
}
