package dev.runs.samples.approvallog;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import org.junit.jupiter.api.Test;

class ProgressTest {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    @Test
    void elsewhere_aLinePerTenth() {
        Progress progress = Progress.on(new PrintStream(bytes, true, UTF_8), false);
        progress.at(0.01, 1);
        progress.at(0.09, 90);
        progress.at(0.10, 1_000);
        progress.at(0.55, 2_000);
        progress.at(1, 10_500);
        progress.done(10_500);

        assertThat(lines())
                .containsExactly("  0 %  1 cases", " 10 %  1,000 cases", " 50 %  2,000 cases", "100 %  10,500 cases");
    }

    @Test
    void onATerminal_oneBarThatIsDrawnOver() {
        Progress progress = Progress.on(new PrintStream(bytes, true, UTF_8), true);
        progress.at(0.5, 10);
        progress.at(0.501, 11);
        progress.done(12);

        assertThat(bytes.toString(UTF_8))
                .isEqualTo("\r[###############---------------]  50 %  10 cases"
                        + "\r[###############---------------]  50 %  12 cases" + System.lineSeparator());
    }

    @Test
    void nothingShown_nothingToLeave() {
        Progress.on(new PrintStream(bytes, true, UTF_8), true).done(0);

        assertThat(bytes.toString(UTF_8)).isEmpty();
    }

    private String[] lines() {
        return bytes.toString(UTF_8).split("\\R");
    }
}
