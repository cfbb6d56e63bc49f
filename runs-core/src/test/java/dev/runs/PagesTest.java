package dev.runs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.runs.actor.Actor;
import dev.runs.engine.Answer;
import dev.runs.engine.ApprovalView;
import dev.runs.engine.InboxEntry;
import dev.runs.engine.InboxQuery;
import dev.runs.engine.LineagePage;
import dev.runs.engine.Pages;
import dev.runs.engine.RunAction;
import dev.runs.engine.Session;
import dev.runs.engine.StepAction;
import dev.runs.engine.StepView;
import dev.runs.error.ErrorCode;
import dev.runs.error.RunsException;
import dev.runs.gate.Approver;
import dev.runs.kit.Crm;
import dev.runs.lineage.LineageNodes;
import dev.runs.plan.Meeting;
import dev.runs.plan.RunPlan;
import dev.runs.record.ArtifactLine;
import dev.runs.record.Asking;
import dev.runs.record.LineageName;
import dev.runs.record.RunChanges;
import dev.runs.record.RunGraph;
import dev.runs.record.RunLine;
import dev.runs.record.RunRecord;
import dev.runs.storage.Cursor;
import dev.runs.storage.Direction;
import dev.runs.storage.NodeRef;
import dev.runs.storage.Page;
import dev.runs.storage.RunFilter;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@DisplayName("What pages show")
class PagesTest {
    private static final String RUN = "run-advocacy-nomination";

    @RegisterExtension
    final Crm crm = new Crm();

    private Pages pages(Actor actor) {
        return crm.as(actor).pages(ZoneOffset.UTC);
    }

    private void waiting(Crm host) {
        host.rules.require("ADV-001", "crm.promote-reference", Crm.DIRECTOR_ROLE, 1);
        host.start(host.advocacy());
        host.work(RUN);
    }

