package dev.runs.samples.crm.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runs.action.RiskLevel;
import dev.runs.engine.Answer;
import dev.runs.error.ErrorCode;
import dev.runs.graph.StepState;
import dev.runs.record.RunRecord;
import dev.runs.run.RunStatus;
import dev.runs.samples.crm.CrmFixture;
import dev.runs.samples.crm.CrmTest;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.annotation.Autowired;

@CrmTest
@DisplayName("Every kind of run that the agents start")
class EveryRunTypeTest {
    @Autowired
    private CrmFixture crm;

    /** What a customer says, which step then waits, at which risk, what a yes leaves outside, and what is done after a no. */
    enum Kind {
        ADVOCACY(
                "It saved us a week, 40 % of the work. We would love a bulk export.",
                "promote", RiskLevel.MEDIUM, "reference_site", "case-study"),
        DISCOUNT("Could you do 15 % off?", "offer", RiskLevel.MEDIUM, "activity", "list-price"),
        EXPORT("Please send us our data.", "export", RiskLevel.HIGH, "outbox_mail", "decline"),
        RENEWAL("We are looking at other vendors.", "send", RiskLevel.MEDIUM, "outbox_mail", "call"),
        CONTRACT("Our lawyers want to amend the contract.", "amend", RiskLevel.CRITICAL, "outbox_mail", "keep"),
        REFUND("We want a refund of 7,200 please.", "refund", RiskLevel.HIGH, "payment", "explain"),
        ROADMAP("Is there a way to get an audit log?", "tell", RiskLevel.MEDIUM, "outbox_mail", "remind");

        private final String said;
        private final String step;
        private final RiskLevel risk;
        private final String leaves;
        private final String afterNo;

        Kind(String said, String step, RiskLevel risk, String leaves, String afterNo) {
            this.said = said;
            this.step = step;
            this.risk = risk;
            this.leaves = leaves;
            this.afterNo = afterNo;
        }
    }

