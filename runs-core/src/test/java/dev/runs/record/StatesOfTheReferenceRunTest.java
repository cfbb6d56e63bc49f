package dev.runs.record;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runs.document.OutputsText;
import dev.runs.gate.Finding;
import dev.runs.gate.Level;
import dev.runs.run.Command;
import dev.runs.run.Vote;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The table "The reference run, as states", as the record shows it: steps, status and derived numbers. */
class StatesOfTheReferenceRunTest {
    private static void assertShows(Story story, String status, String counters, String... steps) {
        RunRecord record = story.record();
        assertThat(record.heading().status().text()).isEqualTo(status);
        assertThat(record.liveState().counters().stream()
                        .map(counter -> Long.toString(counter.value()))
                        .toList())
                .containsExactly(counters.split("/", -1));
        assertThat(record.steps().rows()).extracting(row -> row.status().text()).containsExactly(steps);
        assertThat(record.architecture().core().stepGraph().value()).isEqualTo(steps.length + " steps");
    }

    private static void assertSays(Story story, String standing, String sentence) {
        assertThat(story.record().heading().summary())
                .isEqualTo("Positive customer outcomes were detected, " + standing);
        assertThat(story.record().liveState().sentence()).isEqualTo(sentence);
    }

    private static final String NONE = "No approval decision gates risky or external work.";

    @Test
    void started() {
        Story story = Story.reference();
        assertShows(story, "Running", "0/0/0", "Ready", "Blocked", "Blocked");
        assertSays(story, "and work is under way: 0 of 3 steps are done.", NONE);
        assertThat(story.record().steps())
                .extracting(RunRecord.StepRow::note)
                .containsExactly(
                        "No rule asks for an approval; it is executed next.",
                        "Waits for 'Detect proof points'.",
                        "Waits for 'Create advocacy record'.");
        assertThat(story.record().approvals()).isEmpty();
        assertThat(story.record().architecture().core().riskGating().value()).isEqualTo("0");
    }

    @Test
    void bothInternalStepsDone() {
        Story story = Story.paused();
        assertShows(story, "Paused", "1/0/0", "Completed", "Completed", "Awaiting Approval");
        assertSays(
                story,
                "but external reference promotion is paused pending legal-safe review.",
                "1 approval decision still gates risky or external work.");
    }

    @Test
    void approved() {
        Story story = Story.paused();
        story.approve(Story.ANA, "promote", "Quote is cleared by legal");
        assertShows(story, "Running", "0/1/0", "Completed", "Completed", "Ready");
        assertSays(story, "and external reference promotion is approved and executed next.", NONE);
        RunRecord record = story.record();
        assertThat(record.steps().get(2).note())
                .isEqualTo("Approved by ana (Customer success director); it is executed next.");
        RunRecord.ApprovalRow row = record.approvals().get(0);
        assertThat(row.status()).isEqualTo(new Label("APPROVED", "Approved"));
        assertThat(row.progress()).isEqualTo("1 of 1 approval");
        assertThat(row.votes())
                .containsExactly(new RunRecord.VoteRow(
                        "ana",
                        "ana",
                        "Customer success director",
                        new Label("APPROVE", "Approved"),
                        "Quote is cleared by legal",
                        new Moment(Story.START, "Yesterday", "20 November 2026, 14:05 UTC"),
                        "Approved by ana as Customer success director, 20 November 2026, 14:05 UTC: Quote is cleared"
                                + " by legal."));
    }

    @Test
    void beingExecuted() {
        Story story = Story.paused();
        story.approve(Story.ANA, "promote", "Fine");
        story.startStep("promote");
        assertShows(story, "Running", "0/1/0", "Completed", "Completed", "Running");
        assertSays(story, "and external reference promotion is approved and being executed.", NONE);
        assertThat(story.record().steps().get(2).note())
                .isEqualTo("Approved by ana (Customer success director); it is being executed.");
    }

    @Test
    void executed() {
        Story story = Story.paused();
        story.approve(Story.ANA, "promote", "Fine");
        story.execute("promote", Story.PROMOTED);
        assertShows(story, "Completed", "0/1/0", "Completed", "Completed", "Completed");
        assertSays(story, "and external reference promotion was approved and executed.", NONE);
        RunRecord record = story.record();
        assertThat(record.heading().outcome()).contains(new Label("DONE", "Done"));
        assertThat(record.outputs())
                .containsExactly(new RunRecord.OutputRow(
                        "Wait for approval",
                        new Label("EXECUTED", "Executed action"),
                        "Reference page",
                        "Acme cut its costs by a third."));
        assertThat(record.files()).hasSize(1);
        assertThat(record.files().get(0).title()).isEqualTo("Nomination package");
        assertThat(record.files().get(0).node()).hasToString("file:file-1");
        assertThat(record.roadmapLinks().get(0).title()).isEqualTo("Audit export");
        assertThat(record.roadmapLinks().get(0).node()).hasToString("roadmap:road-1");
        assertThat(record.cards().generatedOutputs().value()).isEqualTo("1");
        assertThat(record.architecture().outputs().tiles())
                .extracting(RunRecord.Tile::value)
                .containsExactly("1", "1", "1");
    }

