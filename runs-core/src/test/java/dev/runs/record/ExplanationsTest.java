package dev.runs.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.runs.action.RiskLevel;
import dev.runs.error.RunsException;
import dev.runs.gate.FactRead;
import dev.runs.gate.Finding;
import dev.runs.gate.GateAnswer;
import dev.runs.gate.Level;
import dev.runs.gate.RuleTrace;
import dev.runs.run.Command;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Whole answers, as people read them. */
class ExplanationsTest {
    private static final String PACK = """
              Rule pack 'governance', version 7, sha256:ab12ab12ab12ab12ab12ab12ab12ab12ab12ab12ab12ab12ab12ab12ab12ab12.
              Where no rule speaks about a risky or external step, its default approvers are asked: Head of advocacy.
            """;
    private static final String ADV_001 = """
              Rule ADV-001 (advocacy.drl:5) "External reference promotion needs advocacy and legal review" asks for Customer success director: Requires advocacy and legal review.
            """;

    private static String digest(Story story, String step) {
        return story.step(step).payload().orElseThrow().digest().value();
    }

    private static Finding finding(String id, Finding.Effect effect) {
        return new Finding(Story.rule(id, "Title of " + id, "deny.drl", 3), Level.ENFORCE, effect);
    }

    private static void assertAllowed(Story story, String step, String text) {
        assertThat(Explanations.whyAllowed(story.source(), step).text() + "\n").isEqualTo(text);
    }

    private static void assertBlocked(Story story, String step, String text) {
        assertThat(Explanations.whyBlocked(story.source(), step).text() + "\n").isEqualTo(text);
    }

    private static Story until(String step, Finding finding) {
        Story story = Story.reference();
        story.rules = fact -> fact.key().equals(step) ? Story.answer(finding) : Story.answer();
        story.execute("detect", Story.note("a"));
        story.execute("draft", Story.note("b"));
        return story;
    }

    @Test
    void allowedByApproval_andExecuted() {
        Story story = Story.paused();
        story.approve(Story.ANA, "promote", "Quote is cleared");
        story.execute("promote", Story.PROMOTED);
        assertAllowed(
                story,
                "promote",
                """
                'Promote Acme as a reference candidate' was executed: approved by ana (Customer success director).
                  Asked 20 November 2026, 14:05 UTC: needs approval (rule ADV-001).
                  Asked again at the start, 20 November 2026, 14:05 UTC: needs approval (rule ADV-001); the votes hold.
                """ + ADV_001 + PACK + """
                  It is an external action of medium risk.
                  Approved by ana as Customer success director, 20 November 2026, 14:05 UTC: Quote is cleared.
                  Permit run-advocacy-nomination/promote/14, issued 20 November 2026, 14:05 UTC, used.
                """ + "  Payload " + digest(story, "promote") + ", and no other.\n");
        assertBlocked(story, "promote", "'Promote Acme as a reference candidate' is not blocked: it is completed.\n");
    }

    @Test
    void allowedByTheRules_andReady() {
        Story story = Story.reference();
        assertAllowed(story, "detect", """
                'Detect proof points' may be executed: no rule asks for an approval.
                  Asked 20 November 2026, 14:05 UTC: allowed (no rule decided).
                """ + PACK + """
                  It is an internal action of low risk.
                  Permit run-advocacy-nomination/detect/2, issued 20 November 2026, 14:05 UTC, not used yet, valid until 27 November 2026, 14:05 UTC.
                """ + "  Payload " + digest(story, "detect") + ", and no other.\n");
    }

