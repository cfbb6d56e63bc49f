package dev.runs;

import static dev.runs.graph.StepState.BLOCKED;
import static dev.runs.graph.StepState.CANCELLED;
import static dev.runs.graph.StepState.COMPLETED;
import static dev.runs.graph.StepState.READY;
import static dev.runs.graph.StepState.SKIPPED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.runs.content.Payload;
import dev.runs.engine.Answer;
import dev.runs.engine.Handler;
import dev.runs.engine.NotDoneException;
import dev.runs.error.RunsException;
import dev.runs.gate.Finding;
import dev.runs.graph.StepState;
import dev.runs.kit.Crm;
import dev.runs.plan.Proposal;
import dev.runs.plan.RunPlan;
import dev.runs.run.LateResult;
import dev.runs.run.Permit;
import dev.runs.run.Round;
import dev.runs.run.RunOutcome;
import dev.runs.run.RunStatus;
import dev.runs.run.Step;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@DisplayName("S3: the losers of a join that stops them")
class CancelRestTest {
    @RegisterExtension
    final Crm crm = new Crm();

    private Step step(String run, String step) {
        return crm.run(run).step(step).orElseThrow();
    }

    private String note(String run, String step) {
        return crm.as(crm.ana).record(run).steps().rows().stream()
                .filter(row -> row.id().equals(step))
                .findFirst()
                .orElseThrow()
                .note();
    }

    /** Whichever of pay (external) and x is done first; join goes on then. */
    private RunPlan race() {
        return RunPlan.named("Race")
                .step("pay", "Pay")
                .action("crm.promote-reference", Crm.payload("Acme"))
                .step("x", "X")
                .action("crm.detect", Payload.empty())
                .step("join", "Join")
                .action("crm.draft", Crm.payload("Acme"))
                .after("pay", "x")
                .joinAny()
                .cancelRest();
    }

    /** Starts the race; while the handler of pay is at work, x is done, and then what is given happens. */
    private String overtaken(Handler then) {
        crm.rules.add("A", fact -> true, new Finding.Allow("fine"));
        List<String> id = new ArrayList<>();
        crm.on("crm.promote-reference", execution -> {
            assertThat(execution.stopRequested()).isFalse();
            crm.work(id.get(0));
            assertThat(crm.state(id.get(0), "pay")).isEqualTo(CANCELLED);
            assertThat(step(id.get(0), "pay").lateResult()).contains(LateResult.AWAITED);
            assertThat(note(id.get(0), "pay"))
                    .isEqualTo("Stopped, because 'Join' has enough without it. It had been started, and its handler has"
                            + " not answered.");
            then.handle(execution);
        });
        id.add(crm.start(race()));
        crm.work(id.get(0));
        assertThat(crm.state(id.get(0), "join")).isEqualTo(COMPLETED);
        return id.get(0);
    }

    @Test
    @DisplayName("losers go on without cancelRest, and stop with it, also of n of m")
    void nOfM() {
        RunPlan plan = RunPlan.named("Two of four");
        for (String id : List.of("a", "b")) {
            plan.step(id, id).action("crm.detect", Payload.empty());
        }
        plan.step("c", "C").actionLater("crm.detect", "C").step("d", "D").actionLater("crm.detect", "D");
        plan.step("patient", "Patient").after("a", "b", "c").joinAtLeast(2);
        String id = crm.start(plan);
        crm.work(id);
        assertThat(crm.state(id, "patient")).isEqualTo(COMPLETED);
        assertThat(crm.state(id, "c")).isEqualTo(BLOCKED);
        crm.as(crm.agent)
                .propose(
                        id,
                        Proposal.of("hasty", "Hasty")
                                .after("a", "b", "c", "d")
                                .joinAtLeast(2)
                                .cancelRest())
                .orThrow();
        assertThat(crm.state(id, "hasty")).isEqualTo(COMPLETED);
        assertThat(List.of(crm.state(id, "c"), crm.state(id, "d"))).containsOnly(CANCELLED);
        assertThat(crm.run(id).status()).isEqualTo(RunStatus.COMPLETED);
    }

