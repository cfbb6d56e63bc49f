package dev.runs.samples.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("The quickstart, as a newcomer runs it")
class QuickstartTest {
    @TempDir
    Path folder;

    private record Result(int exit, String out) {}

    private Result run(String... args) throws IOException, InterruptedException {
        Path out = folder.resolve("out.txt");
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                Quickstart.class.getName()));
        command.addAll(List.of(args));
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(out.toFile())
                .start();
        assertThat(process.waitFor(5, TimeUnit.MINUTES)).isTrue();
        return new Result(process.exitValue(), Files.readString(out));
    }

    @Test
    @DisplayName("starts, pauses, is approved by another process, executed, explained; a second run is rejected")
    void story() throws Exception {
        Result story = run();

        assertThat(story.exit()).as(story.out()).isZero();
        assertThat(story.out())
                .doesNotContain("\u001b[")
                .doesNotContain("Exception")
                .doesNotContain("WARNING");
        assertThat(story.out())
                .containsSubsequence(
                        "[Run] [Paused] [External] Advocacy Nomination",
                        "Positive customer outcomes were detected, but external reference promotion is paused pending"
                                + " legal-safe review.",
                        "Pending 1 | Approved 0 | Rejected 0",
                        "03  Awaiting Approval  Wait for approval",
                        "Requires advocacy and legal review | Risk: Medium | Approver: Customer success director",
                        "RUNS-REFUSED-009 Step 'promote': 'advocacy-agent' acts for 'mia' and started the run.",
                        "Reference site <- {\"customer\":\"Acme\"",
                        "[Run] [Completed] [External] [Done] Advocacy Nomination",
                        "Pending 0 | Approved 1 | Rejected 0",
                        "Rule ADV-001 (advocacy.drl:",
                        "roadmap roadmap-export-api",
                        "contributed meeting call-opportunity-4711",
                        "RUNS-REFUSED-004 Step 'promote', round 1 was approved by dora.",
                        "[Run] [Completed] [External] [Rejected] Advocacy Nomination",
                        "Pending 0 | Approved 0 | Rejected 1");

        String file = story.out()
                .lines()
                .filter(line -> line.startsWith("Everything above is in"))
                .map(line -> line.substring("Everything above is in".length()).strip())
                .findFirst()
                .orElseThrow();
        Result export = run("export", file, "run-advocacy-nomination");
        assertThat(export.exit()).isZero();
        assertThat(export.out()).startsWith("{\"").contains("\"run-advocacy-nomination\"");
    }

    @Test
    @DisplayName("says what is wrong with a file that is not there, and leaves none behind")
    void noFile() throws Exception {
        Path file = folder.resolve("none.db");
        Result show = run("show", file.toString());
        assertThat(show.exit()).isEqualTo(1);
        assertThat(show.out())
                .isEqualTo("There is no file " + file
                        + ".\nFix: run the quickstart without arguments first; it says where" + " its file is\n");
        assertThat(file).doesNotExist();
    }
}