    private long outside(Kind kind, String account) {
        String which = kind == Kind.DISCOUNT ? " AND kind = 'discount'" : "";
        return crm.count("SELECT count(*) FROM " + kind.leaves + " WHERE account_id = ?" + which, account);
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void approved_isDoneOnce(Kind kind) {
        String account = crm.customer("Customer of " + kind, "silver");
        String run = crm.heard(account, "Customer: " + kind.said);

        assertThat(crm.state(run, kind.step)).isEqualTo(StepState.AWAITING_APPROVAL);
        assertThat(crm.approval(run, kind.step).risk()).isEqualTo(kind.risk);
        assertThat(outside(kind, account)).isZero();

        crm.approveAll(run, kind.step);
        crm.work(run);

        assertThat(crm.state(run, kind.step)).isEqualTo(StepState.COMPLETED);
        assertThat(crm.state(run, kind.afterNo)).isEqualTo(StepState.SKIPPED);
        assertThat(crm.run(run).status()).isEqualTo(RunStatus.COMPLETED);
        assertThat(outside(kind, account)).isOne();
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void rejected_leavesNothingOutside(Kind kind) {
        String account = crm.customer("Customer of " + kind, "silver");
        String run = crm.heard(account, "Customer: " + kind.said);

        crm.reject(run, kind.step);

        assertThat(crm.state(run, kind.step)).isEqualTo(StepState.REJECTED);
        assertThat(crm.state(run, kind.afterNo)).isEqualTo(StepState.COMPLETED);
        assertThat(crm.run(run).status()).isEqualTo(RunStatus.COMPLETED);
        assertThat(outside(kind, account)).isZero();
    }

    @Test
    @DisplayName("the reference run reads as on the product page")
    void reference() {
        String account = crm.customer("Acme", "silver");
        String run = crm.heard(account, "Customer: It saved us a week, 40 % of the work.");

        RunRecord record = crm.as("ada").record(run);

        assertThat(record.heading().title()).isEqualTo("Advocacy Nomination");
        assertThat(record.heading().badges().stream().map(label -> label.text()))
                .containsExactly("Run", "Paused", "External");
        assertThat(record.heading().summary())
                .isEqualTo("Positive customer outcomes were detected, but external reference promotion is paused"
                        + " pending legal-safe review.");
        assertThat(record.heading().owner()).isEqualTo("Customer advocacy agent");
        assertThat(record.heading().trigger()).isEqualTo("Positive outcome call detected");
        assertThat(record.meetings().rows()).hasSize(1);
        assertThat(record.steps().rows().stream()
                        .limit(3)
                        .map(step -> step.status().text() + ": " + step.title() + ": " + step.note()))
                .containsExactly(
                        "Completed: Detect proof points: Outcome language and measurable impact were found in the"
                                + " customer conversation.",
                        "Completed: Create advocacy record: Reference nomination package was drafted with evidence.",
                        "Awaiting Approval: Wait for approval: 1 approval decision is still gating risky work.");
        assertThat(record.approvals().rows().stream()
                        .map(row -> row.title() + " | " + row.reason() + " | "
                                + row.risk().text() + " | " + row.approver()))
                .containsExactly("Promote Acme as a reference candidate | Requires advocacy and legal review | Medium |"
                        + " Customer success director");

        crm.approveAll(run, "promote");

        RunRecord after = crm.as("ada").record(run);
        assertThat(after.files().rows()).hasSize(1);
        assertThat(after.outputs().rows()).hasSize(1);
    }

    @Test
    @DisplayName("the product ask heard in the call becomes a roadmap link of the nomination")
    void ask() {
        String account = crm.customer("Acme", "silver");
        String run = crm.heard(account, "Customer: It saved us a week, 40 %. We would love a bulk export.");
        crm.approveAll(run, "promote");
        assertThat(crm.as("ada").record(run).roadmapLinks().rows())
                .singleElement()
                .satisfies(row -> assertThat(row.title()).isEqualTo("Bulk export API"));
    }

    @Test
    @DisplayName("a person for whom the agent acts cannot approve what it asks for")
    void separation() {
        String account = crm.customer("Acme", "silver");
        String run = crm.heard(account, "Customer: It saved us a week, 40 % of the work.");
        var carl = crm.as("carl");
        assertThat(carl.approve(carl.approval(run, "promote"), "Fine"))
                .isInstanceOfSatisfying(
                        Answer.Refused.class,
                        answer -> assertThat(answer.refusal().problem().code())
                                .isEqualTo(ErrorCode.SEPARATION_OF_DUTIES));
    }

    @Test
    @DisplayName("a small discount needs nobody, and the sale has it afterwards")
    void smallDiscount() {
        String account = crm.customer("Small", "silver");
        String run = crm.heard(account, "Customer: A discount of 3 would do.");
        assertThat(crm.run(run).status()).isEqualTo(RunStatus.COMPLETED);
        assertThat(crm.count("SELECT discount_percent FROM opportunity WHERE account_id = ?", account))
                .isEqualTo(3);
    }

    @Test
    @DisplayName("a term beyond three years is denied whoever would approve it")
    void longTerm() {
        String account = crm.customer("Long", "silver");
        String run = crm.heard(account, "Customer: We want a term of 60 months.");
        assertThat(crm.state(run, "amend")).isEqualTo(StepState.REJECTED);
        assertThat(crm.state(run, "keep")).isEqualTo(StepState.COMPLETED);
    }

    @Test
    @DisplayName("a message to an address that is none fails, and nothing was sent")
    void badAddress() {
        String account = crm.customer("Unreachable", "silver");
        crm.count(
                "WITH changed AS (UPDATE contact SET email = 'ana at home' WHERE account_id = ? RETURNING 1)"
                        + " SELECT count(*) FROM changed",
                account);
        String run = crm.heard(account, "Customer: We are looking at other vendors.");
        crm.approveAll(run, "send");
        assertThat(crm.state(run, "send")).isEqualTo(StepState.FAILED);
        assertThat(crm.run(run).status()).isEqualTo(RunStatus.FAILED);
        assertThat(crm.count("SELECT count(*) FROM outbox_mail WHERE account_id = ?", account))
                .isZero();
    }

    @Test
    @DisplayName("duplicates are merged by themselves, those of gold accounts by people; all records follow")
    void cleanUp() {
        String survivor = crm.customer("Twin Foods Test", "gold");
        crm.customer("TWIN  Foods Test, Inc.", "silver");
        String other = crm.customer("Solo Test GmbH", "standard");
        String otherDuplicate = crm.customer("Solo Test", "standard");

        String run = crm.duplicatesFound();

        assertThat(crm.steps(run, StepState.AWAITING_APPROVAL)).hasSize(1);
        String held = crm.steps(run, StepState.AWAITING_APPROVAL).get(0);
        assertThat(held).startsWith("merge-");
        assertThat(crm.count("SELECT count(*) FROM contact WHERE account_id = ?", other))
                .isEqualTo(2);
        assertThat(crm.count("SELECT count(*) FROM account WHERE id = ? AND merged_into = ?", otherDuplicate, other))
                .isOne();

        crm.reject(run, held);

        assertThat(crm.state(run, held)).isEqualTo(StepState.REJECTED);
        assertThat(crm.count("SELECT count(*) FROM contact WHERE account_id = ?", survivor))
                .isOne();
        assertThat(crm.run(run).status().isTerminal()).isTrue();
    }
}
