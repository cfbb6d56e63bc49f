package dev.runs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.runs.actor.Actor;
import dev.runs.actor.RoleSource;
import dev.runs.content.Payload;
import dev.runs.engine.Answer;
import dev.runs.engine.ApprovalView;
import dev.runs.engine.InboxQuery;
import dev.runs.engine.Session;
import dev.runs.engine.Started;
import dev.runs.engine.StepView;
import dev.runs.error.RunsException;
import dev.runs.gate.Finding;
import dev.runs.graph.StepState;
import dev.runs.kit.Crm;
import dev.runs.plan.Proposal;
import dev.runs.plan.RunPlan;
import dev.runs.run.Round;
import dev.runs.run.Step;
import dev.runs.storage.Cursor;
import dev.runs.storage.RunFilter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@DisplayName("Refusals: each code, with its whole message")
class RefusalsTest {
    @RegisterExtension
    final Crm crm = new Crm();

    private final Actor ghost = Actor.human(Crm.TENANT, "ghost", Crm.DIRECTOR_ROLE);

    @BeforeEach
    void rules() {
        crm.rules
                .require("R1", "crm.promote-reference", Crm.DIRECTOR_ROLE, 1)
                .require("R2", "crm.withdraw-reference", Crm.DIRECTOR_ROLE, 1);
    }

    private static String refused(Answer answer) {
        assertThat(answer).isInstanceOf(Answer.Refused.class);
        return ((Answer.Refused) answer).refusal().message();
    }

    private static void throwing(ThrowingCallable call, String message) {
        assertThatThrownBy(call).isInstanceOf(RunsException.class).hasMessage(message);
    }

    private String promotion() {
        return crm.start(crm.promotion().id("run-1"));
    }

    private String twoVotes() {
        crm.rules.require("R3", "crm.promote-reference", Crm.DIRECTOR_ROLE, 2);
        return promotion();
    }

    private ApprovalView asked(String run) {
        return crm.as(crm.viewer).approval(run, "promote");
    }

    private StepView seen(String run) {
        return crm.as(crm.viewer).step(run, "promote");
    }

    private Step promote(String run) {
        return crm.run(run).step("promote").orElseThrow();
    }

    // ---- who is nobody, and what is not there -------------------------------------------------------------------

    @Test
    void unknownActor_doesNothingAndSeesNothing() {
        String id = promotion();
        Session session = crm.as(ghost);
        String message = "RUNS-REFUSED-002 Actor 'ghost' of tenant 'acme-crm' is not known to the host's identity port."
                + "\nFix: sign in again, or let the identity port know the actor";
        assertThat(refused(session.approve(asked(id), "fine"))).isEqualTo(message);
        assertThat(refused(session.reject(asked(id), "no"))).isEqualTo(message);
        assertThat(refused(session.edit(seen(id), Crm.payload("X"), "why"))).isEqualTo(message);
        assertThat(refused(session.recall(seen(id), "why"))).isEqualTo(message);
        assertThat(refused(session.resubmit(seen(id), "why"))).isEqualTo(message);
        assertThat(refused(session.reverse(seen(id), "why"))).isEqualTo(message);
        assertThat(refused(session.resolve(seen(id), true, "why"))).isEqualTo(message);
        assertThat(refused(session.propose(id, Proposal.of("x", "X")))).isEqualTo(message);
        throwing(() -> session.start(crm.promotion()), message);
        throwing(() -> session.run(id), message);
        throwing(() -> session.step(id, "promote"), message);
        throwing(() -> session.approval(id, "promote"), message);
        throwing(() -> session.record(id), message);
        throwing(() -> session.whyAllowed(id, "promote"), message);
        throwing(() -> session.whyBlocked(id, "promote"), message);
        throwing(session::lineage, message);
        throwing(() -> session.export(id), message);
        throwing(() -> session.history(id), message);
        throwing(() -> session.replay(id), message);
        throwing(() -> session.inbox(InboxQuery.all(), Cursor.start(), 10), message);
        throwing(() -> session.runs(RunFilter.all(), Cursor.start(), 10), message);
    }

    @Test
    @DisplayName("a person who has left is refused at once")
    void actorWhoLeft_isRefused() {
        String id = promotion();
        ApprovalView view = crm.as(crm.ana).approval(id, "promote");
        crm.people.remove(crm.ana);
        assertThat(refused(crm.as(crm.ana).approve(view, "fine")))
                .isEqualTo("RUNS-REFUSED-002 Actor 'ana' of tenant 'acme-crm' is not known to the host's identity port."
                        + "\nFix: sign in again, or let the identity port know the actor");
    }

