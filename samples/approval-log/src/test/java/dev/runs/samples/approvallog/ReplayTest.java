package dev.runs.samples.approvallog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.runs.Runs;
import dev.runs.engine.Session;
import dev.runs.graph.StepState;
import dev.runs.rules.RulePack;
import dev.runs.run.Round;
import dev.runs.run.Run;
import dev.runs.run.RunStatus;
import dev.runs.run.Step;
import dev.runs.storage.Cursor;
import dev.runs.storage.InMemoryRunStore;
import dev.runs.storage.RunFilter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every variant of the real logs, each in a case of its own. */
class ReplayTest {
    private static final String SAVED = "Declaration SAVED by EMPLOYEE";
    private static final String SUBMITTED = "Declaration SUBMITTED by EMPLOYEE";
    private static final String ENDORSED = "Declaration APPROVED by ADMINISTRATION";
    private static final String BUDGET_OWNER = "Declaration APPROVED by BUDGET OWNER";
    private static final String SUPERVISOR = "Declaration APPROVED by SUPERVISOR";
    private static final String APPROVED = "Declaration FINAL_APPROVED by SUPERVISOR";
    private static final String DIRECTOR = "Declaration FINAL_APPROVED by DIRECTOR";
    private static final String REJECTED = "Declaration REJECTED by SUPERVISOR";
    private static final String REJECTED_BY_NOBODY = "Declaration REJECTED by MISSING";
    private static final String TAKEN_BACK = "Declaration REJECTED by EMPLOYEE";
    private static final String ON_THE_DESK = "Declaration FOR_APPROVAL by SUPERVISOR";
    private static final String ASKED = "Request Payment";
    private static final String HANDLED = "Payment Handled";

    private static RulePack rules;

    @TempDir
    private Path folder;

    @BeforeAll
    static void loadRules() {
        rules = RulesOfTheLog.load(Optional.empty());
    }

    @AfterAll
    static void closeRules() {
        rules.close();
    }

    @Test
    void approvedAndPaid() throws IOException {
        CaseFacts facts = replay(SUBMITTED, APPROVED, ASKED, HANDLED);

        assertThat(facts.ending()).isEqualTo(Ending.APPROVED);
        assertThat(counts(facts))
                .isEqualTo(Map.of(
                        Fact.SUBMITTED, 1, Fact.APPROVED, 1, Fact.DECIDED, 1, Fact.PAID, 1, Fact.PAID_ALREADY, 1));
        assertThat(facts.approvers()).containsExactly("SUPERVISOR");
        assertThat(facts.imports()).isEqualTo(Map.of("UNDEFINED", 2));
        assertThat(facts.refusals()).isEmpty();
    }

    @Test
    void approvedAndNeverPaid() throws IOException {
        CaseFacts facts = replay(SUBMITTED, APPROVED);

        assertThat(facts.ending()).isEqualTo(Ending.APPROVED);
        assertThat(counts(facts)).isEqualTo(Map.of(Fact.SUBMITTED, 1, Fact.APPROVED, 1, Fact.DECIDED, 1));
    }

    @Test
    void paymentReportedWithoutBeingAsked_isPaid() throws IOException {
        CaseFacts facts = replay(SUBMITTED, APPROVED, HANDLED, ASKED);

        assertThat(facts.count(Fact.PAID)).isEqualTo(1);
        assertThat(facts.count(Fact.PAID_ALREADY)).isEqualTo(1);
    }