    @Test
    void allowed_thenObjectedTo() {
        Story story = Story.paused();
        story.approve(Story.ANA, "promote", "Fine");
        story.execute("promote", Story.PROMOTED);
        story.decide(
                Story.BEN,
                new Command.Reverse(story.seen("promote"), story.say("Too early"), Story.BEN, Optional.empty()));
        assertThat(Explanations.whyAllowed(story.source(), "promote").lines())
                .endsWith(new Explanation.Line(
                        Explanation.Kind.REJECTION,
                        "Objection by ben after the start, 20 November 2026, 14:05 UTC: Too early."));
        assertThat(story.record().objections())
                .containsExactly(new RunRecord.ObjectionRow(
                        "Wait for approval",
                        "ben",
                        "ben",
                        "Too early",
                        new Moment(Story.START, "Yesterday", "20 November 2026, 14:05 UTC")));
        assertThat(story.record().heading().summary())
                .isEqualTo("Positive customer outcomes were detected, but external reference promotion was executed"
                        + " before an approver objected.");
    }

    @Test
    void unknownActionOfAnAgent_isExternalAndCritical() {
        Story story = new Story();
        story.rules = fact -> Story.answer(finding("A-1", new Finding.Allow("Harmless")));
        story.plan("wire", "Wire money", "bank.wire");
        story.start(List.of());
        story.approve(HEAD, "wire", "I know of it");
        assertThat(Explanations.whyAllowed(story.source(), "wire").lines())
                .filteredOn(line -> line.kind() == Explanation.Kind.FLOOR)
                .extracting(Explanation.Line::text)
                .containsExactly(
                        "It is an external action of critical risk, which no rule can allow without a person.",
                        "The catalogue does not know 'bank.wire', so that it counts as external and critical.");
        assertThat(story.record().approvals().get(0).reason())
                .isEqualTo("An external action of critical risk always needs a person");
    }

    private static final dev.runs.actor.Actor HEAD = dev.runs.actor.Actor.human("acme-crm", "head", "Head of advocacy");

    @Test
    void notAllowedYet() {
        assertAllowed(Story.paused(), "promote", """
                'Promote Acme as a reference candidate' is not allowed: it is awaiting approval.
                  Ask why it is blocked instead.
                """);
    }

    @Test
    void blockedByPredecessors_andByAMissingPayload() {
        Story story = Story.reference();
        assertBlocked(story, "draft", """
                'Create advocacy record' waits for 'Detect proof points'.
                  'Detect proof points' is ready since 20 November 2026, 14:05 UTC.
                """);
        Story late = new Story();
        late.plan("detect", "Detect", "crm.detect");
        late.plan("draft", "Draft", "crm.draft", Story.after("detect"));
        late.latePayload();
        late.start(List.of());
        assertBlocked(late, "draft", """
                'Draft' waits for 'Detect', and for its payload.
                  'Detect' is ready since 20 November 2026, 14:05 UTC.
                  It has no payload yet.
                """);
        late.execute("detect", Story.note("a"));
        assertBlocked(late, "draft", "'Draft' waits for its payload.\n  It has no payload yet.\n");
        assertThat(late.record().heading().summary())
                .isEqualTo("Positive customer outcomes were detected, but internal draft waits for a payload.");
    }

    @Test
    void blockedByMissingVotesOfTwoTracks() {
        Story story = Story.reference();
        Finding legal = finding(
                "L-1", new Finding.Require(Set.of("Legal"), 2, "Two lawyers", Optional.empty(), Optional.empty()));
        story.rules = fact -> fact.external() ? Story.answer(Story.PROMOTION, legal) : Story.answer();
        story.execute("detect", Story.note("a"));
        story.execute("draft", Story.note("b"));
        story.approve(Story.CY, "promote", "Cleared");
        assertBlocked(
                story,
                "promote",
                """
                'Promote Acme as a reference candidate' waits for approval by Customer success director and Legal.
                  1 approval by Customer success director is missing since 20 November 2026, 14:05 UTC, for rule ADV-001.
                  1 approval by Legal is missing since 20 November 2026, 14:05 UTC, for rule L-1.
                  Approved by cy as Legal, 20 November 2026, 14:05 UTC: Cleared.
                  Cannot vote, having asked for it, edited it or being represented by who did: advocacy-agent.
                """ + ADV_001 + """
                  Rule L-1 (deny.drl:3) "Title of L-1" asks for 2 of Legal: Two lawyers.
                """ + PACK + "  Votes count for payload " + digest(story, "promote") + " alone.\n");
        assertThat(story.record().approvals().get(0).approver()).isEqualTo("Customer success director and 2 of Legal");
        assertThat(story.record().approvals().get(0).reason())
                .isEqualTo("Requires advocacy and legal review; Two lawyers");
    }

