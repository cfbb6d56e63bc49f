package dev.runs.testing.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runs.content.Payload;
import dev.runs.engine.Answer;
import dev.runs.engine.ApprovalView;
import dev.runs.error.ErrorCode;
import dev.runs.gate.Approver;
import dev.runs.graph.StepState;
import dev.runs.run.RunStatus;
import dev.runs.testing.ScenarioRun;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Scenarios: who is asked, and who may decide")
class PeopleScenariosTest extends OnEachStore {
    @Test
    @DisplayName(
            "Scenario 31: A rule resolves to nobody: the run does not wait silently; it raises a fault that names the"
                    + " rule.")
    void scenario31() {
        crm.rules(ask("R-9", "crm.send", "Chief reference officer", 1));
        ScenarioRun run = start(send());
        run.is(RunStatus.ATTENTION).step("send").is(StepState.AWAITING_APPROVAL);
        assertThat(run.step("send").now().faults()).singleElement().satisfies(fault -> {
            assertThat(fault.code()).isEqualTo(ErrorCode.FAULT_NO_ELIGIBLE_APPROVER);
            assertThat(fault.rules()).containsExactly("R-9");
            assertThat(fault.roles()).containsExactly("Chief reference officer");
        });
    }

    @Test
    @DisplayName("Scenario 16: Any holder of the role sees the item; nobody else does, not even by its id.")
    void scenario16() {
        crm.rules(ask("R-1", "crm.send", "Director", 1));
        ScenarioRun run = start(send());
        crm.people().human("gwen", "Support");
        for (String director : new String[] {"ana", "ben", "cleo"}) {
            crm.inbox(director).hasExactly(place("send"));
        }
        for (String other : new String[] {"lena", "gov", "vic", "robot"}) {
            crm.inbox(other).isEmpty();
        }
        for (String other : new String[] {"vic", "gwen"}) {
            run.refused(ErrorCode.NOT_FOUND, one -> one.approval(other, "send"));
        }
        crm.people().human("vic", "Director").human("ana", "Viewer");
        crm.inbox("vic").hasExactly(place("send"));
        crm.inbox("ana").isEmpty();
        run.approve("vic", "send");
    }

    @Test
    @DisplayName("Scenario 18, in part: A viewer may not decide; the attempt leaves an entry.")
    void scenario18() {
        crm.rules(ask("R-1", "crm.send", "Director", 1));
        ScenarioRun run = start(send());
        ApprovalView forwarded = run.approval("ana", "send");
        assertThat(Answers.code(run.as("vic").approve(forwarded, "fine"))).isEqualTo(ErrorCode.NOT_AN_APPROVER);
        assertThat(Answers.code(run.as("vic").reject(forwarded, "no"))).isEqualTo(ErrorCode.NOT_AN_APPROVER);
        run.step("send").is(StepState.AWAITING_APPROVAL).approvedBy();
        run.approve("ana", "send");
    }

    @Test
    @DisplayName("Scenario 21: The second review of a run is offered first to who reviewed the first version.")
    void scenario21() {
        crm.rules(ask("R-1", "crm.send", "Director", 1));
        ScenarioRun run = start(send()).requestChanges("ben", "send").resubmit("robot", "send", to("Acme, again"));
        run.refused(ErrorCode.CLAIMED, one -> one.approve("ana", "send"));
        run.release("ben", "send");
        run.approve("ana", "send").step("send").is(StepState.READY);
    }

    @Test
    @DisplayName("Scenario 22: One steward can be given all items of a run, unless that breaks 19.")
    void scenario22() {
        crm.people().human("stella", "Steward");
        crm.rules(ask("R-1", "crm.send", "Director", 1) + ask("R-2", "crm.publish", "Legal", 1));
        ScenarioRun run = start(send().step("publish", "Publish")
                .action("crm.publish", Payload.empty())
                .step("own", "Send what she wrote")
                .action("crm.send", to("Globex")));
        Approver stella = new Approver.Person("stella");
        run.reassign("adam", "send", "Director", stella, true).reassign("adam", "publish", "Legal", stella, true);
        crm.inbox("stella").hasExactly(place("send"), place("publish"));
        crm.inbox("ana").hasExactly(place("own"));
        run.refused(
                ErrorCode.DELEGATION,
                one -> one.reassign("adam", "own", "Director", new Approver.Person("olga"), true));
        run.approve("stella", "send").approve("stella", "publish").counts(1, 2, 0);
        crm.work();
        run.performed("send", "publish");
    }