    @Test
    void approvalsOnTheWay_areStages_andDoNotApprove() throws IOException {
        CaseFacts facts = replay(SUBMITTED, ENDORSED, BUDGET_OWNER, ASKED);

        assertThat(facts.ending()).isEqualTo(Ending.PARTLY);
        assertThat(facts.approvers()).containsExactly("ADMINISTRATION", "BUDGET OWNER");
        assertThat(counts(facts))
                .isEqualTo(Map.of(
                        Fact.SUBMITTED, 1,
                        Fact.ENDORSED, 2,
                        Fact.DECIDED, 2,
                        Fact.ASKED_UNAPPROVED, 1,
                        Fact.HELD_BACK, 1));
        assertThat(facts.stages())
                .isEqualTo(Map.of(
                        "ADMINISTRATION", new StageCounts(1, 1, 0),
                        "BUDGET OWNER", new StageCounts(1, 1, 0),
                        "SUPERVISOR", new StageCounts(1, 0, 0)));
        assertThat(facts.stages().get("SUPERVISOR").unanswered()).isEqualTo(1);
        assertThat(facts.heldBack()).containsOnlyKeys("'Payment of case 1' waits for approval by SUPERVISOR.");
    }

    @Test
    void approvalOnTheWay_countsForItsSubmissionOnly() throws IOException {
        assertThat(replay(SUBMITTED, ENDORSED, REJECTED, SUBMITTED).ending()).isEqualTo(Ending.PENDING);
    }

    @Test
    void approvalAfterTheFinalOne_isCountedOnly() throws IOException {
        CaseFacts facts = replay(SUBMITTED, DIRECTOR, ENDORSED, ASKED);

        assertThat(facts.ending()).isEqualTo(Ending.APPROVED);
        assertThat(facts.count(Fact.ENDORSED_LATE)).isEqualTo(1);
        assertThat(facts.count(Fact.PAID)).isEqualTo(1);
        assertThat(facts.approvers()).containsExactly("DIRECTOR", "ADMINISTRATION");
    }

    @Test
    void rejectedAndRead() throws IOException {
        CaseFacts facts = replay(SUBMITTED, REJECTED, TAKEN_BACK);

        assertThat(facts.ending()).isEqualTo(Ending.REJECTED);
        assertThat(counts(facts))
                .isEqualTo(Map.of(
                        Fact.SUBMITTED,
                        1,
                        Fact.REJECTED,
                        2,
                        Fact.TAKEN_BACK,
                        1,
                        Fact.ACKNOWLEDGED,
                        1,
                        Fact.DECIDED,
                        1));
    }

    @Test
    void resubmittedAfterRejections_andApproved() throws IOException {
        CaseFacts facts =
                replay(SUBMITTED, REJECTED, SUBMITTED, ENDORSED, REJECTED, TAKEN_BACK, SUBMITTED, APPROVED, ASKED);

        assertThat(facts.ending()).isEqualTo(Ending.APPROVED);
        assertThat(counts(facts))
                .isEqualTo(Map.of(
                        Fact.SUBMITTED, 3,
                        Fact.RESUBMITTED, 2,
                        Fact.REJECTED, 3,
                        Fact.TAKEN_BACK, 1,
                        Fact.ACKNOWLEDGED, 1,
                        Fact.ENDORSED, 1,
                        Fact.APPROVED, 1,
                        Fact.DECIDED, 4,
                        Fact.PAID, 1));
        assertThat(facts.stages())
                .isEqualTo(Map.of(
                        "ADMINISTRATION", new StageCounts(1, 1, 0),
                        "SUPERVISOR", new StageCounts(3, 1, 2)));
    }

    @Test
    void takenBackWhilePending_andSubmittedAnew() throws IOException {
        assertThat(replay(SUBMITTED, TAKEN_BACK).ending()).isEqualTo(Ending.REJECTED);

        CaseFacts facts = replay(SUBMITTED, TAKEN_BACK, SUBMITTED, APPROVED);
        assertThat(facts.ending()).isEqualTo(Ending.APPROVED);
        assertThat(counts(facts))
                .isEqualTo(Map.of(
                        Fact.SUBMITTED, 2,
                        Fact.RESUBMITTED, 1,
                        Fact.REJECTED, 1,
                        Fact.TAKEN_BACK, 1,
                        Fact.RECALLED, 1,
                        Fact.APPROVED, 1,
                        Fact.DECIDED, 2));
    }