    @Test
    void rejected() {
        Story story = Story.paused();
        story.reject(Story.ANA, "promote", "Not this quarter.");
        assertShows(story, "Running", "0/0/1", "Completed", "Completed", "Rejected", "Ready");
        assertSays(
                story,
                "but external reference promotion was rejected, and work is under way: 2 of 4 steps are done.",
                NONE);
        assertThat(story.record().steps().get(2).note())
                .isEqualTo("Rejected by ana (Customer success director): Not this quarter.");
        assertThat(story.record().approvals().get(0).status()).isEqualTo(new Label("REJECTED", "Rejected"));
    }

    @Test
    void fallbackDone() {
        Story story = Story.paused();
        story.reject(Story.ANA, "promote", "Not this quarter");
        story.execute("case-study", Story.note("A case study for the team was written."));
        assertShows(story, "Completed", "0/0/1", "Completed", "Completed", "Rejected", "Completed");
        assertSays(story, "but external reference promotion was rejected, and nothing external was executed.", NONE);
        assertThat(story.record().heading().outcome()).contains(new Label("REJECTED", "Rejected"));
        assertThat(story.record().outputs()).isEmpty();
    }

    @Test
    void payloadEditedAfterOneOfTwoVotes() {
        Story story = Story.reference();
        story.rules = fact -> fact.external()
                ? Story.answer(new Finding(
                        Story.rule("ADV-002", "Two people decide", "advocacy.drl", 20),
                        Level.ENFORCE,
                        new Finding.Require(
                                Set.of("Customer success director", "Legal"),
                                2,
                                "Two people decide on a reference.",
                                Optional.empty(),
                                Optional.empty())))
                : Story.answer();
        story.execute("detect", Story.note("Found."));
        story.execute("draft", Story.note("Drafted."));
        story.approve(Story.ANA, "promote", "Fine");
        assertShows(story, "Paused", "1/0/0", "Completed", "Completed", "Awaiting Approval");
        assertThat(story.record().steps().get(2).note())
                .isEqualTo("1 approval decision is still gating risky work (1 of 2 approvals).");
        assertThat(story.record().approvals().get(0).progress()).isEqualTo("1 of 2 approvals");

        story.decide(
                Story.CY,
                new Command.EditPayload(
                        story.seen("promote"), story.payload("another quote", Story.CY), story.say("Other quote")));
        story.settle();

        assertShows(story, "Paused", "1/0/0", "Completed", "Completed", "Awaiting Approval");
        assertSays(
                story,
                "but external reference promotion is paused pending approval by 2 of Customer success director or"
                        + " Legal.",
                "1 approval decision still gates risky or external work.");
        RunRecord.ApprovalRow row = story.record().approvals().get(0);
        assertThat(row.round()).isEqualTo(2);
        assertThat(row.status().text()).isEqualTo("Pending");
        assertThat(row.reason()).isEqualTo("Two people decide on a reference");
        assertThat(row.approver()).isEqualTo("2 of Customer success director or Legal");
        assertThat(row.votes()).isEmpty();
        assertThat(row.earlier()).hasSize(1);
        assertThat(row.earlier().get(0).status().text()).isEqualTo("Superseded");
        assertThat(row.earlier().get(0).votes())
                .extracting(RunRecord.VoteRow::who)
                .containsExactly("ana");
    }

    @Test
    void rejectedResubmittedAndApproved_H12() {
        Story story = Story.paused();
        story.reject(Story.ANA, "promote", "Wrong quote");
        story.decide(
                Story.AGENT,
                new Command.Resubmit(
                        story.seen("promote"), Optional.of(story.payload("right quote")), story.say("Mended")));
        story.settle();
        story.vote(Story.BEN, "promote", Vote.Choice.APPROVE, "Now it fits");
        assertShows(story, "Running", "0/1/0", "Completed", "Completed", "Ready");
        RunRecord.ApprovalRow row = story.record().approvals().get(0);
        assertThat(row.round()).isEqualTo(2);
        assertThat(row.earlier()).extracting(earlier -> earlier.status().text()).containsExactly("Rejected");
        assertThat(story.record().architecture().core().riskGating().value()).isEqualTo("1");
    }

    @Test
    void lineageCountsMeetingsOrElseTheSignal() {
        assertThat(roots(List.of("call-1", "call-2", "call-1"))).isEqualTo("2");
        assertThat(roots(List.of())).isEqualTo("1");
    }

    private static String roots(List<String> meetings) {
        Story story = new Story();
        story.plan("detect", "Detect proof points", "crm.detect");
        story.start(meetings);
        return story.record().architecture().tracking().lineage().value();
    }

    @Test
    void internalRunWithoutMeetingsSaysSo() {
        Story story = new Story();
        story.plan("detect", "Detect proof points", "crm.detect");
        story.start(List.of());
        assertThat(story.record().meetings().whenEmpty()).isEqualTo("No meeting contributed to this run.");
        assertThat(story.record().architecture().core().stepGraph().value()).isEqualTo("1 step");
        story.execute("detect", new OutputsText(Optional.empty(), List.of(), List.of(), List.of()));
        assertThat(story.record().steps().get(0).note()).isEqualTo("Done.");
        assertThat(story.record().heading().summary())
                .isEqualTo("Positive customer outcomes were detected, and its one step is done.");
    }
}
