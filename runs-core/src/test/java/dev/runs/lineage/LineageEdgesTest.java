package dev.runs.lineage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runs.gate.Finding;
import dev.runs.gate.Level;
import dev.runs.graph.EdgeCondition;
import dev.runs.record.Story;
import dev.runs.run.Command;
import dev.runs.storage.Direction;
import dev.runs.storage.EdgeRow;
import dev.runs.storage.NodeRef;
import dev.runs.storage.Page;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LineageEdgesTest {
    private static final String RUN = "run:run-advocacy-nomination";
    private static final String PACK = Story.PACK.digest();
    private Story story = Story.paused();

    /** Stored commit by commit or made again from the history: the same edges. */
    @AfterEach
    void edgesOfCommits_areThoseOfTheHistory() {
        assertThat(LineageEdges.ofHistory(story.history)).containsExactlyInAnyOrderElementsOf(story.edges());
        assertThat(story.edges()).allMatch(edge -> edge.run().equals("run-advocacy-nomination"));
    }

    private List<String> into(NodeRef node) {
        return story.edges().stream()
                .filter(edge -> edge.to().equals(node))
                .map(edge -> edge.from() + " " + edge.relation())
                .toList();
    }

    private NodeRef step(String id) {
        return LineageNodes.step(story.run.id(), id);
    }

    private String payload(String step) {
        return "payload:" + story.step(step).payload().orElseThrow().digest();
    }

    @Test
    void aRunFollowsFromItsSignalAndMeetings() {
        assertThat(into(LineageNodes.run(story.run.id())))
                .containsExactly("signal:sig-1 triggered", "meeting:call-1 contributed");
    }

    @Test
    void aStepThatARuleLetsPass() {
        assertThat(into(step("detect")))
                .containsExactly(
                        RUN + " planned", payload("detect") + " executed with", "rule:#none/" + PACK + " allowed");
        assertThat(into(step("draft")))
                .containsExactly(
                        step("detect") + " followed",
                        payload("draft") + " executed with",
                        "rule:#none/" + PACK + " allowed");
        assertThat(into(step("promote"))).isEmpty();
    }

    @Test
    void anApproval() {
        assertThat(into(LineageNodes.approval(story.run.id(), "promote", 1)))
                .containsExactly(
                        "rule:ADV-001/" + PACK + " required", RUN + " asked for", payload("promote") + " asked about");
    }

    @Test
    void anApprovalByDefaultApprovers() {
        story = Story.reference();
        story.rules = fact -> Story.answer();
        story.execute("detect", Story.note("a"));
        story.execute("draft", Story.note("b"));
        assertThat(into(LineageNodes.approval(story.run.id(), "promote", 1)))
                .contains("rule:#none/" + PACK + " required");
    }

    @Test
    void anExecutedExternalStepAndItsOutputs() {
        story.approve(Story.ANA, "promote", "Fine");
        story.execute("promote", Story.PROMOTED);
        assertThat(into(step("promote")))
                .containsExactly(
                        step("draft") + " followed",
                        payload("promote") + " executed with",
                        "approval:run-advocacy-nomination/promote/1 released");
        assertThat(into(LineageNodes.file("file-1"))).containsExactly(step("promote") + " produced");
        assertThat(into(LineageNodes.roadmap("road-1"))).containsExactly(step("promote") + " led to");
    }

    @Test
    void aRejectionStopsTheStepAndLeadsToTheFallback() {
        story.reject(Story.ANA, "promote", "No");
        story.execute("case-study", Story.note("c"));
        assertThat(into(step("promote"))).containsExactly("approval:run-advocacy-nomination/promote/1 stopped");
        assertThat(into(step("case-study"))).contains(step("promote") + " followed");
    }

    @Test
    void aRuleThatForbids() {
        story.approve(Story.ANA, "promote", "Fine");
        story.rules = fact -> Story.answer(
                new Finding(Story.rule("D-1", "Never", "deny.drl", 1), Level.ENFORCE, new Finding.Deny("Litigation")));
        story.startStep("promote");
        assertThat(into(step("promote"))).containsExactly("rule:D-1/" + PACK + " denied");
    }

    @Test
    void aMilestoneFollowsFromWhatReachedIt_andAPayloadFromTheStepThatSuppliedIt() {
        story = new Story();
        story.plan("detect", "Detect", "crm.detect");
        story.milestone("found", "Found", Story.after("detect"));
        story.plan("draft", "Draft", "crm.draft", Story.after("found"));
        story.latePayload();
        story.start(List.of());
        story.startStep("detect");
        story.finish("detect", Story.note("a"), Map.of("draft", story.payload("late")));
        assertThat(into(step("found"))).containsExactly(step("detect") + " followed");
        assertThat(into(LineageNodes.payload(
                        story.step("draft").payload().orElseThrow().digest())))
                .containsExactly(step("detect") + " supplied");
        story.execute("draft", Story.note("b"));
        assertThat(into(step("draft"))).contains(step("found") + " followed", payload("draft") + " executed with");
    }

    @Test
    void onlyPredecessorsWhoseEdgeHeldAtTheStart_areFollowed() {
        story = new Story();
        story.plan("a", "A", "crm.detect");
        story.plan("b", "B", "crm.detect");
        story.plan("c", "C", "crm.draft", Story.after("a"), new dev.runs.graph.Edge("b", EdgeCondition.ALWAYS));
        story.joinAny();
        story.start(List.of());
        story.execute("a", Story.note("a"));
        story.startStep("c");
        story.execute("b", Story.note("b"));
        assertThat(into(step("c"))).contains(step("a") + " followed").doesNotContain(step("b") + " followed");
    }

    @Test
    void everythingExecutedTracesBack() {
        story.approve(Story.ANA, "promote", "Fine");
        story.execute("promote", Story.PROMOTED);
        Trace up = tracer().upstream(LineageNodes.roadmap("road-1"));
        assertThat(up.complete()).isTrue();
        assertThat(up.of(LineageNodes.SIGNAL)).containsExactly(LineageNodes.signal("sig-1"));
        assertThat(up.of(LineageNodes.MEETING)).containsExactly(LineageNodes.meeting("call-1"));
        assertThat(up.of(LineageNodes.RULE)).contains(LineageNodes.rule(PACK, "ADV-001"));
        assertThat(up.of(LineageNodes.APPROVAL)).containsExactly(LineageNodes.approval(story.run.id(), "promote", 1));
        assertThat(up.of(LineageNodes.PAYLOAD)).hasSize(3);
        Trace down = tracer().downstream(LineageNodes.meeting("call-1"));
        assertThat(down.reaches(LineageNodes.roadmap("road-1"))).isTrue();
        assertThat(down.reaches(LineageNodes.file("file-1"))).isTrue();
        assertThat(down.reaches(LineageNodes.approval(story.run.id(), "promote", 1)))
                .isTrue();
    }

    @Test
    void theTraceAsLines() {
        story.approve(Story.ANA, "promote", "Fine");
        story.execute("promote", Story.PROMOTED);
        String promoted = story.step("promote").payload().orElseThrow().digest().abbreviated();
        assertThat(tracer().upstream(LineageNodes.roadmap("road-1")).lines())
                .startsWith(
                        "roadmap road-1",
                        "  <- led to step run-advocacy-nomination/promote",
                        "    <- followed step run-advocacy-nomination/draft",
                        "      <- followed step run-advocacy-nomination/detect",
                        "        <- planned run run-advocacy-nomination",
                        "          <- triggered signal sig-1",
                        "          <- contributed meeting call-1")
                .endsWith(
                        "    <- executed with payload " + promoted,
                        "    <- released approval run-advocacy-nomination/promote/1",
                        "      <- required rule ADV-001 of pack sha256:ab12ab12ab12",
                        "      <- asked for run run-advocacy-nomination ...",
                        "      <- asked about payload " + promoted);
        assertThat(tracer().upstream(step("detect")).lines())
                .contains("  <- allowed no rule of pack sha256:ab12ab12ab12");
    }

    private Tracer tracer() {
        return new Tracer(
                (node, direction, after) -> new Page<>(
                        story.edges().stream()
                                .filter(edge -> end(edge, direction).equals(node))
                                .toList(),
                        Optional.empty()),
                1000);
    }

    private static NodeRef end(EdgeRow edge, Direction direction) {
        return direction == Direction.UPSTREAM ? edge.to() : edge.from();
    }

    @Test
    void aResubmittedStepHasOneApprovalPerRound() {
        story.reject(Story.ANA, "promote", "No");
        story.decide(Story.AGENT, new Command.Resubmit(story.seen("promote"), Optional.empty(), story.say("Please")));
        story.settle();
        story.approve(Story.BEN, "promote", "Fine");
        story.execute("promote", Story.note("done"));
        assertThat(into(step("promote")))
                .contains(
                        "approval:run-advocacy-nomination/promote/1 stopped",
                        "approval:run-advocacy-nomination/promote/2 released");
    }
}