    @Test
    void submittedAgainWhilePending_opensARoundWithoutVotes_andIsNoRejection() throws IOException {
        CaseFacts facts = replay(SUBMITTED, ENDORSED, SUBMITTED, APPROVED);

        assertThat(counts(facts))
                .isEqualTo(Map.of(
                        Fact.SUBMITTED, 2,
                        Fact.SUBMITTED_AGAIN, 1,
                        Fact.ENDORSED, 1,
                        Fact.APPROVED, 1,
                        Fact.DECIDED, 2));
    }

    @Test
    void submittedAgainAfterTheApproval_mustBeApprovedAgain() throws IOException {
        CaseFacts facts = replay(SUBMITTED, APPROVED, SUBMITTED, ASKED);

        assertThat(facts.ending()).isEqualTo(Ending.PENDING);
        assertThat(facts.count(Fact.HELD_BACK)).isEqualTo(1);
    }

    @Test
    void rejectedAfterTheFinalApproval_revokesThePermit() throws IOException {
        CaseFacts facts = replay(SUBMITTED, APPROVED, REJECTED_BY_NOBODY, ASKED);

        assertThat(facts.ending()).isEqualTo(Ending.REJECTED);
        assertThat(counts(facts))
                .isEqualTo(Map.of(
                        Fact.SUBMITTED, 1,
                        Fact.APPROVED, 1,
                        Fact.REJECTED, 1,
                        Fact.REVERSED, 1,
                        Fact.REVOKED, 1,
                        Fact.DECIDED, 2,
                        Fact.ASKED_UNAPPROVED, 1,
                        Fact.HELD_BACK, 1));
        assertThat(facts.imports()).isEqualTo(Map.of("MISSING", 1, "UNDEFINED", 1));
    }

    @Test
    void rejectedAfterThePayment_isAnObjection_andTheMoneyIsAskedBack() throws IOException {
        InMemoryRunStore store = new InMemoryRunStore();
        CaseFacts facts = replay(store, SUBMITTED, APPROVED, ASKED, REJECTED_BY_NOBODY)
                .cases()
                .get("case 1");

        assertThat(facts.ending()).isEqualTo(Ending.REJECTED);
        assertThat(counts(facts))
                .isEqualTo(Map.of(
                        Fact.SUBMITTED, 1,
                        Fact.APPROVED, 1,
                        Fact.PAID, 1,
                        Fact.REJECTED, 1,
                        Fact.REVERSED, 1,
                        Fact.OBJECTED, 1,
                        Fact.COMPENSATION, 1,
                        Fact.DECIDED, 2));
        assertThat(onlyRun(store).steps())
                .extracting(Step::state)
                .containsExactly(StepState.COMPLETED, StepState.AWAITING_APPROVAL);
        assertThat(onlyRun(store).steps())
                .last()
                .extracting(step -> step.spec().action().orElseThrow().type())
                .isEqualTo(Payment.RECLAIM);
    }

    @Test
    void eachRoundAsksTheStagesOfItsOwnRoute() throws IOException {
        InMemoryRunStore store = new InMemoryRunStore();
        replay(store, SUBMITTED, ENDORSED, REJECTED, SUBMITTED, ENDORSED, BUDGET_OWNER, SUPERVISOR, DIRECTOR);

        assertThat(onlyRun(store).step("pay").orElseThrow().rounds())
                .extracting(round -> round.requirement().tracks().get(0).approvers(), Round::state)
                .containsExactly(
                        tuple("ADMINISTRATION, then SUPERVISOR", Round.State.REJECTED),
                        tuple(
                                "ADMINISTRATION, then BUDGET OWNER, then SUPERVISOR, then DIRECTOR",
                                Round.State.APPROVED));
    }

    @Test
    void answerOutOfTheOrderOfTheStages_isRefused() throws IOException {
        CaseFacts facts = replay(SUBMITTED, BUDGET_OWNER, ENDORSED, APPROVED);

        String notShown = ": There is no approval of step 'pay' of run '\\w+' for this actor\\.";
        assertThat(facts.refusals())
                .satisfiesExactly(
                        refusal -> assertThat(refusal).matches(BUDGET_OWNER + notShown),
                        refusal -> assertThat(refusal).matches(APPROVED + notShown));
        assertThat(facts.ending()).isEqualTo(Ending.PARTLY);
        assertThat(facts.approvers()).containsExactly("ADMINISTRATION");
    }