    @Test
    @DisplayName("Scenario 23: Two claims at once: one owner; the other's answer names the winner.")
    void scenario23() throws Exception {
        crm.rules(ask("R-1", "crm.send", "Director", 1));
        ScenarioRun run = start(send());
        ApprovalView seen = run.approval("ana", "send");
        List<String> people = List.of("ana", "ben", "cleo");
        CountDownLatch ready = new CountDownLatch(people.size());
        ExecutorService threads = Executors.newFixedThreadPool(people.size());
        List<Answer> answers = new ArrayList<>();
        try {
            List<Callable<Answer>> claims = new ArrayList<>();
            people.forEach(who -> claims.add(() -> {
                ready.countDown();
                ready.await();
                return run.as(who).claim(seen);
            }));
            for (Future<Answer> answer : threads.invokeAll(claims)) {
                answers.add(answer.get());
            }
        } finally {
            threads.shutdown();
        }
        assertThat(answers).filteredOn(Answer::isAccepted).hasSize(1);
        String winner = people.get(answers.indexOf(
                answers.stream().filter(Answer::isAccepted).findFirst().orElseThrow()));
        assertThat(answers)
                .filteredOn(answer -> answer instanceof Answer.Refused)
                .hasSize(2)
                .allSatisfy(answer -> assertThat(((Answer.Refused) answer).refusal())
                        .satisfies(refusal -> {
                            assertThat(refusal.code()).isEqualTo(ErrorCode.CLAIMED);
                            assertThat(refusal.message()).contains("'" + winner + "'");
                        }));
        String other = winner.equals("ana") ? "ben" : "ana";
        run.refused(ErrorCode.CLAIMED, one -> one.approve(other, "send"));
        run.approve(winner, "send").step("send").is(StepState.READY);
    }

    @Test
    @DisplayName("Scenario 23: ... a claim is over when its owner has answered: others may give the second approval.")
    void scenario23_over() {
        crm.rules(ask("R-1", "crm.send", "Director", 2));
        ScenarioRun run = start(send()).claim("ana", "send").approve("ana", "send");
        run.approve("ben", "send").step("send").is(StepState.READY);
    }

    @Test
    @DisplayName("Scenario 24: Release returns the item to the group; the deadline's clock goes on.")
    void scenario24() {
        crm.rules(rule(
                "R-1",
                "action == \"crm.send\"",
                "gate.requireApproval($step, \"Director\", \"Director asks\", 1, \"P2D\");"));
        ScenarioRun run = start(send()).claim("ana", "send");
        crm.after(Duration.ofDays(1));
        run.refused(ErrorCode.CLAIMED, one -> one.approve("ben", "send"));
        run.release("ana", "send");
        crm.inbox("ben").hasExactly(place("send")).hasOverdue();
        crm.after(Duration.ofHours(25));
        crm.inbox("ben").hasOverdue(place("send"));
        run.approve("ben", "send").step("send").is(StepState.READY);
    }

    @Test
    @DisplayName(
            "Scenario 25: Delegation for five days: the record says \"Ben for Ana\"; A to B to A is refused; delegation to"
                    + " the requester is refused.")
    void scenario25() {
        crm.people().human("nils", "Support").human("ben", "Support");
        crm.rules(ask("R-1", "crm.send", "Director", 1));
        ScenarioRun run = start(send()).delegate("ana", "send", "nils", Duration.ofDays(5));
        run.refused(ErrorCode.DELEGATION, one -> one.delegate("nils", "send", "ana", Duration.ofDays(5)));
        run.refused(ErrorCode.DELEGATION, one -> one.delegate("nils", "send", "vic", Duration.ofDays(5)));
        run.refused(ErrorCode.DELEGATION, one -> one.delegate("ana", "send", "olga", Duration.ofDays(5)));
        crm.inbox("nils").hasExactly(place("send"));
        crm.after(Duration.ofDays(4));
        run.approve("nils", "send").step("send").is(StepState.READY).approvedBy("nils");
        assertThat(run.step("send").round().votes())
                .singleElement()
                .satisfies(vote -> assertThat(vote.insteadOf()).contains("ana"));
        assertThat(run.as("ana").record(run.id()).toString()).contains("nils for ana");
        crm.work();
        run.performed("send");
    }