    @Test
    @DisplayName("invariant 8: a run of another tenant is as missing as one that never was")
    void otherTenantsRun_isNotFound() {
        String id = promotion();
        Actor stranger = crm.people.add(Actor.human("globex", "ana", Crm.DIRECTOR_ROLE));
        Session session = crm.as(stranger);
        ApprovalView view = asked(id);
        for (String run : Set.of(id, "run-9")) {
            String message = "RUNS-REFUSED-001 There is no run '" + run + "' for this tenant."
                    + "\nFix: check the id; a run of another tenant cannot be seen";
            throwing(() -> session.run(run), message);
            throwing(() -> session.step(run, "promote"), message);
            throwing(() -> session.approval(run, "promote"), message);
            throwing(() -> session.history(run), message);
            throwing(() -> session.replay(run), message);
            throwing(() -> session.record(run), message);
            throwing(() -> session.export(run), message);
            assertThat(refused(session.propose(run, Proposal.of("x", "X")))).isEqualTo(message);
        }
        assertThat(refused(session.approve(view, "fine")))
                .isEqualTo("RUNS-REFUSED-001 There is no run 'run-1' for this tenant."
                        + "\nFix: check the id; a run of another tenant cannot be seen");
        assertThat(session.inbox(InboxQuery.all(), Cursor.start(), 10).rows()).isEmpty();
        assertThat(session.runs(RunFilter.all(), Cursor.start(), 10).rows()).isEmpty();
        assertThat(crm.state(id, "promote")).isEqualTo(StepState.AWAITING_APPROVAL);
    }

    @Test
    void missingStep_isNotFound() {
        String id = promotion();
        throwing(
                () -> crm.as(crm.ana).step(id, "promotte"),
                "RUNS-REFUSED-001 Run 'run-1' has no step 'promotte' (steps: promote).\nFix: name one of its steps");
        StepView real = seen(id);
        StepView wrong = new StepView(id, "promotte", real.version(), real.state(), real.round(), real.digest());
        assertThat(refused(crm.as(crm.ana).resubmit(wrong, "why")))
                .isEqualTo("RUNS-REFUSED-001 Run 'run-1' has no step 'promotte' (steps: promote)."
                        + "\nFix: did you mean 'promote'?");
        StepView farOff = new StepView(id, "zzzzzzzz", real.version(), real.state(), real.round(), real.digest());
        assertThat(refused(crm.as(crm.ana).recall(farOff, "why")))
                .isEqualTo("RUNS-REFUSED-001 Run 'run-1' has no step 'zzzzzzzz' (steps: promote)."
                        + "\nFix: name one of its steps");
    }

    @Test
    void approvalOfAStepAboutWhichNobodyWasAsked_isNotFound() {
        String id = crm.start(crm.advocacy());
        throwing(
                () -> crm.as(crm.ana).approval(id, "promote"),
                "RUNS-REFUSED-001 Nobody was asked about step 'promote' of run 'run-advocacy-nomination'; it is blocked."
                        + "\nFix: look again when it waits for approval");
    }

    // ---- what changed meanwhile ---------------------------------------------------------------------------------

    @Test
    @DisplayName("invariant 6: a decision on a stale version is refused with the current one")
    void staleView_isRefusedWithTheCurrentVersion() {
        String id = promotion();
        StepView view = seen(id);
        ApprovalView approval = asked(id);
        crm.as(crm.viewer).edit(view, Crm.payload("Globex"), "other").orThrow();
        Step now = promote(id);

        Answer late = crm.as(crm.viewer).edit(view, Crm.payload("Initech"), "again");
        assertThat(refused(late))
                .isEqualTo("RUNS-REFUSED-003 Step 'promote' has changed: you looked at version " + view.version()
                        + ", it is at " + now.version() + " and is awaiting approval."
                        + "\nFix: look at it again and decide on what you see then");
        assertThat(((Answer.Refused) late).refusal().current()).hasValueSatisfying(current -> {
            assertThat(current.version()).isEqualTo(now.version());
            assertThat(current.state()).isEqualTo(StepState.AWAITING_APPROVAL);
            assertThat(current.round()).isEqualTo(2);
            assertThat(current.roundState()).contains(Round.State.OPEN);
        });
        assertThat(refused(crm.as(crm.ana).approve(approval, "fine")))
                .isEqualTo("RUNS-REFUSED-003 Step 'promote', round 1 was superseded. Round 2 asks now."
                        + "\nFix: look at it again and decide on what you see then");
    }