    @Test
    void rolesThatNoStageAsks_decideTogether() throws IOException {
        CaseFacts facts = replay(SUBMITTED, "Declaration FINAL_APPROVED by TREASURER", ASKED);

        assertThat(facts.ending()).isEqualTo(Ending.APPROVED);
        assertThat(facts.stages()).isEqualTo(Map.of(LogPeople.APPROVER, new StageCounts(1, 1, 0)));
    }

    @Test
    void recalledWhileTheSecondStageIsAsked_leavesThatStageUnanswered() throws IOException {
        CaseFacts facts = replay(SUBMITTED, ENDORSED, TAKEN_BACK);

        assertThat(facts.ending()).isEqualTo(Ending.REJECTED);
        assertThat(facts.count(Fact.RECALLED)).isEqualTo(1);
        assertThat(facts.stages())
                .isEqualTo(Map.of(
                        "ADMINISTRATION", new StageCounts(1, 1, 0),
                        "SUPERVISOR", new StageCounts(1, 0, 0)));
    }

    @Test
    void submissions_areRoundsOfTheOneRun_eachAtTheTimeOfItsEvent() throws IOException {
        InMemoryRunStore store = new InMemoryRunStore();
        replay(store, SUBMITTED, REJECTED, SUBMITTED, APPROVED, ASKED);

        Run run = onlyRun(store);
        assertThat(run.status()).isEqualTo(RunStatus.COMPLETED);
        assertThat(run.header().about()).contains("case 1");
        assertThat(run.step("pay").orElseThrow().rounds())
                .extracting(Round::state, Round::opened)
                .containsExactly(
                        tuple(Round.State.REJECTED, Instant.parse("2016-12-31T23:00:00Z")),
                        tuple(Round.State.APPROVED, Instant.parse("2017-01-01T01:00:00Z")));
    }

    @Test
    void rejectedWhilePending_byNobodyKnown_isARejectionByTheImport() throws IOException {
        CaseFacts facts = replay(SUBMITTED, ON_THE_DESK, REJECTED_BY_NOBODY);

        assertThat(facts.ending()).isEqualTo(Ending.REJECTED);
        assertThat(counts(facts))
                .isEqualTo(Map.of(Fact.SUBMITTED, 1, Fact.FOR_APPROVAL, 1, Fact.REJECTED, 1, Fact.DECIDED, 1));
        assertThat(facts.imports()).isEqualTo(Map.of("MISSING", 1));
    }

    @Test
    void savedOnly_isNeverSubmitted_andNotPaid() throws IOException {
        assertThat(replay(SAVED).ending()).isEqualTo(Ending.NEW);

        CaseFacts facts = replay(SAVED, ASKED, HANDLED);
        assertThat(facts.ending()).isEqualTo(Ending.NEW);
        assertThat(counts(facts))
                .isEqualTo(
                        Map.of(Fact.SAVED, 1, Fact.ASKED_UNAPPROVED, 1, Fact.HANDLED_UNAPPROVED, 1, Fact.HELD_BACK, 2));
        assertThat(facts.heldBack()).hasSize(1);
    }

    @Test
    void savedAndThenSubmitted() throws IOException {
        CaseFacts facts = replay(SAVED, SUBMITTED, APPROVED, ASKED, SAVED);

        assertThat(facts.ending()).isEqualTo(Ending.APPROVED);
        assertThat(counts(facts))
                .isEqualTo(Map.of(Fact.SAVED, 2, Fact.SUBMITTED, 1, Fact.APPROVED, 1, Fact.DECIDED, 1, Fact.PAID, 1));
    }

