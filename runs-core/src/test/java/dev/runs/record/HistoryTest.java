package dev.runs.record;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runs.document.RunTexts;
import dev.runs.graph.Join;
import dev.runs.graph.Node;
import dev.runs.run.ActionRef;
import dev.runs.run.Command;
import dev.runs.run.StepSpec;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class HistoryTest {
    private static List<String> ends(Story story) {
        return story.record().history().rows().stream()
                .filter(line -> line.kind().startsWith("Run"))
                .map(line -> line.sequence() + " " + line.text())
                .toList();
    }

    @Test
    void aResubmissionAfterTheEnd_showsBothEnds() {
        Story story = new Story();
        story.plan("promote", "Promote", "crm.promote-reference");
        story.start(List.of());
        story.reject(Story.ANA, "promote", "No");
        assertThat(ends(story))
                .containsExactly(
                        "1 The run was started by a signal: Positive outcome call detected.",
                        "7 The run ended: completed, rejected.");
        story.decide(Story.AGENT, new Command.Resubmit(story.seen("promote"), Optional.empty(), story.say("Please")));
        story.settle();
        story.approve(Story.BEN, "promote", "Fine");
        story.execute("promote", Story.note("done"));
        assertThat(ends(story))
                .containsExactly(
                        "1 The run was started by a signal: Positive outcome call detected.",
                        "7 The run ended: completed, rejected.",
                        "8 The run was reopened.",
                        "16 The run ended: completed, done.");
    }

    @Test
    void aCompensationReopensTheRun_H7() {
        Story story = Story.paused();
        story.approve(Story.ANA, "promote", "Fine");
        story.execute("promote", Story.PROMOTED);
        StepSpec undo = new StepSpec(
                new Node("undo", Join.all(), List.of()),
                Optional.of(new ActionRef(
                        "crm.mail", dev.runs.action.Pattern.EXTERNAL, dev.runs.action.RiskLevel.MEDIUM, true)),
                Optional.of(story.payload("sorry")),
                Story.ref(Story.BEN));
        String texts = story.keep(RunTexts.ofSteps(Map.of(
                        "undo", new RunTexts.StepText("Withdraw the reference", Optional.empty(), Optional.empty())))
                .toFields());
        story.titles("undo", "Withdraw the reference");
        story.decide(
                Story.BEN,
                new Command.Reverse(
                        story.seen("promote"),
                        story.say("Too early"),
                        Story.BEN,
                        Optional.of(new Command.AddSteps(List.of(undo), texts))));
        story.settle();
        RunRecord record = story.record();
        assertThat(record.history().rows())
                .extracting(RunRecord.HistoryLine::text)
                .containsSubsequence(
                        "The run ended: completed, done.",
                        "An objection by ben to 'Promote Acme as a reference candidate' came after its start: Too early.",
                        "The run was reopened.",
                        "1 step was added: 'Withdraw the reference'.");
        assertThat(record.heading().status().text()).isEqualTo("Paused");
        assertThat(record.heading().summary())
                .isEqualTo("Positive customer outcomes were detected, but external mail to the customer is paused"
                        + " pending legal-safe review.");
        assertThat(record.steps()).hasSize(4);
    }

    @Test
    void linesSayWhoAndWhen() {
        RunRecord.HistoryLine line = Story.paused().record().history().get(13);
        assertThat(line.sequence()).isEqualTo(14);
        assertThat(line.kind()).isEqualTo("RoundOpened");
        assertThat(line.who()).isEqualTo("runs");
        assertThat(line.when().relative()).isEqualTo("Yesterday");
        assertThat(line.step()).contains("promote");
    }
}