    @Test
    void blockedByAHold() {
        Story story =
                until("promote", finding("H-1", new Finding.Hold(Story.NEXT_DAY.plusSeconds(7200), "Quiet period.")));
        assertBlocked(story, "promote", """
                'Promote Acme as a reference candidate' is held until 21 November 2026, 11:00 UTC.
                  Rule H-1 (deny.drl:3) "Title of H-1" holds until 21 November 2026, 11:00 UTC: Quiet period.
                """ + PACK + "  The rules are asked again 21 November 2026, 11:00 UTC.\n");
        assertThat(story.record().heading().summary())
                .isEqualTo("Positive customer outcomes were detected, but external reference promotion is held until"
                        + " 21 November 2026, 11:00 UTC.");
    }

    @Test
    void blockedByFaults() {
        Story story = Story.reference();
        story.unfilled = Set.of("Customer success director");
        story.execute("detect", Story.note("a"));
        story.execute("draft", Story.note("b"));
        assertThat(Explanations.whyBlocked(story.source(), "promote").text())
                .endsWith(
                        "\n  RUNS-FAULT-002 Nobody holds the role 'Customer success director', for which rule ADV-001 asks.\n  Give somebody the role, or change the rule.");
        assertThat(story.record().faults().get(0).code()).isEqualTo("RUNS-FAULT-002");
        assertThat(story.record().heading().status().text()).isEqualTo("Needs attention");
        assertThat(story.record().heading().summary())
                .isEqualTo("Positive customer outcomes were detected, but nobody may approve external reference"
                        + " promotion.");
        assertThat(story.record().steps().get(2).note())
                .isEqualTo("1 approval decision is still gating risky work. Nobody holds the role 'Customer success"
                        + " director', for which rule ADV-001 asks.");
    }

    @Test
    void blockedBecauseARuleFailed() {
        Story story = Story.reference();
        story.rules = fact -> fact.external()
                ? new GateAnswer(List.of(), List.of(new GateAnswer.Fault("RULE-FAILED", "ADV-001 divided by zero")))
                : Story.answer();
        story.execute("detect", Story.note("a"));
        story.execute("draft", Story.note("b"));
        assertThat(Explanations.whyBlocked(story.source(), "promote").text())
                .contains("\n  RULE-FAILED ADV-001 divided by zero.")
                .endsWith(
                        "\n  RUNS-FAULT-001 A rule failed or the gate could not answer, so people are asked.\n  Mend the rule pack; until then let the approvers decide.");
        assertThat(story.record().approvals().get(0).reason())
                .isEqualTo("A rule could not be evaluated, so the default approvers decide");
    }

    @Test
    void rejectedByAPerson() {
        Story story = Story.paused();
        story.reject(Story.ANA, "promote", "Not this quarter");
        assertBlocked(story, "promote", """
                'Promote Acme as a reference candidate' was rejected.
                  Rejected by ana (Customer success director): Not this quarter.
                """);
    }

    @Test
    void rejectedByARule_withTheVotesOverruled_H3() {
        Story story = Story.paused();
        story.approve(Story.ANA, "promote", "Fine");
        story.rules = fact -> fact.external()
                ? Story.answer(finding("D-1", new Finding.Deny("Acme is in litigation.")))
                : Story.answer();
        story.startStep("promote");
        assertBlocked(
                story,
                "promote",
                """
                'Promote Acme as a reference candidate' was rejected.
                  Forbidden by rule D-1: Acme is in litigation. The approval that was given is overruled.
                  Rule D-1 (deny.drl:3) "Title of D-1" forbids: Acme is in litigation.
                """ + PACK + "  Approved by ana as Customer success director, 20 November 2026, 14:05 UTC: Fine.\n");
        assertThat(story.record().approvals().get(0).status().text()).isEqualTo("Overruled by a rule");
    }