    @Test
    void me_isWhatTheDirectorySays() {
        assertThat(pages(Actor.human(Crm.TENANT, "ana")).me()).isEqualTo(crm.ana);
        assertThatThrownBy(() -> pages(Actor.human(Crm.TENANT, "nobody")).me())
                .isInstanceOfSatisfying(
                        RunsException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.UNKNOWN_ACTOR));
    }

    @Test
    void runs_haveTheirWords_forThoseWhoMayReadThem() {
        waiting(crm);
        Page<RunLine> page = pages(crm.ana).runs(RunFilter.all(), Cursor.start(), 10);
        assertThat(page.rows()).singleElement().satisfies(line -> {
            assertThat(line.title()).isEqualTo("Advocacy Nomination");
            assertThat(line.trigger()).isEqualTo("Positive outcome call detected");
            assertThat(line.owner()).isEqualTo("Customer advocacy agent");
            assertThat(line.status().text()).isEqualTo("Paused");
            assertThat(line.steps()).isEqualTo(3);
            assertThat(line.pending()).isEqualTo(1);
        });
        Actor stranger = crm.people.add(Actor.human(Crm.TENANT, "sam", "Sales"));
        assertThat(pages(stranger).runs(RunFilter.all(), Cursor.start(), 10).rows())
                .singleElement()
                .satisfies(line -> {
                    assertThat(line.title()).isEqualTo("not for you to see");
                    assertThat(line.trigger()).isEqualTo("not for you to see");
                    assertThat(line.pending()).isEqualTo(1);
                });
    }

    @Test
    void inbox_saysWhatIsAsked_inTheViewersZone() {
        waiting(crm);
        List<InboxEntry> entries = crm.as(crm.ana)
                .pages(ZoneId.of("Europe/Berlin"))
                .inbox(InboxQuery.all(), Cursor.start(), 10)
                .rows();
        assertThat(entries).singleElement().satisfies(entry -> {
            assertThat(entry.mine()).isTrue();
            assertThat(entry.view()).contains(crm.as(crm.ana).step(RUN, "promote"));
            assertThat(entry.question().orElseThrow().title()).isEqualTo("Promote Acme as a reference candidate");
            assertThat(entry.question().orElseThrow().run()).isEqualTo("Advocacy Nomination");
            assertThat(entry.question().orElseThrow().risk().text()).isEqualTo("Medium");
            assertThat(entry.question().orElseThrow().since().exact()).isEqualTo("2 March 2026, 10:00 Europe/Berlin");
        });
    }

    private void done(Crm host) {
        host.on(
                "crm.promote-reference",
                step -> step.file("nomination-1", "Nomination package", "text/plain", "crm:/files/1")
                        .file("quote-1", "Quote", "text/plain", "crm:/files/2")
                        .roadmapLink("roadmap-12", "Bulk export API"));
        waiting(host);
        host.approve(host.ana, RUN, "promote");
        host.work(RUN);
    }

    @Test
    void filesAndRoadmap_haveTheirWords_forThoseWhoMayReadThem() {
        done(crm);
        List<ArtifactLine> files = pages(crm.ana).files(Cursor.start(), 10).rows();
        assertThat(files).isNotEmpty().allSatisfy(line -> {
            assertThat(line.run()).isEqualTo(RUN);
            assertThat(line.runTitle()).isEqualTo("Advocacy Nomination");
            assertThat(line.at().at()).isEqualTo(crm.clock.instant());
        });
        assertThat(files)
                .extracting(ArtifactLine::title)
                .containsExactlyElementsOf(pages(crm.ana).run(RUN).record().files().rows().stream()
                        .map(RunRecord.FileRow::title)
                        .toList());
        assertThat(pages(crm.ana).roadmap(Cursor.start(), 10).rows())
                .extracting(ArtifactLine::title)
                .containsExactlyElementsOf(pages(crm.ana).run(RUN).record().roadmapLinks().rows().stream()
                        .map(RunRecord.RoadmapRow::title)
                        .toList());

        Actor stranger = crm.people.add(Actor.human(Crm.TENANT, "sam", "Sales"));
        assertThat(pages(stranger).files(Cursor.start(), 10).rows())
                .hasSameSizeAs(files)
                .allSatisfy(line -> {
                    assertThat(line.title()).isEqualTo("not for you to see");
                    assertThat(line.stepTitle()).isEqualTo("not for you to see");
                    assertThat(line.location()).isEmpty();
                    assertThat(line.withheld()).isTrue();
                });
    }

    @Test
    void files_areStillThere_whenTheirWordsWereErased() {
        done(crm);
        int before = pages(crm.ana).files(Cursor.start(), 10).rows().size();
        crm.as(crm.admin).erase(RUN);
        assertThat(pages(crm.ana).files(Cursor.start(), 10).rows())
                .hasSize(before)
                .allSatisfy(line -> {
                    assertThat(line.title()).isEqualTo("redacted");
                    assertThat(line.mediaType()).isEmpty();
                });
        NodeRef run = LineageNodes.run(RUN);
        assertThat(pages(crm.ana).lineage(run, Direction.DOWNSTREAM).name(run).title())
                .contains("redacted");
    }

    @Test
    void lineage_saysWhatThingsAreCalled_andWhereTheyBelong() {
        done(crm);
        NodeRef file = pages(crm.ana).files(Cursor.start(), 10).rows().get(0).node();
        LineagePage page = pages(crm.ana).lineage(file, Direction.UPSTREAM);
        assertThat(page.named()).isTrue();
        assertThat(page.trace().nodes().stream()
                        .map(node -> node.kind() + ": "
                                + page.name(node.ref()).title().orElse("?"))
                        .toList())
                .containsExactlyInAnyOrder(
                        "file: Nomination package",
                        "step: Wait for approval",
                        "step: Create advocacy record",
                        "step: Detect proof points",
                        "payload: Payload of 'Promote Acme as a reference candidate'",
                        "payload: Payload of 'Create advocacy record'",
                        "payload: Payload of 'Detect proof points'",
                        "approval: Approval of 'Promote Acme as a reference candidate', round 1",
                        "rule: No rule of pack 'table'",
                        "rule: Rule ADV-001",
                        "run: Advocacy Nomination",
                        "signal: Positive outcome call detected",
                        "meeting: Quarterly review with Acme");
        NodeRef meeting = page.trace().of(LineageNodes.MEETING).get(0);
        assertThat(pages(crm.ana).lineage(meeting, Direction.UPSTREAM).name(meeting))
                .isEqualTo(
                        new LineageName(Optional.of("Quarterly review with Acme"), Optional.empty(), Optional.empty()));
        assertThat(page.trace().edges())
                .extracting(LineagePage::words)
                .contains("triggered", "contributed to", "was executed in", "was followed by", "required", "produced");
        NodeRef approval = page.trace().of(LineageNodes.APPROVAL).get(0);
        assertThat(page.name(approval).run()).contains(RUN);
        assertThat(page.name(approval).step()).contains("promote");
    }

    @Test
    void lineage_ofVeryManyRuns_namesTheNearest() {
        Meeting review = Meeting.external("meeting-1", "Quarterly review with Acme", crm.clock.instant());
        for (int i = 0; i < 51; i++) {
            crm.start(RunPlan.named("Call " + i)
                    .meeting(review)
                    .step("detect", "Detect proof points")
                    .action("crm.detect", Crm.payload("Acme")));
        }
        NodeRef meeting = LineageNodes.meeting("meeting-1");
        LineagePage page = pages(crm.ana).lineage(meeting, Direction.DOWNSTREAM);
        assertThat(page.named()).isFalse();
        assertThat(page.trace().of(LineageNodes.RUN).stream()
                        .filter(run -> page.name(run).title().isPresent()))
                .hasSize(50);
    }

    @Test
    void graph_hasLayersThatEdgesLeadThrough() {
        waiting(crm);
        RunGraph graph = pages(crm.ana).graph(RUN);
        assertThat(graph.layers()).isEqualTo(4);
        Map<String, Integer> layers = new LinkedHashMap<>();
        graph.steps().forEach(step -> layers.put(step.id(), step.layer()));
        assertThat(layers).isEqualTo(Map.of("detect", 0, "draft", 1, "promote", 2, "case-study", 3));
        assertThat(graph.edges())
                .allMatch(edge -> layers.get(edge.from()) < layers.get(edge.to()))
                .hasSize(3);
        RunGraph.StepNode promote = graph.steps().get(2);
        assertThat(promote.asked()).isTrue();
        assertThat(promote.counts()).isTrue();
        assertThat(promote.action().orElseThrow().name()).isEqualTo("reference promotion");
        assertThat(graph.steps().get(3).counts()).isFalse();
        assertThat(graph.edges().get(2).standing().text()).isEqualTo("Not yet");
        crm.reject(crm.ana, RUN, "promote");
        assertThat(pages(crm.ana).graph(RUN).edges().get(2).standing().text()).isEqualTo("Holds");
    }

    @Test
    void changes_areThoseSinceAVersion() {
        waiting(crm);
        long seen = crm.run(RUN).version();
        assertThat(pages(crm.ana).changes(RUN, seen).history()).isEmpty();
        crm.reject(crm.ana, RUN, "promote");
        RunChanges changes = pages(crm.ana).changes(RUN, seen);
        assertThat(changes.version()).isEqualTo(crm.run(RUN).version());
        assertThat(changes.steps())
                .extracting(
                        RunChanges.StepChange::step,
                        change -> change.before().orElseThrow().text(),
                        change -> change.after().text())
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("promote", "Awaiting Approval", "Rejected"),
                        org.assertj.core.groups.Tuple.tuple("case-study", "Blocked", "Ready"));
        assertThat(changes.diff()).contains("- 'promote' is rejected");
        assertThat(changes.history()).allMatch(line -> line.sequence() > seen).isNotEmpty();
        assertThatThrownBy(() -> pages(crm.ana).changes(RUN, 0))
                .hasMessage("run '" + RUN + "' is at version " + changes.version() + ", not 0");
    }

    @Test
    void approval_saysStageByStageWhomItWaitsFor() {
        waiting(crm);
        crm.as(crm.ana).claim(crm.as(crm.ana).approval(RUN, "promote"));
        Asking asking = pages(crm.ben).approval(RUN, "promote").asking();
        assertThat(asking.stages()).singleElement().satisfies(stage -> {
            assertThat(stage.standing().text()).isEqualTo("Asked now");
            assertThat(stage.approvers()).isEqualTo(Crm.DIRECTOR_ROLE);
            assertThat(stage.given()).isZero();
            assertThat(stage.needed()).contains(1);
            assertThat(stage.claims())
                    .containsExactly(new Asking.Claim(Crm.DIRECTOR_ROLE, Crm.DIRECTOR_ROLE, "ana", "ana"));
        });
        crm.approve(crm.ana, RUN, "promote");
        Asking after = pages(crm.ben).approval(RUN, "promote").asking();
        assertThat(after.stages().get(0).standing().text()).isEqualTo("Approved");
        assertThat(after.approval().votes()).singleElement().satisfies(vote -> {
            assertThat(vote.who()).isEqualTo("ana");
            assertThat(vote.reason()).isEqualTo("fine");
        });
    }

    @Test
    void aRunOnHold_isShown_whilePeopleWereAsked() {
        waiting(crm);
        crm.as(crm.admin).hold(RUN, "Incident").orThrow();
        assertThat(crm.as(crm.ana).record(RUN).steps().get(2).note())
                .isEqualTo("Nobody is asked while the run is on hold; what was said is kept.");
        assertThat(crm.as(crm.ana).whyBlocked(RUN, "promote").text()).startsWith("""
                        'Promote Acme as a reference candidate' waits until the run is let go on.
                          The run is on hold since 2 March 2026, 09:00 UTC, by admin: Incident.
                        """);
        assertThat(pages(crm.admin).run(RUN).actions()).isEqualTo(Set.of(RunAction.LET_GO, RunAction.EXPORT));
    }

    /** Everything that can be done about a step. */
    private static Answer act(StepAction action, Session session, StepView step) {
        return switch (action) {
            case APPROVE, REJECT, REQUEST_CHANGES, CLAIM, RELEASE, DELEGATE, REASSIGN ->
                answer(action, session, session.approval(RUN, step.step()));
            case EDIT -> session.edit(step, Crm.payload("Beta"), "why");
            case RECALL -> session.recall(step, "why");
            case RESUBMIT -> session.resubmit(step, "why");
            case REVERSE -> session.reverse(step, "why");
            case REDO -> session.redo(step, "why");
            case RESOLVE -> session.resolve(step, true, "why");
            case SKIP -> session.skip(step, "why");
            case WAIVE -> session.waive(step, "why");
            case COMMENT -> session.comment(step, "why");
        };
    }

    private static Answer answer(StepAction action, Session session, ApprovalView seen) {
        return switch (action) {
            case APPROVE -> session.approve(seen, "why");
            case REJECT -> session.reject(seen, "why");
            case REQUEST_CHANGES -> session.requestChanges(seen, "why");
            case CLAIM -> session.claim(seen);
            case RELEASE -> session.release(seen);
            case DELEGATE -> session.delegate(seen, "sam", Instant.parse("2026-03-03T09:00:00Z"), "why");
            default -> session.reassign(seen, Crm.DIRECTOR_ROLE, Approver.of("@sam"), true, "why");
        };
    }

    private interface Story {
        void tell(Crm host);
    }

    private Map<String, Story> stories() {
        Map<String, Story> stories = new LinkedHashMap<>();
        stories.put("asked", host -> {});
        stories.put(
                "claimed",
                host -> host.as(host.ana)
                        .claim(host.as(host.ana).approval(RUN, "promote"))
                        .orThrow());
        stories.put("approved", host -> host.approve(host.ana, RUN, "promote").orThrow());
        stories.put("executed", host -> {
            host.approve(host.ana, RUN, "promote").orThrow();
            host.work(RUN);
        });
        stories.put("rejected", host -> host.reject(host.ana, RUN, "promote").orThrow());
        stories.put("nobody knows", host -> {
            host.on("crm.promote-reference", execution -> {
                throw new IllegalStateException("gone");
            });
            host.approve(host.ana, RUN, "promote").orThrow();
            host.work(RUN);
        });
        stories.put("on hold", host -> host.as(host.admin).hold(RUN, "why").orThrow());
        stories.put("cancelled", host -> host.as(host.admin).cancel(RUN, "why").orThrow());
        return stories;
    }

    @Test
    void whatIsOffered_isWhatIsDone() {
        List<String> wrong = new ArrayList<>();
        stories().forEach((name, story) -> {
            for (String person : List.of("advocacy-agent", "owner", "ana", "ben", "viewer", "admin")) {
                for (StepAction action : StepAction.values()) {
                    Crm host = new Crm();
                    host.people.add(Actor.human(Crm.TENANT, "sam", "Sales"));
                    waiting(host);
                    story.tell(host);
                    Session session =
                            host.as(host.people.find(Crm.TENANT, person).orElseThrow());
                    StepView step = session.step(RUN, "promote");
                    boolean offered = session.pages(ZoneOffset.UTC)
                            .step(RUN, "promote")
                            .actions()
                            .contains(action);
                    Answer answer = act(action, session, step);
                    if (offered != answer.isAccepted()) {
                        wrong.add(name + ", " + person + ": " + action + " offered: " + offered + ", " + answer);
                    }
                    host.runs().close();
                }
            }
        });
        assertThat(wrong).isEmpty();
    }

    @Test
    void editing_costsTheVote_ofWhoCouldDecide() {
        waiting(crm);
        assertThat(pages(crm.ana).step(RUN, "promote").editCostsVote()).isTrue();
        assertThat(pages(crm.viewer).step(RUN, "promote").editCostsVote()).isFalse();
        crm.clock.advance(Duration.ofMinutes(1));
        crm.as(crm.ana)
                .edit(crm.as(crm.ana).step(RUN, "promote"), Crm.payload("Beta"), "why")
                .orThrow();
        assertThat(pages(crm.ana).step(RUN, "promote").actions()).doesNotContain(StepAction.APPROVE);
        assertThat(pages(crm.ana).step(RUN, "promote").payload()).contains(Crm.payload("Beta"));
    }
}