    @Test
    void alreadyDecided_answersWhatWasDecided() {
        String id = promotion();
        ApprovalView view = asked(id);
        crm.as(crm.ana).approve(view, "fine").orThrow();
        String message = "RUNS-REFUSED-004 Step 'promote', round 1 was approved by ana."
                + "\nFix: nothing to do; look at the run to see what followed";
        assertThat(refused(crm.as(crm.ben).approve(view, "fine"))).isEqualTo(message);
        assertThat(refused(crm.as(crm.ben).reject(view, "no"))).isEqualTo(message);
        assertThat(refused(crm.as(crm.ana).approve(view, "fine"))).isEqualTo(message);
        crm.work(id);
        assertThat(refused(crm.as(crm.ben).reject(view, "no"))).isEqualTo(message);
    }

    @Test
    void voteOnWhatWasRecalled_isWithdrawn() {
        String id = promotion();
        ApprovalView view = asked(id);
        crm.as(crm.agent).recall(seen(id), "too early").orThrow();
        assertThat(refused(crm.as(crm.ana).approve(view, "fine")))
                .isEqualTo("RUNS-REFUSED-005 Step 'promote', round 1 was recalled."
                        + "\nFix: nothing to do; the question is not asked any more");
    }

    @Test
    @DisplayName("S11: a question that a resubmission made superfluous answers WITHDRAWN")
    void voteOnWhatAResubmissionWithdrew_isWithdrawn() {
        crm.rules.require("R9", "crm.merge-accounts", Crm.DIRECTOR_ROLE, 1);
        String id = crm.start(crm.promotion()
                .step("merge", "Merge")
                .action("crm.merge-accounts", Payload.empty())
                .onRejected("promote"));
        crm.reject(crm.ana, id, "promote").orThrow();
        ApprovalView merge = crm.as(crm.ana).approval(id, "merge");
        crm.as(crm.agent).resubmit(seen(id), "please").orThrow();

        assertThat(crm.state(id, "merge")).isEqualTo(StepState.BLOCKED);
        assertThat(refused(crm.as(crm.ana).approve(merge, "fine")))
                .isEqualTo("RUNS-REFUSED-005 Step 'merge', round 1 was withdrawn."
                        + "\nFix: nothing to do; the question is not asked any more");
    }

    // ---- not now ------------------------------------------------------------------------------------------------

    @Test
    void commandsThatDoNotFitTheState_areNotNow() {
        String id = promotion();
        assertThat(refused(crm.as(crm.ana).resubmit(seen(id), "why")))
                .isEqualTo("RUNS-REFUSED-006 Step 'promote' cannot be resubmitted: it is awaiting approval."
                        + "\nFix: only what was rejected or taken back can be asked again");
        assertThat(refused(crm.as(crm.ana).resolve(seen(id), true, "why")))
                .isEqualTo("RUNS-REFUSED-006 Step 'promote' cannot be resolved: it is awaiting approval."
                        + "\nFix: only a step of which nobody knows what became of it needs that answer");
        assertThat(refused(crm.as(crm.ana).reverse(seen(id), "why")))
                .isEqualTo("RUNS-REFUSED-006 Step 'promote' cannot be reversed: it is awaiting approval."
                        + "\nFix: only an approval that led to a permit can be taken back; vote instead");
        assertThat(refused(crm.as(crm.viewer).edit(seen(id), Crm.payload("Acme"), "same")))
                .isEqualTo("RUNS-REFUSED-006 Step 'promote' has exactly this payload already."
                        + "\nFix: nothing to do; votes and permit stand");
        crm.reject(crm.ana, id, "promote").orThrow();
        assertThat(refused(crm.as(crm.viewer).edit(seen(id), Crm.payload("Globex"), "other")))
                .isEqualTo("RUNS-REFUSED-006 Step 'promote' cannot be edited: it is rejected."
                        + "\nFix: resubmit it with the new payload");
        assertThat(refused(crm.as(crm.agent).recall(seen(id), "why")))
                .isEqualTo("RUNS-REFUSED-006 Step 'promote' cannot be recalled: it is rejected."
                        + "\nFix: only what is asked or approved can be taken back");
    }