    @Test
    void rejectedByAReversal() {
        Story story = Story.paused();
        story.approve(Story.ANA, "promote", "Fine");
        story.decide(
                Story.BEN,
                new Command.Reverse(story.seen("promote"), story.say("Too early"), Story.BEN, Optional.empty()));
        story.settle();
        assertBlocked(story, "promote", """
                'Promote Acme as a reference candidate' was rejected.
                  The approval was taken back by ben: Too early.
                  Approved by ana as Customer success director, 20 November 2026, 14:05 UTC: Fine.
                """);
    }

    @Test
    void takenBack() {
        Story story = Story.paused();
        story.decide(Story.AGENT, new Command.Recall(story.seen("promote"), story.say("Wrong customer"), Story.AGENT));
        assertBlocked(story, "promote", """
                'Promote Acme as a reference candidate' waits to be asked for again.
                  Taken back by advocacy-agent, 20 November 2026, 14:05 UTC: Wrong customer.
                  Resubmit it, with the same payload or another one.
                """);
        assertThat(story.record().heading().summary())
                .isEqualTo("Positive customer outcomes were detected, but external reference promotion is paused until"
                        + " asked for again.");
    }

    @Test
    void skipped_indeterminate_andFailed() {
        Story failed = Story.paused();
        failed.approve(Story.ANA, "promote", "Fine");
        failed.startStep("promote");
        failed.fail("promote", true, false, "Mailbox is full");
        assertBlocked(failed, "promote", """
                'Promote Acme as a reference candidate' did not happen.
                  Its handler said: Mailbox is full.
                """);
        assertBlocked(failed, "case-study", """
                'Offer an internal-only case study' is not needed, because 'Wait for approval' failed.
                  Not needed, because 'Wait for approval' failed.
                """);
        Story lost = Story.paused();
        lost.approve(Story.ANA, "promote", "Fine");
        lost.startStep("promote");
        lost.fail("promote", false, false, "");
        assertBlocked(lost, "promote", """
                Nobody knows whether 'Promote Acme as a reference candidate' happened.
                  Let a person say whether it happened.
                """);
        assertThat(lost.record().heading().summary())
                .isEqualTo("Positive customer outcomes were detected, but nobody knows whether external reference"
                        + " promotion happened.");
    }

    @Test
    void unknownStep_isRefusedWithItsMend() {
        assertThatThrownBy(() -> Explanations.whyAllowed(Story.paused().source(), "promot"))
                .isInstanceOf(RunsException.class)
                .hasMessageContaining(
                        "Run 'run-advocacy-nomination' has no step 'promot' (steps: detect, draft, promote,"
                                + " case-study).\nFix: did you mean 'promote'?");
    }

    private static RuleTrace near(String id, Level level, RuleTrace.ConditionTrace lacking, Finding.Effect... effects) {
        return new RuleTrace(
                Story.rule(id, "Title of " + id, "near.drl", 9),
                level,
                false,
                List.of(
                        new RuleTrace.ConditionTrace(9, "external == true", "external is true", RuleTrace.Truth.TRUE),
                        lacking),
                List.of(effects));
    }

    private static RuleTrace.ConditionTrace lacking(String text, String found) {
        return new RuleTrace.ConditionTrace(10, text, found, RuleTrace.Truth.FALSE);
    }

