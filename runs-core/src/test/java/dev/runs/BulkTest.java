package dev.runs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runs.engine.Answer;
import dev.runs.engine.ApprovalView;
import dev.runs.engine.BulkAnswer;
import dev.runs.error.ErrorCode;
import dev.runs.graph.StepState;
import dev.runs.kit.Crm;
import dev.runs.run.Round;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@DisplayName("scenario 30: several decisions in one call")
class BulkTest {
    @RegisterExtension
    final Crm crm = new Crm();

    private final List<String> runs = new ArrayList<>();

    private List<ApprovalView> ask(int count) {
        crm.rules.require("R1", "crm.promote-reference", Crm.DIRECTOR_ROLE, 1);
        List<ApprovalView> seen = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            String run = crm.start(crm.promotion());
            runs.add(run);
            seen.add(crm.as(crm.ana).approval(run, "promote"));
        }
        return seen;
    }

    private Round round(int index) {
        return crm.run(runs.get(index))
                .step("promote")
                .orElseThrow()
                .lastRound()
                .orElseThrow();
    }

    @Test
    @DisplayName("of 40 items 38 pass, and 2 come back with their reasons")
    void fortyItems() {
        List<ApprovalView> seen = ask(40);
        crm.as(crm.agent)
                .edit(crm.as(crm.agent).step(runs.get(7), "promote"), Crm.payload("Globex"), "typo")
                .orThrow();
        crm.as(crm.agent)
                .recall(crm.as(crm.agent).step(runs.get(21), "promote"), "not any more")
                .orThrow();
        List<BulkAnswer> answers = crm.as(crm.ana).approveAll(seen, "all fine");
        assertThat(answers)
                .extracting(BulkAnswer::view)
                .containsExactlyElementsOf(seen.stream().map(ApprovalView::view).toList());
        for (int i = 0; i < 40; i++) {
            Answer answer = answers.get(i).answer();
            if (i == 7) {
                assertThat(((Answer.Refused) answer).refusal().code()).isEqualTo(ErrorCode.STALE);
                assertThat(crm.state(runs.get(i), "promote")).isEqualTo(StepState.AWAITING_APPROVAL);
            } else if (i == 21) {
                assertThat(((Answer.Refused) answer).refusal().code())
                        .isIn(ErrorCode.STALE, ErrorCode.WITHDRAWN, ErrorCode.ALREADY_DECIDED);
                assertThat(crm.state(runs.get(i), "promote")).isNotEqualTo(StepState.READY);
            } else {
                assertThat(answer.isAccepted()).as("item %s", i).isTrue();
                assertThat(crm.state(runs.get(i), "promote")).isEqualTo(StepState.READY);
            }
        }
    }

    @Test
    @DisplayName("repeated under the same command id each counts once and answers the same; under none it is refused")
    void repeated_countsOnce() {
        List<ApprovalView> seen = ask(3);
        List<BulkAnswer> first = crm.as(crm.ana).withCommandId("bulk-1").approveAll(seen, "fine");
        assertThat(first)
                .allSatisfy(one -> assertThat(one.answer().isAccepted()).isTrue());
        assertThat(crm.as(crm.ana).withCommandId("bulk-1").approveAll(seen, "fine"))
                .isEqualTo(first);
        assertThat(crm.as(crm.ana).withCommandId("bulk-1").approveAll(List.of(seen.get(2), seen.get(0)), "fine"))
                .containsExactly(first.get(2), first.get(0));
        assertThat(crm.as(crm.ana).approveAll(seen, "fine"))
                .allSatisfy(one -> assertThat(one.answer().isAccepted()).isFalse());
        for (int i = 0; i < 3; i++) {
            assertThat(round(i).votes()).hasSize(1);
        }
    }

    @Test
    @DisplayName("each is checked by itself: what one asked for oneself is refused, and nothing else")
    void ownRequests_areRefused() {
        List<ApprovalView> seen = ask(1);
        String own = crm.as(crm.ana).start(crm.promotion()).id();
        seen.add(crm.as(crm.ana).approval(own, "promote"));
        List<BulkAnswer> answers = crm.as(crm.ana).rejectAll(seen, "not now");
        assertThat(answers.get(0).answer().isAccepted()).isTrue();
        assertThat(((Answer.Refused) answers.get(1).answer()).refusal().code())
                .isEqualTo(ErrorCode.SEPARATION_OF_DUTIES);
        assertThat(crm.state(own, "promote")).isEqualTo(StepState.AWAITING_APPROVAL);
    }

    @Test
    void rejectingNeedsAReason() {
        List<ApprovalView> seen = ask(2);
        assertThat(crm.as(crm.ana).rejectAll(seen, " "))
                .allSatisfy(one -> assertThat(
                                ((Answer.Refused) one.answer()).refusal().code())
                        .isEqualTo(ErrorCode.REASON_MISSING));
        assertThat(crm.as(crm.ana).approveAll(List.of(), "fine")).isEmpty();
    }
}
