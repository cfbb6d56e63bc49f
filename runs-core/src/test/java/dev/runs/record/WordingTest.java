package dev.runs.record;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runs.action.Pattern;
import dev.runs.graph.StepState;
import dev.runs.run.Round;
import dev.runs.run.RunOutcome;
import dev.runs.run.RunStatus;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class WordingTest {
    @Test
    void gating_agreesWithItsNumber() {
        assertThat(Wording.gating(0)).isEqualTo("No approval decision gates risky or external work.");
        assertThat(Wording.gating(1)).isEqualTo("1 approval decision still gates risky or external work.");
        assertThat(Wording.gating(2)).isEqualTo("2 approval decisions still gate risky or external work.");
        assertThat(Wording.gating(12)).isEqualTo("12 approval decisions still gate risky or external work.");
    }

    @Test
    void numbers_agreeWithTheirNouns() {
        assertThat(Wording.count(0, "step")).isEqualTo("0 steps");
        assertThat(Wording.count(1, "step")).isEqualTo("1 step");
        assertThat(Wording.count(2, "step")).isEqualTo("2 steps");
    }

    @Test
    void lists_haveCommasAndAConjunction() {
        assertThat(Wording.and(List.of())).isEmpty();
        assertThat(Wording.and(List.of("a"))).isEqualTo("a");
        assertThat(Wording.and(List.of("a", "b"))).isEqualTo("a and b");
        assertThat(Wording.or(List.of("a", "b", "c"))).isEqualTo("a, b or c");
        assertThat(Wording.few(List.of("a", "b", "c", "d"))).isEqualTo("a, b, c and d");
        assertThat(Wording.few(List.of("a", "b", "c", "d", "e"))).isEqualTo("a, b, c and 2 more");
    }

    @Test
    void sentences_beginLargeAndEndOnce() {
        assertThat(Wording.sentence("done")).isEqualTo("Done.");
        assertThat(Wording.sentence("done?")).isEqualTo("Done?");
        assertThat(Wording.sentence(" ")).isEmpty();
        assertThat(Wording.because("it is.")).isEqualTo(": it is");
        assertThat(Wording.because("")).isEmpty();
    }

    @Test
    void storedWords_cannotWriteToTheTerminalOrTurnTheTextAround() {
        assertThat(Wording.plain("a\u001b[2Jb\r\nc")).isEqualTo("a<U+001B>[2Jb c");
        assertThat(Wording.plain("pay \u202e001 RUE")).isEqualTo("pay <U+202E>001 RUE");
        assertThat(Wording.lines("a\nb\u0007")).isEqualTo("a\nb<U+0007>");
    }

    @Test
    void everyCodeHasAWordOfItsOwn() {
        assertThat(Arrays.stream(StepState.values()).map(Wording::title))
                .containsExactly(
                        "Blocked",
                        "Held",
                        "Awaiting Approval",
                        "Changes Requested",
                        "Ready",
                        "Running",
                        "Retrying",
                        "Indeterminate",
                        "Parked",
                        "Completed",
                        "Rejected",
                        "Failed",
                        "Skipped",
                        "Cancelled");
        assertThat(Arrays.stream(RunStatus.values()).map(Wording::status).map(Label::text))
                .containsExactly(
                        "On hold",
                        "Running",
                        "Needs attention",
                        "Paused",
                        "Waiting",
                        "Completed",
                        "Failed",
                        "Cancelled");
        assertThat(Arrays.stream(RunOutcome.values()).map(Wording::outcome).map(Label::text))
                .containsExactly("Done", "Partly done", "Rejected");
        assertThat(Arrays.stream(Round.State.values()).map(Wording::round).map(Label::text))
                .containsExactly(
                        "Pending",
                        "Suspended",
                        "Approved",
                        "Rejected",
                        "Taken back by the requester",
                        "Withdrawn",
                        "Superseded",
                        "Taken back by an approver",
                        "Overruled by a rule",
                        "Changes requested",
                        "Expired");
        assertThat(Arrays.stream(Pattern.values()).map(Wording::patternText))
                .doesNotHaveDuplicates()
                .allMatch(text -> text.endsWith("."));
        assertThat(Arrays.stream(StepState.values()).map(Wording::is)).allMatch(text -> !text.contains("_"));
    }
}