    @Test
    void editOfWhatIsDone_isNotNow() {
        String id = promotion();
        crm.approve(crm.ana, id, "promote").orThrow();
        crm.work(id);
        assertThat(refused(crm.as(crm.viewer).edit(seen(id), Crm.payload("Globex"), "other")))
                .isEqualTo("RUNS-REFUSED-006 Step 'promote' cannot be edited: it is completed."
                        + "\nFix: only the payload of an action that has not started can be edited");
    }

    @Test
    void editOfAMilestone_isNotNow() {
        String id = crm.start(crm.promotion().step("m", "Milestone").after("promote"));
        StepView view = crm.as(crm.viewer).step(id, "m");
        assertThat(refused(crm.as(crm.viewer).edit(view, Payload.empty(), "why")))
                .isEqualTo("RUNS-REFUSED-006 Step 'm' cannot be edited: it is blocked."
                        + "\nFix: only the payload of an action that has not started can be edited");
    }

    @Test
    void voteOnAStepAboutWhichNobodyIsAsked_isNotNow() {
        String id = crm.start(crm.advocacy());
        StepView blocked = seen(id);
        crm.work(id);
        ApprovalView real = asked(id);
        ApprovalView early = new ApprovalView(
                blocked,
                real.title(),
                real.payload(),
                real.risk(),
                real.pattern(),
                real.reasons(),
                real.approvers(),
                real.round());
        assertThat(refused(crm.as(crm.ana).approve(early, "fine")))
                .isEqualTo("RUNS-REFUSED-006 Step 'promote' cannot be decided: it is awaiting approval."
                        + "\nFix: nobody is asked about it; look at the run again");
    }

    // ---- who may decide -----------------------------------------------------------------------------------------

    @Test
    void holderOfAnotherRole_isNotAnApprover() {
        String id = promotion();
        assertThat(refused(crm.approve(crm.viewer, id, "promote")))
                .isEqualTo(
                        "RUNS-REFUSED-007 Step 'promote' waits for Customer success director; 'viewer' holds 'Viewer'."
                                + "\nFix: let somebody decide who is asked");
        Actor nobody = crm.people.add(Actor.human(Crm.TENANT, "nobody"));
        assertThat(refused(crm.as(nobody).approve(asked(id), "fine")))
                .isEqualTo(
                        "RUNS-REFUSED-007 Step 'promote' waits for Customer success director; 'nobody' holds no role."
                                + "\nFix: let somebody decide who is asked");
        assertThat(refused(crm.as(crm.ana).approveAs("Viewer", asked(id), "fine")))
                .isEqualTo("RUNS-REFUSED-007 Step 'promote' waits for Customer success director; 'ana' holds "
                        + "'Customer success director'.\nFix: let somebody decide who is asked");
    }

    @Test
    @DisplayName("a role that was taken away since the actor signed in does not count")
    void roleTakenAway_isNotAnApprover() {
        String id = promotion();
        crm.people.add(Actor.human(Crm.TENANT, "ana", "Viewer"));
        assertThat(refused(crm.approve(crm.ana, id, "promote")))
                .isEqualTo("RUNS-REFUSED-007 Step 'promote' waits for Customer success director; 'ana' holds 'Viewer'."
                        + "\nFix: let somebody decide who is asked");
    }

    @Test
    void reversalByWhoWasNotAsked_isNotAnApprover() {
        String id = promotion();
        crm.approve(crm.ana, id, "promote").orThrow();
        assertThat(refused(crm.as(crm.viewer).reverse(seen(id), "why")))
                .isEqualTo("RUNS-REFUSED-007 Step 'promote': an approval is taken back by somebody who was asked, "
                        + "and 'viewer' was not.\nFix: let one of them decide");
    }

