package dev.runs.record;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runs.content.CanonicalJson;
import dev.runs.run.Command;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Erased content reads as redacted and changes no number and no state (S16). */
class ErasedContentTest {
    private static Story story() {
        Story story = Story.paused();
        story.reject(Story.ANA, "promote", "Wrong quote");
        story.decide(
                Story.AGENT,
                new Command.Resubmit(
                        story.seen("promote"), Optional.of(story.payload("right quote")), story.say("Mended")));
        story.settle();
        story.approve(Story.BEN, "promote", "Now it fits");
        story.execute("promote", Story.PROMOTED);
        return story;
    }

    @Test
    void everyWordIsRedacted_andEveryNumberStays() {
        Story story = story();
        RunRecord erased = RunRecord.of(story.erased());
        RunRecord whole = story.record();
        assertThat(erased.heading().title()).isEqualTo("redacted");
        assertThat(erased.heading().owner()).isEqualTo("redacted");
        assertThat(erased.heading().trigger()).isEqualTo("redacted");
        assertThat(erased.heading().summary())
                .isEqualTo("redacted, and external reference promotion was approved and executed.");
        assertThat(erased.heading().status()).isEqualTo(whole.heading().status());
        assertThat(erased.liveState()).isEqualTo(whole.liveState());
        assertThat(erased.architecture().core()).isEqualTo(whole.architecture().core());
        assertThat(erased.architecture().outputs())
                .isEqualTo(whole.architecture().outputs());
        assertThat(erased.cards()).isEqualTo(whole.cards());
        assertThat(erased.meetings().get(0).title()).isEqualTo("redacted");
        assertThat(erased.meetings().get(0).when()).isEmpty();
        assertThat(erased.steps()).extracting(RunRecord.StepRow::title).containsOnly("redacted");
        assertThat(erased.steps()).extracting(RunRecord.StepRow::note).containsOnly("Redacted.");
        assertThat(erased.outputs().get(0).text()).isEqualTo("redacted");
        assertThat(erased.files().get(0).title()).isEqualTo("redacted");
        assertThat(erased.files().get(0).node()).isEqualTo(whole.files().get(0).node());
        assertThat(erased.roadmapLinks().get(0).title()).isEqualTo("redacted");
        RunRecord.ApprovalRow row = erased.approvals().get(0);
        assertThat(row.title()).isEqualTo("redacted");
        assertThat(row.reason()).isEqualTo("redacted");
        assertThat(row.approver()).isEqualTo("Customer success director");
        assertThat(row.votes().get(0).line())
                .isEqualTo("Approved by ben as Customer success director, 20 November 2026, 14:05 UTC: redacted.");
        assertThat(erased.history()).hasSameSizeAs(whole.history());
        assertThat(erased.history().get(0).text())
                .isEqualTo("The run was started by a signal: redacted; 1 meeting contributed.");
        assertThat(erased.history().get(5).text()).isEqualTo("Redacted step 'detect' was started.");
    }

    @Test
    void contentThatIsMissing_readsLikeErasedContent() {
        Story story = story();
        RecordSource missing =
                new RecordSource(story.run, story.history, Map.of(), story.catalog, story.counters, Story.NEXT_DAY);
        assertThat(RunRecord.of(missing)).isEqualTo(RunRecord.of(story.erased()));
    }

    @Test
    void anyOneContentCanGo() {
        Story story = story();
        for (String id : List.copyOf(story.contents.keySet())) {
            Optional<Map<String, ?>> kept = story.contents.put(id, Optional.empty());
            assertThat(story.record().heading().status().text()).isEqualTo("Completed");
            story.run.steps().forEach(step -> {
                assertThat(Explanations.whyAllowed(story.source(), step.id()).headline())
                        .isNotEmpty();
                assertThat(Explanations.whyBlocked(story.source(), step.id()).headline())
                        .isNotEmpty();
            });
            assertThat(RecordJson.write(story.source())).contains("\"" + id + "\":{\"erased\":true}");
            story.contents.put(id, kept == null ? Optional.empty() : kept);
        }
    }

    @Test
    void explanations_sayThatReasonsWereRedacted() {
        Story story = Story.paused();
        assertThat(Explanations.whyBlocked(story.erased(), "promote").text())
                .startsWith("""
                        Redacted step 'promote' waits for approval by Customer success director.
                          1 approval by Customer success director is missing since 20 November 2026, 14:05 UTC, for rule ADV-001.
                        """)
                .contains("\n  The reasons of the rules were redacted.");
        assertThat(RunRecord.of(story.erased()).heading().summary())
                .isEqualTo("redacted, but external reference promotion is paused pending approval by Customer success"
                        + " director.");
    }

    @Test
    void everyContentOfARunIsNamed() {
        Story story = story();
        assertThat(ContentIds.all(story.history)).containsExactlyInAnyOrderElementsOf(story.contents.keySet());
        assertThat(ContentIds.words(story.history)).doesNotContainAnyElementsOf(ContentIds.payloads(story.history));
        assertThat(CanonicalJson.parse(RecordJson.write(story.source()))).containsKey("contents");
    }
}