    @Test
    @DisplayName("a permit of a loser is void, and its approval withdrawn")
    void permitIsVoid() {
        crm.rules.require("R1", "crm.promote-reference", Crm.DIRECTOR_ROLE, 1);
        String id = crm.start(race());
        crm.approve(crm.ana, id, "pay").orThrow();
        assertThat(crm.state(id, "pay")).isEqualTo(READY);
        crm.as(crm.ana).waive(crm.as(crm.ana).step(id, "x"), "seen").orThrow();
        assertThat(crm.state(id, "pay")).isEqualTo(CANCELLED);
        assertThat(step(id, "pay").permit().map(Permit::state)).contains(Permit.State.REVOKED);
        assertThat(step(id, "pay").lastRound().orElseThrow().state()).isEqualTo(Round.State.WITHDRAWN);
        crm.work(id);
        assertThat(crm.executed).containsExactly("crm.draft {\"customer\":\"Acme\"}");
        assertThat(note(id, "pay")).isEqualTo("Stopped, because 'Join' has enough without it.");
    }

    @Test
    @DisplayName("running work is asked to stop; the store is looked at once a second, however often the handler asks")
    void stopRequested() {
        List<Boolean> asked = new ArrayList<>();
        String id = overtaken(execution -> {
            asked.add(execution.stopRequested());
            crm.clock.advance(Duration.ofSeconds(1));
            asked.add(execution.stopRequested());
            asked.add(execution.stopRequested());
            throw new NotDoneException("stopped in time");
        });
        assertThat(asked).containsExactly(false, true, true);
        assertThat(step(id, "pay").lateResult()).contains(LateResult.NOT_DONE);
        assertThat(note(id, "pay"))
                .isEqualTo(
                        "Stopped, because 'Join' has enough without it. It turned out not to have happened: stopped in"
                                + " time.");
        assertThat(crm.run(id).status()).isEqualTo(RunStatus.COMPLETED);
        assertThat(crm.run(id).outcome()).contains(RunOutcome.DONE);
    }

    @Test
    @DisplayName("a late result is recorded and not propagated")
    void lateResult() {
        String id = overtaken(execution -> execution
                .note("The reference was published.")
                .preview("Reference", "text")
                .file("file-1", "Proof", "text/plain", "crm:/1"));
        Step pay = step(id, "pay");
        assertThat(pay.state()).isEqualTo(CANCELLED);
        assertThat(pay.lateResult()).contains(LateResult.DONE);
        assertThat(note(id, "pay"))
                .isEqualTo("Stopped, because 'Join' has enough without it. It happened all the same: The reference was"
                        + " published.");
        assertThat(crm.as(crm.ana).record(id).files().rows()).hasSize(1);
        assertThat(crm.as(crm.ana).record(id).history().rows())
                .extracting(line -> line.text())
                .contains(
                        "'Pay' was stopped, because 'Join' has enough without it.",
                        "After it was stopped, 'Pay' happened all the same: The reference was published.");
        assertThat(crm.as(crm.ana).whyBlocked(id, "pay").headline())
                .isEqualTo("'Pay' was stopped, because 'Join' has enough without it.");
    }

    @Test
    @DisplayName("an external effect that came late counts for the outcome")
    void lateEffect_countsForTheOutcome() {
        crm.rules.add("NO", fact -> fact.action().equals("crm.merge-accounts"), new Finding.Deny("no"));
        for (LateResult result : List.of(LateResult.DONE, LateResult.NOT_DONE, LateResult.UNKNOWN)) {
            crm.on("crm.promote-reference", execution -> {
                crm.work(execution.run());
                if (result == LateResult.NOT_DONE) {
                    throw new NotDoneException("nothing");
                } else if (result == LateResult.UNKNOWN) {
                    throw new IllegalStateException("time-out");
                }
            });
            crm.rules.add("A", fact -> !fact.action().equals("crm.merge-accounts"), new Finding.Allow("fine"));
            String id = crm.start(race().step("no", "No").action("crm.merge-accounts", Payload.empty()));
            crm.work(id);
            assertThat(step(id, "pay").lateResult()).contains(result);
            assertThat(crm.run(id).outcome())
                    .as("%s", result)
                    .contains(result == LateResult.NOT_DONE ? RunOutcome.REJECTED : RunOutcome.PARTLY);
        }
    }

