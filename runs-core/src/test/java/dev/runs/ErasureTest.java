package dev.runs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runs.action.Pattern;
import dev.runs.content.Digest;
import dev.runs.content.Payload;
import dev.runs.engine.ApprovalView;
import dev.runs.gate.Finding;
import dev.runs.graph.StepState;
import dev.runs.kit.Crm;
import dev.runs.kit.StoreWrapper;
import dev.runs.plan.Meeting;
import dev.runs.plan.Proposal;
import dev.runs.plan.RunPlan;
import dev.runs.plan.Signal;
import dev.runs.record.RunRecord;
import dev.runs.run.Run;
import dev.runs.run.Step;
import dev.runs.storage.Commit;
import dev.runs.storage.CommitResult;
import dev.runs.storage.ContentRow;
import dev.runs.storage.Cursor;
import dev.runs.storage.RunFilter;
import dev.runs.storage.RunKey;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@DisplayName("S16: personal data is in content only, and content can be erased")
class ErasureTest {
    /** In every text that a host gives; nothing else of the run contains it. */
    private static final String MARK = "Xanthippe";

    private static final RunKey KEY = new RunKey(Crm.TENANT, "run-advocacy-nomination");

    /** A store that notes the ids of all content, which the SPI does not list. */
    private static final class Noting extends StoreWrapper {
        private final List<Commit> commits = new ArrayList<>();

        @Override
        public CommitResult commit(Commit commit) {
            CommitResult result = super.commit(commit);
            if (result instanceof CommitResult.Committed) {
                commits.add(commit);
            }
            return result;
        }

        Set<String> contentIds() {
            Set<String> ids = new TreeSet<>();
            commits.forEach(commit -> commit.content().forEach(row -> ids.add(row.id())));
            return ids;
        }
    }

    private final Noting store = new Noting();

    @RegisterExtension
    final Crm crm = new Crm(store);

    private static String mark(String text) {
        return text + " " + MARK;
    }

    /** The reference run with a detour through every command that takes words. */
    private String markedRun() {
        crm.rules.add(
                "ADV-001",
                fact -> fact.action().equals("crm.promote-reference"),
                new Finding.Require(
                        Set.of(Crm.DIRECTOR_ROLE),
                        2,
                        mark("Requires a director"),
                        Optional.of(mark("review")),
                        Optional.empty()));
        crm.on(
                        "crm.detect",
                        execution -> execution
                                .note(mark("note"))
                                .preview(mark("title"), mark("text"))
                                .file("file-1", mark("file"), mark("text/plain"), mark("location"))
                                .roadmapLink("roadmap-1", mark("roadmap")))
                .on("crm.draft", execution -> {
                    throw new IllegalStateException(mark("failure"));
                });
        RunPlan plan = RunPlan.named(mark("Advocacy Nomination"))
                .id(KEY.run())
                .pattern(Pattern.EXTERNAL)
                .about("opportunity-4711")
                .owner("advocacy-agent", mark("Customer advocacy agent"))
                .summary(mark("Positive customer outcomes were detected"))
                .triggeredBy(Signal.of("signal-1", mark("Positive outcome call"), crm.clock.instant()))
                .meeting(Meeting.external("meeting-1", mark("Quarterly review"), crm.clock.instant()))
                .step("detect", mark("Detect proof points"))
                .action("crm.detect", mark("Detect"), Payload.of(Map.of("who", mark("who"))))
                .note(mark("planned note"))
                .step("draft", mark("Create advocacy record"))
                .action("crm.draft", mark("Draft"), Crm.payload(mark("Acme")))
                .after("detect")
                .step("promote", mark("Wait for approval"))
                .action("crm.promote-reference", mark("Promote"), Crm.payload(mark("Acme")))
                .after("draft")
                .step("case-study", mark("Offer an internal-only case study"))
                .action("crm.draft", mark("Offer"), Crm.payload(mark("Acme")))
                .onRejected("promote");
        String id = crm.start(plan);
        crm.work(id);
        crm.as(crm.ben)
                .resolve(crm.as(crm.ben).step(id, "draft"), true, mark("it is there"))
                .orThrow();
        crm.as(crm.ana)
                .reject(crm.as(crm.ana).approval(id, "promote"), mark("no"))
                .orThrow();
        crm.as(crm.agent)
                .resubmit(crm.as(crm.agent).step(id, "promote"), Crm.payload(mark("Globex")), mark("please"))
                .orThrow();
        crm.as(crm.agent)
                .recall(crm.as(crm.agent).step(id, "promote"), mark("wait"))
                .orThrow();
        crm.as(crm.agent)
                .resubmit(crm.as(crm.agent).step(id, "promote"), mark("go on"))
                .orThrow();
        crm.as(crm.viewer)
                .edit(crm.as(crm.viewer).step(id, "promote"), Crm.payload(mark("Initech")), mark("other"))
                .orThrow();
        crm.as(crm.ana)
                .approve(crm.as(crm.ana).approval(id, "promote"), mark("fine"))
                .orThrow();
        crm.as(crm.ben)
                .approve(crm.as(crm.ben).approval(id, "promote"), mark("fine"))
                .orThrow();
        crm.work(id);
        crm.as(crm.ben)
                .reverse(crm.as(crm.ben).step(id, "promote"), mark("sorry"))
                .orThrow();
        crm.as(crm.agent)
                .propose(
                        id,
                        Proposal.of("more", mark("More"))
                                .action("crm.withdraw-reference", mark("More"), Payload.of(Map.of("a", MARK))))
                .orThrow();
        return id;
    }