    @Test
    @DisplayName("Scenario 25: ... and on the sixth day it is over; delegations of the directory count likewise.")
    void scenario25_over() {
        crm.people().human("nils", "Support");
        Instant now = crm.clock().instant();
        crm.people().delegate("ana", "nils", now, now.plus(Duration.ofDays(5)));
        crm.rules(ask("R-1", "crm.send", "Director", 2));
        ScenarioRun run = start(send());
        ApprovalView seen = run.approval("nils", "send");
        run.delegate("ben", "send", "vic", Duration.ofDays(5)).approve("vic", "send");
        crm.inbox("nils").hasExactly(place("send"));
        crm.after(Duration.ofDays(5));
        crm.inbox("nils").isEmpty();
        assertThat(Answers.code(run.as("nils").approve(run.approval("cleo", "send"), "fine")))
                .isEqualTo(ErrorCode.NOT_AN_APPROVER);
        assertThat(seen.view().run()).isEqualTo(run.id());
        run.approve("ana", "send").step("send").is(StepState.READY).approvedBy("ana", "vic");
        crm.work();
        run.performed("send");
    }

    @Test
    @DisplayName("Scenario 26: Reassignment with comments and partial votes kept.")
    void scenario26_kept() {
        ScenarioRun run = reassigned(true);
        run.step("send").approvedBy("ana");
        run.approve("lena", "send").step("send").is(StepState.READY).approvedBy("ana", "lena");
        crm.work();
        run.performed("send");
    }

    @Test
    @DisplayName("Scenario 26: ... or wiped, per call.")
    void scenario26_wiped() {
        ScenarioRun run = reassigned(false);
        run.step("send").approvedBy();
        run.approve("lena", "send").approve("luis", "send").step("send").is(StepState.READY);
        crm.work();
        run.performed("send");
    }

    private ScenarioRun reassigned(boolean keepsVotes) {
        crm.rules(ask("R-1", "crm.send", "Director", 2));
        ScenarioRun run = start(send()).approve("ana", "send").comment("ben", "send", "Please look at the third line");
        run.refused(
                ErrorCode.DELEGATION,
                one -> one.reassign("lena", "send", "Director", new Approver.Role("Legal"), keepsVotes));
        run.reassign("adam", "send", "Director", new Approver.Role("Legal"), keepsVotes);
        crm.inbox("ben").isEmpty();
        crm.inbox("lena").hasExactly(place("send"));
        assertThat(run.as("lena").record(run.id()).toString()).contains("Please look at the third line");
        return run;
    }

    @Test
    @DisplayName("Scenario 28: A legal hold: no decision possible, the clock stopped.")
    void scenario28() {
        crm.rules(rule(
                        "R-1",
                        "action == \"crm.send\"",
                        "gate.requireApproval($step, \"Director\", \"Director asks\", 1, \"P2D\");")
                + ask("R-2", "crm.publish", "Legal", 1));
        ScenarioRun run = start(send().step("publish", "Publish").action("crm.publish", Payload.empty()));
        run.approve("lena", "publish");
        crm.after(Duration.ofDays(0));
        run.performed("publish");
        ApprovalView seen = run.approval("ana", "send");
        run.refused(ErrorCode.NOT_PERMITTED, one -> one.hold("ana"));
        run.hold("adam").is(RunStatus.HELD);
        assertThat(Answers.code(run.as("ana").approve(seen, "fine"))).isEqualTo(ErrorCode.ON_HOLD);
        assertThat(Answers.code(run.as("ana").reject(seen, "no"))).isEqualTo(ErrorCode.ON_HOLD);
        crm.after(Duration.ofDays(100));
        run.is(RunStatus.HELD);
        run.letGo("adam").is(RunStatus.PAUSED);
        crm.inbox("ana").hasExactly(place("send")).hasOverdue();
        crm.after(Duration.ofDays(1));
        crm.inbox("ana").hasOverdue();
        crm.after(Duration.ofHours(25));
        crm.inbox("ana").hasOverdue(place("send"));
        run.approve("ana", "send");
        crm.work();
        run.performed("publish", "send").is(RunStatus.COMPLETED);
    }
}