    @Test
    @DisplayName("invariant 5: an agent or a service never decides, whatever its roles")
    void agentsAndServices_areNotHumans() {
        String id = promotion();
        Actor robot = crm.people.add(new Actor(
                Crm.TENANT, "robot", dev.runs.actor.ActorKind.AGENT, Set.of(Crm.DIRECTOR_ROLE), Optional.empty()));
        Actor forAna = crm.people.add(new Actor(
                Crm.TENANT, "robot-2", dev.runs.actor.ActorKind.AGENT, Set.of(Crm.DIRECTOR_ROLE), Optional.of("ana")));
        Actor daemon = crm.people.add(new Actor(
                Crm.TENANT, "daemon", dev.runs.actor.ActorKind.SERVICE, Set.of(Crm.DIRECTOR_ROLE), Optional.empty()));
        assertThat(refused(crm.approve(robot, id, "promote")))
                .isEqualTo("RUNS-REFUSED-008 Step 'promote': 'robot' is an agent, and only people decide."
                        + "\nFix: let a person decide");
        assertThat(refused(crm.approve(forAna, id, "promote")))
                .isEqualTo("RUNS-REFUSED-008 Step 'promote': 'robot-2' is an agent, and only people decide."
                        + "\nFix: let a person decide");
        assertThat(refused(crm.reject(daemon, id, "promote")))
                .isEqualTo("RUNS-REFUSED-008 Step 'promote': 'daemon' is a service, and only people decide."
                        + "\nFix: let a person decide");
        crm.approve(crm.ana, id, "promote").orThrow();
        assertThat(refused(crm.as(robot).reverse(seen(id), "why")))
                .isEqualTo("RUNS-REFUSED-008 Step 'promote': 'robot' is an agent, and only people decide."
                        + "\nFix: let a person decide");
        crm.on("crm.promote-reference", execution -> {
            throw new IllegalStateException("connection reset");
        });
        crm.work(id);
        assertThat(refused(crm.as(daemon).resolve(seen(id), true, "why")))
                .isEqualTo("RUNS-REFUSED-008 Step 'promote': 'daemon' is a service, and only people decide."
                        + "\nFix: let a person decide");
        assertThat(crm.state(id, "promote")).isEqualTo(StepState.INDETERMINATE);
    }

    private static String duties(String interest) {
        return "RUNS-REFUSED-009 Step 'promote': " + interest
                + ".\nFix: let somebody else decide who is asked: Customer success director";
    }

    @Test
    @DisplayName("invariant 5: the starter does not approve")
    void starter_isExcluded() {
        String id = crm.as(crm.ana).start(crm.promotion()).id();
        assertThat(refused(crm.approve(crm.ana, id, "promote"))).isEqualTo(duties("'ana' started the run"));
        assertThat(refused(crm.reject(crm.ana, id, "promote"))).isEqualTo(duties("'ana' started the run"));
        crm.approve(crm.ben, id, "promote").orThrow();
    }

    @Test
    @DisplayName("invariant 5: the proposer does not approve, nor does the starter of the run")
    void proposer_isExcluded() {
        String id = crm.as(crm.ben)
                .start(RunPlan.named("R").step("note", "Note").action("crm.detect", Payload.empty()))
                .id();
        crm.as(crm.ana)
                .propose(id, Proposal.of("promote", "Promote").action("crm.promote-reference", Crm.payload("Acme")))
                .orThrow();
        assertThat(refused(crm.approve(crm.ana, id, "promote"))).isEqualTo(duties("'ana' added the step"));
        assertThat(refused(crm.approve(crm.ben, id, "promote"))).isEqualTo(duties("'ben' started the run"));
        crm.approve(crm.owner, id, "promote").orThrow();
    }

    @Test
    @DisplayName("invariant 5: the last editor does not approve; an earlier one may")
    void lastEditor_isExcluded() {
        String id = promotion();
        crm.as(crm.ana).edit(seen(id), Crm.payload("Globex"), "other").orThrow();
        assertThat(refused(crm.approve(crm.ana, id, "promote"))).isEqualTo(duties("'ana' gave its payload"));
        crm.as(crm.ben).edit(seen(id), Crm.payload("Initech"), "another").orThrow();
        assertThat(refused(crm.approve(crm.ben, id, "promote"))).isEqualTo(duties("'ben' gave its payload"));
        crm.approve(crm.ana, id, "promote").orThrow();
    }

    @Test
    @DisplayName("invariant 5: who resubmits does not approve")
    void resubmitter_isExcluded() {
        String id = promotion();
        crm.reject(crm.ben, id, "promote").orThrow();
        crm.as(crm.ana).resubmit(seen(id), "please").orThrow();
        assertThat(refused(crm.approve(crm.ana, id, "promote"))).isEqualTo(duties("'ana' asked for the step"));
        crm.approve(crm.ben, id, "promote").orThrow();
    }