    @Test
    @DisplayName("a person can say what became of a loser of which nobody knows")
    void unknownLateResult_isResolved() {
        String id = overtaken(execution -> {
            throw new IllegalStateException("connection reset");
        });
        assertThat(step(id, "pay").lateResult()).contains(LateResult.UNKNOWN);
        assertThat(note(id, "pay"))
                .isEqualTo("Stopped, because 'Join' has enough without it. Nobody knows whether it happened: connection"
                        + " reset.");
        crm.as(crm.ana)
                .resolve(crm.as(crm.ana).step(id, "pay"), false, "the site shows nothing")
                .orThrow();
        assertThat(crm.state(id, "pay")).isEqualTo(CANCELLED);
        assertThat(step(id, "pay").lateResult()).contains(LateResult.NOT_DONE);
        Answer again = crm.as(crm.ana).resolve(crm.as(crm.ana).step(id, "pay"), true, "or not");
        assertThat(((Answer.Refused) again).refusal().message())
                .isEqualTo("RUNS-REFUSED-006 Step 'pay' cannot be resolved: it is cancelled.\nFix: only a step of which"
                        + " nobody knows what became of it needs that answer");
    }

    @Test
    @DisplayName("a loser of which nobody knew before is stopped as well, and a person can still say what became of it")
    void indeterminateLoser() {
        crm.rules.add("A", fact -> true, new Finding.Allow("fine"));
        crm.on("crm.promote-reference", execution -> {
            throw new IllegalStateException("connection reset");
        });
        String id = crm.start(RunPlan.named("Race")
                .step("pay", "Pay")
                .action("crm.promote-reference", Crm.payload("Acme"))
                .step("x", "X")
                .actionLater("crm.detect", "X")
                .step("join", "Join")
                .after("pay", "x")
                .joinAny()
                .cancelRest());
        crm.work(id);
        assertThat(crm.state(id, "pay")).isEqualTo(StepState.INDETERMINATE);
        crm.as(crm.ana)
                .edit(crm.as(crm.ana).step(id, "x"), Payload.empty(), "found")
                .orThrow();
        crm.work(id);
        assertThat(crm.state(id, "pay")).isEqualTo(CANCELLED);
        assertThat(step(id, "pay").lateResult()).contains(LateResult.UNKNOWN);
        assertThat(crm.run(id).status()).isEqualTo(RunStatus.COMPLETED);
        assertThat(crm.as(crm.ana).whyBlocked(id, "pay").lines())
                .extracting(line -> line.text())
                .containsExactly(
                        "Stopped, because 'Join' has enough without it. Nobody knows whether it happened.",
                        "Let a person say whether it happened.");
        crm.as(crm.ana)
                .resolve(crm.as(crm.ana).step(id, "pay"), true, "the site shows it")
                .orThrow();
        assertThat(step(id, "pay").lateResult()).contains(LateResult.DONE);
        assertThat(note(id, "pay"))
                .isEqualTo(
                        "Stopped, because 'Join' has enough without it. It happened all the same: the site shows it.");
    }

    @Test
    @DisplayName("the export says which joins stop their losers")
    void export() {
        String id = crm.start(race());
        assertThat(crm.as(crm.admin).export(id)).contains("\"join\":\"ANY+CANCEL_REST\"");
    }