    @Test
    @DisplayName("no event, no state, no key, no edge contains a word that a person gave; only content does")
    void words_areInContentOnly() {
        markedRun();
        int marked = 0;
        for (Commit commit : store.commits) {
            assertThat(commit.events()).noneMatch(event -> event.body().utf8().contains(MARK));
            assertThat(commit.steps()).noneMatch(step -> step.document().utf8().contains(MARK));
            assertThat(commit.head().document().utf8()).doesNotContain(MARK);
            assertThat(commit.head().toString()).doesNotContain(MARK);
            assertThat(commit.command().toString()).doesNotContain(MARK);
            assertThat(commit.command().result().utf8()).doesNotContain(MARK);
            assertThat(commit.steps().toString()).doesNotContain(MARK);
            assertThat(commit.edges().toString()).doesNotContain(MARK);
            assertThat(commit.keys().toString()).doesNotContain(MARK);
            for (ContentRow row : commit.content()) {
                assertThat(row.id()).doesNotContain(MARK);
                marked += row.body().orElseThrow().bytes().utf8().contains(MARK) ? 1 : 0;
            }
        }
        assertThat(marked).as("contents with a mark").isGreaterThan(15);
    }

    @Test
    @DisplayName("a payload's digest cannot be guessed from its text: equal payloads have different digests")
    void digests_areSalted() {
        String id = markedRun();
        Set<String> digests = new HashSet<>();
        for (Step step : crm.run(id).steps()) {
            step.payload().ifPresent(payload -> digests.add(payload.digest().value()));
        }
        assertThat(digests).as("Acme in draft and case-study").hasSize(5);
        assertThat(digests)
                .doesNotContain(
                        Digest.of(new byte[0], Crm.payload(mark("Acme")).json()).value());
    }

    @Test
    @DisplayName(
            "after everything is erased the states are the same, history replays, and what is left can be decided on")
    void erased_changesNoState() {
        String id = markedRun();
        Run before = crm.run(id);
        assertThat(store.erase(KEY, store.contentIds())).isGreaterThan(15);

        Run after = crm.run(id);
        assertThat(after.states()).isEqualTo(before.states());
        assertThat(List.copyOf(after.steps())).isEqualTo(List.copyOf(before.steps()));
        assertThat(List.of(after.pending(), after.approved(), after.rejected()))
                .isEqualTo(List.of(before.pending(), before.approved(), before.rejected()));
        assertThat(after.status()).isEqualTo(before.status());
        assertThat(List.copyOf(crm.as(crm.agent).replay(id).steps())).isEqualTo(List.copyOf(before.steps()));

        ApprovalView view = crm.as(crm.ana).approval(id, "more");
        assertThat(view.payload()).isEmpty();
        assertThat(view.title()).isEqualTo("redacted");
        assertThat(view.reasons()).isEmpty();
        crm.as(crm.governance).approve(view, "blindly").orThrow();
        crm.work(id);
        assertThat(crm.state(id, "more")).as("what was approved is gone").isEqualTo(StepState.FAILED);
    }

    @Test
    @DisplayName("an erased record still has every label; nothing of what a person said is in it")
    void erasedRecord_isRedacted() {
        String id = markedRun();
        assertThat(crm.as(crm.ana).record(id).toString()).contains(MARK);
        store.erase(KEY, store.contentIds());
        RunRecord record = crm.as(crm.ana).record(id);
        assertThat(record.toString()).doesNotContain(MARK);
        assertThat(crm.as(crm.agent).runs(RunFilter.all(), Cursor.start(), 10).rows())
                .hasSize(1);
    }
}