    @Test
    void paymentAskedWhileRejected_isHeldBack() throws IOException {
        CaseFacts facts = replay(SUBMITTED, REJECTED, ASKED, HANDLED, TAKEN_BACK);

        assertThat(facts.ending()).isEqualTo(Ending.REJECTED);
        assertThat(counts(facts))
                .isEqualTo(Map.of(
                        Fact.SUBMITTED, 1,
                        Fact.REJECTED, 2,
                        Fact.TAKEN_BACK, 1,
                        Fact.ACKNOWLEDGED, 1,
                        Fact.DECIDED, 1,
                        Fact.ASKED_UNAPPROVED, 1,
                        Fact.HANDLED_UNAPPROVED, 1,
                        Fact.HELD_BACK, 2));
    }

    @Test
    void whatMakesNoSense_isRefusedByTheLibrary_andNoted() throws IOException {
        assertThat(replay(APPROVED).refusals())
                .singleElement()
                .asString()
                .matches(APPROVED + ": There is no approval of step 'pay' of run '\\w+' for this actor\\.");
        assertThat(replay(SUBMITTED, REJECTED, APPROVED).refusals())
                .containsExactly(APPROVED + ": Step 'pay', round 1 was rejected by SUPERVISOR/case 1.");
        assertThat(replay(SUBMITTED, APPROVED, ASKED, TAKEN_BACK).refusals())
                .containsExactly(TAKEN_BACK + ": Step 'pay' cannot be recalled: it is completed.");
    }

    @Test
    void caseWithoutEvents_isNeverSubmitted() throws IOException {
        CaseFacts facts = replay();

        assertThat(facts.ending()).isEqualTo(Ending.NEW);
        assertThat(counts(facts)).isEmpty();
    }

    @Test
    void amounts_arePaidToTheLastDigit_alsoZeroAndLess() throws IOException {
        Path log = new TestLog()
                .trace("case 1", "26.85120450862128", SUBMITTED, APPROVED, ASKED)
                .trace("case 2", "0.0", SUBMITTED, APPROVED, ASKED)
                .trace("case 3", "-1.5E+1", SUBMITTED, APPROVED, ASKED)
                .in(folder);
        Replay replay = replay(new InMemoryRunStore(), log, Integer.MAX_VALUE);

        assertThat(replay.desk().payments()).isEqualTo(3);
        assertThat(replay.desk().paid()).isEqualTo(new BigDecimal("11.85120450862128"));
    }

    @Test
    void totals_areTheSumOfTheCases() throws IOException {
        Path log = new TestLog()
                .trace("case 1", "1.00", SUBMITTED, APPROVED, ASKED, HANDLED)
                .trace("case 2", "2.00", SUBMITTED, REJECTED, SUBMITTED, APPROVED, ASKED, HANDLED)
                .trace("case 3", "3.00", SUBMITTED, APPROVED, REJECTED_BY_NOBODY)
                .trace("case 4", "4.00", SUBMITTED, APPROVED, ASKED, REJECTED_BY_NOBODY)
                .trace("case 5", "5.00", SAVED, ASKED, HANDLED)
                .trace("case 6", "6.00", SUBMITTED, "Declaration REMINDED by SYSTEM", ENDORSED)
                .in(folder);
        Totals totals = replay(new InMemoryRunStore(), log, Integer.MAX_VALUE).totals();

        assertThat(totals.count()).isEqualTo(6);
        assertThat(totals.ended(Ending.APPROVED)).isEqualTo(2);
        assertThat(totals.ended(Ending.REJECTED)).isEqualTo(2);
        assertThat(totals.rejectedAfterPayment()).isEqualTo(1);
        assertThat(totals.ended(Ending.NEW)).isEqualTo(1);
        assertThat(totals.ended(Ending.PARTLY)).isEqualTo(1);
        assertThat(totals.times(Fact.SUBMITTED)).isEqualTo(6);
        assertThat(totals.cases(Fact.SUBMITTED)).isEqualTo(5);
        assertThat(totals.times(Fact.PAID)).isEqualTo(3);
        assertThat(totals.times(Fact.REVERSED)).isEqualTo(2);
        assertThat(totals.cases(Fact.HELD_BACK)).isEqualTo(1);
        assertThat(totals.imports()).isEqualTo(Map.of("MISSING", 2, "UNDEFINED", 7));
        assertThat(totals.unknown()).isEqualTo(Map.of("Declaration REMINDED by SYSTEM", 1));
        assertThat(totals.refusals()).isEmpty();
    }