    @Test
    @DisplayName("invariant 5: the person an agent acts for does not approve what the agent asked or edited")
    void representedPerson_isExcluded() {
        String id = promotion();
        assertThat(refused(crm.approve(crm.owner, id, "promote")))
                .isEqualTo(duties("'advocacy-agent' acts for 'owner' and started the run"));
        Actor forAna = crm.people.add(
                Actor.agent(Crm.TENANT, "ana-agent").onBehalfOf("ana").holding("Viewer", new RoleSource("test", "1")));
        crm.as(forAna).edit(seen(id), Crm.payload("Globex"), "other").orThrow();
        assertThat(refused(crm.approve(crm.ana, id, "promote")))
                .isEqualTo(duties("'ana-agent' acts for 'ana' and gave its payload"));
        crm.approve(crm.ben, id, "promote").orThrow();
    }

    @Test
    @DisplayName("invariant 5: nobody approves in the name of somebody who is excluded")
    void delegateOfAnExcludedPerson_isExcluded() {
        String id = promotion();
        Actor delegate = crm.people.add(
                Actor.human(Crm.TENANT, "dora", Crm.DIRECTOR_ROLE).onBehalfOf("owner"));
        assertThat(refused(crm.approve(delegate, id, "promote")))
                .isEqualTo(
                        duties(
                                "'dora' acts for somebody who may not decide: 'advocacy-agent' acts for 'owner' and started the run"));
    }

    @Test
    @DisplayName("a request is recalled by who made it, or by whom an agent made it for")
    void recallByOthers_isRefused() {
        String id = promotion();
        assertThat(refused(crm.as(crm.ana).recall(seen(id), "why")))
                .isEqualTo("RUNS-REFUSED-009 Step 'promote': a request is taken back by who made it, and 'ana' did not."
                        + "\nFix: reject it, if you are an approver");
        crm.as(crm.owner).recall(seen(id), "why").orThrow();
        assertThat(crm.state(id, "promote")).isEqualTo(StepState.CHANGES_REQUESTED);
    }

    @Test
    @DisplayName("invariant 6: a person counts once per round")
    void secondVote_isRefused() {
        String id = twoVotes();
        crm.approve(crm.ana, id, "promote").orThrow();
        String message = "RUNS-REFUSED-010 Step 'promote': 'ana' answered approve in round 1 already."
                + "\nFix: nothing to do; a person counts once per round";
        assertThat(refused(crm.approve(crm.ana, id, "promote"))).isEqualTo(message);
        assertThat(refused(crm.reject(crm.ana, id, "promote"))).isEqualTo(message);
        assertThat(promote(id).openRound().orElseThrow().votes()).hasSize(1);
    }

    @Test
    void resubmissionAfterASuccessorStarted_isRefused() {
        String id = crm.start(crm.advocacy());
        crm.work(id);
        crm.reject(crm.ana, id, "promote").orThrow();
        crm.work(id);
        assertThat(refused(crm.as(crm.agent).resubmit(seen(id), "please")))
                .isEqualTo("RUNS-REFUSED-011 Step 'promote' cannot be resubmitted: 'case-study' followed from its "
                        + "rejection and started.\nFix: propose a new step for what is wanted now");
    }

    @Test
    void noWithoutAReason_isRefused() {
        String id = promotion();
        assertThat(refused(crm.as(crm.ana).reject(asked(id), "  ")))
                .isEqualTo("RUNS-REFUSED-012 Step 'promote' cannot be rejected without a reason."
                        + "\nFix: say why; whoever asked will read it");
        crm.as(crm.ana).approve(asked(id), "").orThrow();
        assertThat(refused(crm.as(crm.ana).reverse(seen(id), "")))
                .isEqualTo("RUNS-REFUSED-012 Step 'promote' cannot be reversed without a reason."
                        + "\nFix: say why; whoever asked will read it");
    }

    @Test
    void payloadThatDoesNotFit_isRefused() {
        String id = promotion();
        assertThat(refused(crm.as(crm.viewer).edit(seen(id), Payload.of(Map.of("custommer", "X")), "why")))
                .isEqualTo("RUNS-PAYLOAD-001 Run 'run-1': step 'promote': payload field 'customer' is missing."
                        + "\nFix: give it text");
        crm.reject(crm.ana, id, "promote").orThrow();
        assertThat(refused(crm.as(crm.viewer).resubmit(seen(id), Payload.of(Map.of("customer", 7)), "why")))
                .isEqualTo("RUNS-PAYLOAD-001 Run 'run-1': step 'promote': payload field 'customer' is a whole number."
                        + "\nFix: give it text");
    }

