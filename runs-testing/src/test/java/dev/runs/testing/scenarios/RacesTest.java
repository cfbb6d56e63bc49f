package dev.runs.testing.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runs.Runs;
import dev.runs.engine.Answer;
import dev.runs.engine.ApprovalView;
import dev.runs.engine.Session;
import dev.runs.engine.StepView;
import dev.runs.error.ErrorCode;
import dev.runs.run.Round;
import dev.runs.run.RunEvent;
import dev.runs.testing.ScenarioRun;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Scenarios: races")
class RacesTest extends OnEachStore {
    private static final int ATTEMPTS = 100;
    /** What time says. */
    private static final Answer NO_ANSWER = new Answer.Accepted(0);

    /** What one of many does at the same moment as all others, in one of two processes. */
    private interface Attempt {
        Answer in(Runs runs);
    }

    @Test
    @DisplayName("Scenario 8: Approve, recall and timeout race: exactly one wins under 100 concurrent attempts.")
    void scenario8() throws Exception {
        crm.rules(requiring("ask: [ { roles: [Director], expire: P1D } ]"));
        for (int i = 0; i < ATTEMPTS; i++) {
            crm.people().human("director-" + i, "Director");
        }
        ScenarioRun run = start(send());
        ApprovalView asked = run.approval("ana", "send");
        StepView seen = run.seen("robot", "send");
        crm.clock().advance(Duration.ofDays(1));
        List<Attempt> attempts = new ArrayList<>();
        for (int i = 0; i < ATTEMPTS; i++) {
            String director = "director-" + i;
            attempts.add(
                    switch (i % 4) {
                        case 0 -> runs -> as(runs, director).approve(asked, "fine");
                        case 1 -> runs -> as(runs, director).reject(asked, "no");
                        case 2 -> runs -> as(runs, "robot").recall(seen, "wait");
                        default -> RacesTest::timeout;
                    });
        }
        List<Answer> answers = atOnce(attempts);

        Round.State end = run.step("send").round().state();
        assertThat(end)
                .isIn(Round.State.APPROVED, Round.State.REJECTED, Round.State.RECALLED, Round.State.EXPIRED);
        assertThat(answers)
                .as("the winner's answer, if it was not time")
                .filteredOn(answer -> answer.isAccepted() && answer != NO_ANSWER)
                .hasSize(end == Round.State.EXPIRED ? 0 : 1);
        assertThat(answers)
                .filteredOn(answer -> !answer.isAccepted())
                .allSatisfy(answer -> assertThat(Answers.code(answer))
                        .isIn(ErrorCode.ALREADY_DECIDED, ErrorCode.STALE, ErrorCode.WITHDRAWN, ErrorCode.NOT_NOW));
        assertThat(run.events(RunEvent.RoundClosed.class)).hasSize(1);
        assertThat(run.events(RunEvent.VoteCast.class))
                .hasSize(end == Round.State.APPROVED || end == Round.State.REJECTED ? 1 : 0);
        assertThat(run.events(RunEvent.PermitIssued.class)).hasSize(end == Round.State.APPROVED ? 1 : 0);
        crm.work();
        run.performed(end == Round.State.APPROVED ? new String[] {"send"} : new String[0]);
    }

    private static Answer timeout(Runs runs) {
        runs.worker().runReady();
        return NO_ANSWER;
    }

    private Session as(Runs runs, String who) {
        return runs.as(crm.people().actor(who));
    }

    @Test
    @DisplayName("100 people approve at once: the quorum is reached once, and each of the others is told")
    void quorum() throws Exception {
        crm.rules(ask("R-1", "crm.send", "Director", 3));
        for (int i = 0; i < ATTEMPTS; i++) {
            crm.people().human("director-" + i, "Director");
        }
        ScenarioRun run = start(send());
        ApprovalView asked = run.approval("ana", "send");
        List<Attempt> attempts = new ArrayList<>();
        for (int i = 0; i < ATTEMPTS; i++) {
            // Some click twice.
            String director = "director-" + i / 2 * 2;
            attempts.add(runs -> as(runs, director).approve(asked, "fine"));
        }
        assertThat(atOnce(attempts)).filteredOn(Answer::isAccepted).hasSize(3);
        run.counts(0, 1, 0);
        assertThat(run.events(RunEvent.PermitIssued.class)).hasSize(1);
        assertThat(run.step("send").round().votes())
                .extracting(vote -> vote.voter().id())
                .hasSize(3)
                .doesNotHaveDuplicates();
    }

    @Test
    @DisplayName("Many workers in two processes: what was approved is executed once")
    void workers() throws Exception {
        crm.rules(ask("R-1", "crm.send", "Director", 1));
        ScenarioRun run = start(send()).approve("ana", "send");
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try (Runs other = crm.anotherProcess()) {
            List<Callable<Integer>> workers = new ArrayList<>();
            for (int i = 0; i < 16; i++) {
                Runs runs = i % 2 == 0 ? crm.runs() : other;
                workers.add(() -> runs.worker().runReady());
            }
            int calls = 0;
            for (Future<Integer> done : threads.invokeAll(workers)) {
                calls += done.get();
            }
            assertThat(calls).isEqualTo(1);
        } finally {
            threads.shutdown();
        }
        run.performed("send");
    }

    private List<Answer> atOnce(List<Attempt> attempts) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(attempts.size());
        try (Runs other = crm.anotherProcess()) {
            CountDownLatch ready = new CountDownLatch(attempts.size());
            List<Callable<Answer>> calls = new ArrayList<>();
            for (int i = 0; i < attempts.size(); i++) {
                Attempt attempt = attempts.get(i);
                Runs runs = i % 3 == 0 ? other : crm.runs();
                calls.add(() -> {
                    ready.countDown();
                    ready.await();
                    return attempt.in(runs);
                });
            }
            List<Answer> answers = new ArrayList<>();
            for (Future<Answer> answer : threads.invokeAll(calls)) {
                answers.add(answer.get());
            }
            return answers;
        } finally {
            threads.shutdown();
        }
    }
}