    @Test
    void limit_stopsTheReplay() throws IOException {
        Path log = new TestLog()
                .trace("case 1", "1.00", SUBMITTED)
                .trace("case 2", "2.00", SUBMITTED)
                .in(folder);
        assertThat(replay(new InMemoryRunStore(), log, 1).cases()).containsOnlyKeys("case 1");
    }

    @Test
    void caseTwice_isRefused() throws IOException {
        Path log = new TestLog()
                .trace("case 1", "1.00", SUBMITTED)
                .trace("case 1", "1.00", SUBMITTED)
                .in(folder);
        assertRefused(log, "8:1  Case 'case 1' is there twice.\nFix: give each case an id of its own");
    }

    @Test
    void twoDocumentsInOneCase_areRefused() throws IOException {
        Path log = new TestLog()
                .trace("case 1", "1.00", "Permit SUBMITTED by EMPLOYEE", SUBMITTED)
                .in(folder);
        assertRefused(
                log,
                "7:1  Case 'case 1' is about two documents, 'Permit' and 'Declaration'.\n"
                        + "Fix: name a log with one document per case, such as DomesticDeclarations");
    }

    @Test
    void amountThatIsNoMoney_isRefused() throws IOException {
        for (String amount : new String[] {"NaN", "INF", "1E+999999999", "0.1234567890123456789012345678901"}) {
            assertRefused(
                    new TestLog().trace("case 1", amount, SUBMITTED).in(folder),
                    "5:1  'Amount' is '" + amount + "', which is no amount of money.\n"
                            + "Fix: write it as <float key=\"Amount\" value=\"26.85\"/>");
        }
    }

    @Test
    void idThatCannotBeKept_isRefusedWithThePlaceOfTheCase() throws IOException {
        assertRefused(
                new TestLog().trace("case&#10;1", "1.00", SUBMITTED).in(folder),
                "3:1  Run plan 'case 1': the key of the record it is about is empty, longer than 200 characters or has a"
                        + " control character.\nFix: use a short stable key of the host");
    }

    private static Run onlyRun(InMemoryRunStore store) {
        try (Runs runs = host(store)) {
            Session employee = runs.as(LogPeople.employee("case 1"));
            return employee.run(employee.runs(RunFilter.all(), Cursor.start(), 1)
                    .rows()
                    .get(0)
                    .run());
        }
    }

    private static Runs host(InMemoryRunStore store) {
        return ExpensesHost.runs(store, rules, new Routes(), new LogClock(), new PaymentDesk());
    }

    private CaseFacts replay(String... events) throws IOException {
        return replay(new InMemoryRunStore(), events).cases().get("case 1");
    }

    private Replay replay(InMemoryRunStore store, String... events) throws IOException {
        return replay(store, new TestLog().trace("case 1", "12.50", events).in(folder), Integer.MAX_VALUE);
    }

    private static Replay replay(InMemoryRunStore store, Path log, int limit) throws IOException {
        PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
        try (XesReader reader = XesReader.open(log)) {
            return Replay.of(reader, store, rules, limit, Progress.on(nowhere, false));
        }
    }

    private static void assertRefused(Path log, String message) {
        assertThatThrownBy(() -> replay(new InMemoryRunStore(), log, Integer.MAX_VALUE))
                .isInstanceOf(BadInputException.class)
                .hasMessage(log + ":" + message);
    }

    private static Map<Fact, Integer> counts(CaseFacts facts) {
        Map<Fact, Integer> counts = new java.util.EnumMap<>(Fact.class);
        for (Fact fact : Fact.values()) {
            if (facts.count(fact) > 0) {
                counts.put(fact, facts.count(fact));
            }
        }
        return counts;
    }
}