    // ---- the same command again ---------------------------------------------------------------------------------

    @Test
    @DisplayName("invariant 6: the same command twice is one vote and the same answer, also when by now it is refused")
    void sameCommandTwice_isOneVoteAndTheSameAnswer() {
        String id = twoVotes();
        ApprovalView view = asked(id);
        Answer first = crm.as(crm.ana).withCommandId("vote-1").approve(view, "fine");
        Answer again = crm.as(crm.ana).withCommandId("vote-1").approve(view, "fine");
        assertThat(again).isEqualTo(first);
        assertThat(promote(id).openRound().orElseThrow().votes()).hasSize(1);

        crm.as(crm.ben).withCommandId("vote-2").approve(view, "fine").orThrow();
        crm.work(id);
        assertThat(crm.as(crm.ana).withCommandId("vote-1").approve(view, "fine"))
                .isEqualTo(first);
        assertThat(crm.state(id, "promote")).isEqualTo(StepState.COMPLETED);
    }

    @Test
    @DisplayName("a command that was refused may be sent again under the same id once it fits")
    void refusedCommand_mayBeSentAgain() {
        String id = promotion();
        Session session = crm.as(crm.viewer).withCommandId("c-1");
        assertThat(session.approve(asked(id), "fine").isAccepted()).isFalse();
        crm.people.add(Actor.human(Crm.TENANT, "viewer", Crm.DIRECTOR_ROLE));
        session.approve(asked(id), "fine").orThrow();
        assertThat(crm.state(id, "promote")).isEqualTo(StepState.READY);
    }

    @Test
    void commandIdOfAnotherRun_isRefused() {
        String first = promotion();
        String second = crm.start(crm.promotion().id("run-2"));
        crm.as(crm.ana).withCommandId("vote-1").approve(asked(first), "fine").orThrow();
        assertThat(refused(crm.as(crm.ana).withCommandId("vote-1").approve(asked(second), "fine")))
                .isEqualTo("RUNS-REFUSED-014 Command id 'vote-1' was used for another command, on run 'run-1'."
                        + "\nFix: give every command an id of its own");
        assertThat(crm.state(second, "promote")).isEqualTo(StepState.AWAITING_APPROVAL);
    }

    @Test
    @DisplayName("a double start with the same command id is one run")
    void doubleStart_isOneRun() {
        Started first = crm.as(crm.agent).withCommandId("start-1").start(crm.promotion());
        Started again = crm.as(crm.agent).withCommandId("start-1").start(crm.promotion());
        assertThat(first.existed()).isFalse();
        assertThat(again).isEqualTo(new Started(first.id(), first.version(), true));
        assertThat(crm.as(crm.agent).runs(RunFilter.all(), Cursor.start(), 10).rows())
                .hasSize(1);
    }

    @Test
    @DisplayName("a command id belongs to its tenant")
    void commandIds_areApartByTenant() {
        Actor stranger = crm.people.add(Actor.agent("globex", "advocacy-agent"));
        Started here =
                crm.as(crm.agent).withCommandId("c").start(crm.promotion().id("run-1"));
        Started there =
                crm.as(stranger).withCommandId("c").start(crm.promotion().id("run-1"));
        assertThat(List.of(here.existed(), there.existed())).containsExactly(false, false);
    }

    @Test
    @DisplayName("S8: a rule's no is answered like a person's")
    void voteOnWhatARuleOverruled_isAlreadyDecided() {
        String id = promotion();
        ApprovalView view = asked(id);
        crm.as(crm.ana).approve(view, "fine").orThrow();
        crm.rules.add("NO", fact -> true, new Finding.Deny("no"));
        crm.work(id);
        assertThat(refused(crm.as(crm.ben).approve(view, "fine")))
                .isEqualTo("RUNS-REFUSED-004 Step 'promote', round 1 was overruled."
                        + "\nFix: nothing to do; look at the run to see what followed");
    }

    @Test
    @DisplayName("invariant 5: for whom an agent acts in this session counts, also if the directory does not say it")
    void personRepresentedInThisSession_isExcluded() {
        Actor pool = crm.people.add(Actor.agent(Crm.TENANT, "pool-agent"));
        String id = crm.as(pool.onBehalfOf("ana")).start(crm.promotion()).id();
        assertThat(refused(crm.approve(crm.ana, id, "promote")))
                .isEqualTo(duties("'pool-agent' acts for 'ana' and started the run"));
        crm.as(pool.onBehalfOf("ben"))
                .edit(seen(id), Crm.payload("Globex"), "other")
                .orThrow();
        assertThat(refused(crm.approve(crm.ben, id, "promote")))
                .isEqualTo(duties("'pool-agent' acts for 'ben' and gave its payload"));
        crm.approve(crm.owner, id, "promote").orThrow();
    }