    @Test
    @DisplayName("what is done only for a loser is stopped too; what something else needs goes on")
    void losingBranch_isNotLeftWorking() {
        String id = crm.start(RunPlan.named("Branches")
                .step("x", "X")
                .action("crm.detect", Payload.empty())
                .step("shared", "Shared")
                .actionLater("crm.detect", "Shared")
                .step("far", "Far")
                .actionLater("crm.detect", "Far")
                .step("near", "Near")
                .action("crm.detect", Payload.empty())
                .after("far", "shared")
                .step("comfort", "Comfort")
                .action("crm.detect", Payload.empty())
                .onRejected("far")
                .step("after", "After the loser")
                .action("crm.detect", Payload.empty())
                .after("near")
                .step("other", "Other")
                .action("crm.detect", Payload.empty())
                .after("shared")
                .step("join", "Join")
                .after("x", "near")
                .joinAny()
                .cancelRest());
        crm.work(id);
        assertThat(crm.state(id, "join")).isEqualTo(COMPLETED);
        assertThat(crm.state(id, "near")).isEqualTo(CANCELLED);
        assertThat(crm.state(id, "far")).isEqualTo(CANCELLED);
        assertThat(crm.state(id, "comfort")).isEqualTo(SKIPPED);
        assertThat(crm.state(id, "after")).isEqualTo(SKIPPED);
        assertThat(crm.state(id, "shared")).as("other needs it").isEqualTo(BLOCKED);
        assertThat(crm.state(id, "other")).isEqualTo(BLOCKED);
        assertThat(crm.run(id).status()).isEqualTo(RunStatus.WAITING);
    }

    @Test
    @DisplayName("a loser that could go on at the very same moment does not")
    void sameMoment() {
        String id = crm.start(RunPlan.named("Same")
                .step("x", "X")
                .action("crm.detect", Payload.empty())
                .step("y", "Y")
                .action("crm.detect", Payload.empty())
                .after("x")
                .step("z", "Z")
                .after("x")
                .step("join", "Join")
                .after("x", "y", "z")
                .joinAny()
                .cancelRest());
        crm.work(id);
        assertThat(List.of(crm.state(id, "y"), crm.state(id, "z"))).containsOnly(CANCELLED);
        assertThat(crm.executed).hasSize(1);
    }

    @Test
    @DisplayName("the join fires once: what is asked for again afterwards is not stopped again")
    void firesOnce() {
        crm.rules
                .require("R1", "crm.promote-reference", Crm.DIRECTOR_ROLE, 1)
                .require("R2", "crm.draft", Crm.DIRECTOR_ROLE, 1);
        String id = crm.start(race());
        crm.reject(crm.ana, id, "pay").orThrow();
        crm.work(id);
        assertThat(crm.state(id, "join")).isEqualTo(StepState.AWAITING_APPROVAL);
        crm.as(crm.owner).resubmit(crm.as(crm.owner).step(id, "pay"), "please").orThrow();
        crm.as(crm.owner)
                .edit(crm.as(crm.owner).step(id, "join"), Crm.payload("Globex"), "other")
                .orThrow();
        assertThat(crm.state(id, "pay")).isEqualTo(StepState.AWAITING_APPROVAL);
        assertThat(crm.state(id, "join")).isEqualTo(StepState.AWAITING_APPROVAL);
    }

    @Test
    void ofAllSteps_thereAreNoLosers() {
        assertThatThrownBy(() -> RunPlan.named("P")
                        .step("a", "A")
                        .step("j", "J")
                        .after("a")
                        .cancelRest())
                .isInstanceOf(RunsException.class)
                .hasMessage(
                        "RUNS-PLAN-006 Step 'j' waits for all of its steps, so that none is left to stop when it goes"
                                + " on.\nFix: call joinAny() or joinAtLeast(count) before cancelRest()");
        assertThat(RunPlan.named("P")
                        .step("a", "A")
                        .step("j", "J")
                        .after("a")
                        .joinAny()
                        .cancelRest()
                        .joinAtLeast(1)
                        .steps()
                        .get(1)
                        .join()
                        .cancelsRest())
                .isTrue();
    }
}
