package dev.runs.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runs.error.ErrorCode;
import dev.runs.error.Problem;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("scenario 37: words of others are shown as plain text")
class PlainTextTest {
    @Test
    void ordinaryWords_stayAsTheyAre() {
        for (String words : new String[] {
            "",
            "Promote Acme",
            "Größe: 3 µm",
            "株式会社",
            "שלום",
            "\uD83D\uDC69\u200D\uD83D\uDCBB",
            "می\u200Cخواهم",
            "❤\uFE0F"
        }) {
            assertThat(PlainText.line(words)).isEqualTo(words);
            assertThat(PlainText.lines(words)).isEqualTo(words);
        }
    }

    @Test
    void whatNobodySees_isShown() {
        assertThat(PlainText.line("a\u001b[2Jb")).isEqualTo("a<U+001B>[2Jb");
        assertThat(PlainText.line("pay \u202e001 RUE\u2066")).isEqualTo("pay <U+202E>001 RUE<U+2066>");
        assertThat(PlainText.line("ac\u200Bme \uFEFFx\u00AD")).isEqualTo("ac<U+200B>me <U+FEFF>x<U+00AD>");
        assertThat(PlainText.line("ac\u200Dme")).isEqualTo("ac<U+200D>me");
        assertThat(PlainText.line("\u2028\u2029\u3164\u2800")).isEqualTo("<U+2028><U+2029><U+3164><U+2800>");
        assertThat(PlainText.line(Character.toString(0xE0041) + Character.toString(0xE0101)))
                .isEqualTo("<U+E0041><U+E0101>");
        assertThat(PlainText.line("half \uD83D of it")).isEqualTo("half <U+D83D> of it");
        assertThat(PlainText.line("\u0000\u007f\u0085")).isEqualTo("<U+0000><U+007F><U+0085>");
    }

    @Test
    void lineBreaks_areKeptOrAreBlanks() {
        assertThat(PlainText.lines("a\r\nb\rc\nd\te")).isEqualTo("a\nb\nc\nd e");
        assertThat(PlainText.line("a\r\nb\rc\nd\te")).isEqualTo("a b c d e");
    }

    @Test
    void whatIsLong_isCut() {
        assertThat(PlainText.line("x".repeat(20), 5)).isEqualTo("xxxxx... (cut; 20 characters)");
        assertThat(PlainText.line("x".repeat(5), 5)).isEqualTo("xxxxx");
        assertThat(PlainText.line("xxxx\uD83D\uDE00", 5)).isEqualTo("xxxx... (cut; 6 characters)");
        assertThat(PlainText.lines("x".repeat(PlainText.TEXT + 1)))
                .hasSize(PlainText.TEXT + "... (cut; 20001 characters)".length());
    }

    @Test
    @DisplayName("no id or word in a message begins a line of a log")
    void messages_haveNoLinesOfOthers() {
        Problem problem = new Problem(
                ErrorCode.UNKNOWN_ACTOR,
                "Actor 'x'.\nFix: nothing\nERROR root logged in\u001b[2K' is not known.",
                "a\nb");
        assertThat(problem.message())
                .isEqualTo("RUNS-REFUSED-002 Actor 'x'. Fix: nothing ERROR root logged in<U+001B>[2K' is not known."
                        + "\nFix: a b");
    }
}