    @Test
    void factsThatWereRead_andWhatWouldChangeTheAnswer() {
        Story story = Story.reference();
        GateAnswer answer = new GateAnswer(
                List.of(
                        Story.PROMOTION,
                        finding("RISK-1", new Finding.RaiseRisk(RiskLevel.HIGH, "Seen by the press")),
                        finding("TELL-1", new Finding.Notify(Set.of("Press office"), "They will be called"))),
                List.of(),
                List.of(
                        new FactRead("Meeting", Map.of("title", "\"Renewal call\"", "external", "true")),
                        new FactRead("Account", Map.of("name", "\"Acme\"", "openDeals", "12000", "tier", "Tier.GOLD")),
                        new FactRead("Day", Map.of("action", "\"crm.mail\"", "executed", "1250"))),
                List.of(
                        near(
                                "ADV-003",
                                Level.ENFORCE,
                                lacking("amount > 10000", "amount is 9000"),
                                Finding.Require.role("Legal", "Big")),
                        near(
                                "ADV-004",
                                Level.ADVISE,
                                lacking("exists Meeting( external == false )", "there is no Meeting"),
                                new Finding.Deny("No"))));
        story.rules = fact -> fact.key().equals("promote") ? answer : Story.answer();
        story.execute("detect", Story.note("a"));
        story.execute("draft", Story.note("b"));
        String rules = ADV_001 + """
                  Rule RISK-1 (deny.drl:3) "Title of RISK-1" raises the risk to high: Seen by the press.
                  Rule TELL-1 (deny.drl:3) "Title of TELL-1" tells Press office: They will be called.
                  The rules read: Meeting 'Renewal call' with people from outside.
                  The rules read: Account 'Acme': open deals is 12,000, tier is gold.
                  The rules read: Day 'crm.mail': executed is 1,250.
                """ + PACK + """
                  ADV-003 would have asked Legal if amount were above 10,000; it is 9,000.
                  ADV-004 would have forbidden it, which is only advice, if there were a meeting among ourselves; there is none.
                """;
        assertBlocked(
                story,
                "promote",
                """
                'Promote Acme as a reference candidate' waits for approval by Customer success director.
                  1 approval by Customer success director is missing since 20 November 2026, 14:05 UTC, for rule ADV-001.
                  Cannot vote, having asked for it, edited it or being represented by who did: %s.
                """.formatted(String.join(
                                " and ",
                                story.step("promote").openRound().orElseThrow().excluded()))
                        + rules + "  Votes count for payload " + digest(story, "promote") + " alone.\n");
        assertThat(story.record().approvals().get(0).risk()).isEqualTo(new Label("HIGH", "High"));
        story.approve(Story.ANA, "promote", "Fine");
        assertThat(Explanations.whyAllowed(story.source(), "promote").lines())
                .contains(new Explanation.Line(Explanation.Kind.FLOOR, "It is an external action of high risk."));
        story.contents.replaceAll((id, content) -> Optional.empty());
        assertThat(Explanations.whyAllowed(story.source(), "promote").lines())
                .as("erased")
                .contains(new Explanation.Line(Explanation.Kind.RULE, "The reasons of the rules were redacted."))
                .noneMatch(line -> line.kind() == Explanation.Kind.FACT || line.kind() == Explanation.Kind.NEAR);
    }

    @Test
    void ofManyFactsThatWereRead_someAreListed() {
        Story story = new Story();
        List<FactRead> reads = new ArrayList<>();
        for (int i = 0; i < 22; i++) {
            reads.add(new FactRead("OtherStep", Map.of("key", "\"s" + i + "\"")));
        }
        story.rules = fact -> new GateAnswer(List.of(), List.of(), reads, List.of());
        story.plan("detect", "Detect proof points", "crm.detect");
        story.start(List.of());
        assertThat(Explanations.whyAllowed(story.source(), "detect").lines())
                .filteredOn(line -> line.kind() == Explanation.Kind.FACT)
                .extracting(Explanation.Line::text)
                .hasSize(21)
                .startsWith("The rules read: Other step 's0'.")
                .endsWith("The rules read: Other step 's19'.", "They read 2 more facts.");
    }

    @Test
    void raisedRisk_isTheReasonWhyPeopleAreAsked() {
        Story story = new Story();
        story.rules = fact -> Story.answer(finding("RISK-1", new Finding.RaiseRisk(RiskLevel.HIGH, "Much data")));
        story.plan("detect", "Detect proof points", "crm.detect");
        story.start(List.of());
        assertThat(story.record().approvals().get(0).reason())
                .isEqualTo("A rule raised its risk to high, so the default approvers decide");
    }
}