    @Test
    @DisplayName("who decided is who voted for what was decided")
    void alreadyDecided_namesThoseWhoDecided() {
        String id = twoVotes();
        ApprovalView view = asked(id);
        crm.as(crm.ana).approve(view, "fine").orThrow();
        crm.as(crm.ben).reject(view, "no").orThrow();
        assertThat(refused(crm.as(crm.ana).approve(view, "fine")))
                .isEqualTo("RUNS-REFUSED-004 Step 'promote', round 1 was rejected by ben."
                        + "\nFix: nothing to do; look at the run to see what followed");
        crm.as(crm.agent).resubmit(seen(id), "please").orThrow();
        crm.approve(crm.ana, id, "promote").orThrow();
        crm.approve(crm.ben, id, "promote").orThrow();
        ApprovalView second = asked(id);
        crm.as(crm.ben).reverse(seen(id), "sorry").orThrow();
        assertThat(refused(crm.as(crm.ana).approve(second, "fine")))
                .isEqualTo("RUNS-REFUSED-004 Step 'promote', round 2 was reversed."
                        + "\nFix: nothing to do; look at the run to see what followed");
    }

    @Test
    @DisplayName("under a command id that stands for something else nothing is acknowledged")
    void commandIdOfAnotherCommand_isRefused() {
        String id = crm.as(crm.agent)
                .withCommandId("c")
                .start(crm.promotion().id("run-1"))
                .id();
        String message = "RUNS-REFUSED-014 Command id 'c' was used for another command, on run 'run-1'."
                + "\nFix: give every command an id of its own";
        assertThat(refused(crm.as(crm.ana).withCommandId("c").approve(asked(id), "fine")))
                .isEqualTo(message);
        assertThat(refused(crm.as(crm.agent).withCommandId("c").recall(seen(id), "wait")))
                .isEqualTo(message);
        throwing(() -> crm.as(crm.ana).withCommandId("c").start(crm.promotion().id("run-2")), message);
        assertThat(crm.state(id, "promote")).isEqualTo(StepState.AWAITING_APPROVAL);

        crm.rules.require("R3", "crm.promote-reference", Crm.DIRECTOR_ROLE, 2);
        String two = crm.start(crm.promotion().id("run-3"));
        crm.as(crm.ana).withCommandId("v").approve(asked(two), "fine").orThrow();
        String used = "RUNS-REFUSED-014 Command id 'v' was used for another command, on run 'run-3'."
                + "\nFix: give every command an id of its own";
        assertThat(refused(crm.as(crm.ben).withCommandId("v").approve(asked(two), "fine")))
                .isEqualTo(used);
        assertThat(refused(crm.as(crm.ana).withCommandId("v").reject(asked(two), "no")))
                .isEqualTo(used);
        throwing(() -> crm.as(crm.agent).withCommandId("v").start(crm.promotion()), used);
        assertThat(promote(two).openRound().orElseThrow().votes()).hasSize(1);
    }

    @Test
    @DisplayName("invariant 6: the same proposal and the same edit twice are one, with the same answer")
    void sameProposalTwice_isOne() {
        String id = promotion();
        Proposal proposal = Proposal.of("note", "Note").action("crm.detect", Payload.empty());
        Answer first = crm.as(crm.agent).withCommandId("p-1").propose(id, proposal);
        assertThat(crm.as(crm.agent).withCommandId("p-1").propose(id, proposal)).isEqualTo(first);
        assertThat(crm.run(id).steps()).hasSize(2);
        StepView view = seen(id);
        Answer edit = crm.as(crm.viewer).withCommandId("e-1").edit(view, Crm.payload("Globex"), "other");
        assertThat(crm.as(crm.viewer).withCommandId("e-1").edit(view, Crm.payload("Globex"), "other"))
                .isEqualTo(edit);
        assertThat(crm.as(crm.viewer).withCommandId("e-1").edit(seen(id), Crm.payload("Globex"), "other"))
                .as("seen anew")
                .isEqualTo(edit);
        assertThat(promote(id).rounds()).hasSize(2);
    }
}
