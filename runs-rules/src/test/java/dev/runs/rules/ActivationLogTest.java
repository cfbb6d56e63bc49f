package dev.runs.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.runs.actor.ActorKind;
import dev.runs.gate.PackRef;
import dev.runs.rules.problem.RuleErrorCode;
import dev.runs.run.ActorRef;
import dev.runs.storage.Commit;
import dev.runs.storage.CommitResult;
import dev.runs.storage.ContentRow;
import dev.runs.storage.Cursor;
import dev.runs.storage.ForwardingRunStore;
import dev.runs.storage.HostTransaction;
import dev.runs.storage.InMemoryRunStore;
import dev.runs.storage.RunStore;
import dev.runs.storage.StoreException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ActivationLogTest {
    private static final Instant AT = Instant.parse("2026-11-22T12:00:00Z");

    private static Activation activation(String version) {
        return new Activation(
                0,
                Activation.Kind.ACTIVATED,
                Optional.of("acme"),
                Optional.of(new PackRef("limits", version, "sha256:" + version, Set.of("Boss", "Legal"))),
                Optional.of("sha256:before"),
                new ActorRef("ana", ActorKind.HUMAN, Optional.of("bob")),
                Optional.of("Because of " + version),
                AT);
    }

    @ParameterizedTest(name = "in a store: {0}")
    @ValueSource(booleans = {false, true})
    void whatIsAppended_isInTheHistory_numberedAndInOrder(boolean stored) {
        ActivationLog log = stored ? ActivationLog.in(new InMemoryRunStore()) : ActivationLog.inMemory();
        Activation withdrawn = new Activation(
                0,
                Activation.Kind.WITHDRAWN,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                new ActorRef("deploy", ActorKind.SERVICE, Optional.empty()),
                Optional.of("Über \"alles\"\nund mehr"),
                AT.plusNanos(1_000));
        assertThat(log.history(0, 10)).isEmpty();
        assertThat(log.append(activation("1"))).isEqualTo(activation("1").numbered(1));
        assertThat(log.append(withdrawn)).isEqualTo(withdrawn.numbered(2));
        assertThat(log.append(activation("3"))).isEqualTo(activation("3").numbered(3));
        assertThat(log.history(0, 10))
                .containsExactly(
                        activation("1").numbered(1),
                        withdrawn.numbered(2),
                        activation("3").numbered(3));
        assertThat(log.history(1, 1)).containsExactly(withdrawn.numbered(2));
    }

    @Test
    void theHistoryIsThatOfTheStore() {
        RunStore store = new InMemoryRunStore();
        ActivationLog.in(store).append(activation("1"));
        assertThat(ActivationLog.in(store).history(0, 10))
                .containsExactly(activation("1").numbered(1));
        assertThat(ActivationLog.in(new InMemoryRunStore()).history(0, 10)).isEmpty();
    }

    @Test
    void theReasonCanBeErased_andNothingElseGoes() {
        RunStore store = new InMemoryRunStore();
        ActivationLog log = ActivationLog.in(store);
        log.append(activation("1"));
        String body = store.history(StoredActivations.KEY, 0, 1).get(0).body().utf8();
        assertThat(body).doesNotContain("Because");
        String content = body.replaceAll(".*\"reason\":\"([^\"]+)\".*", "$1");
        assertThat(store.content(StoredActivations.KEY, List.of(content))
                        .get(content)
                        .body())
                .map(ContentRow.Body::salt)
                .hasValueSatisfying(salt -> assertThat(salt.size()).isEqualTo(32));
        store.erase(StoredActivations.KEY, List.of(content));
        Activation kept = log.history(0, 1).get(0);
        assertThat(kept.reason()).isEmpty();
        assertThat(kept.pack()).isEqualTo(activation("1").pack());
        assertThat(kept.actor()).isEqualTo(activation("1").actor());
    }

    @Test
    void noWorkerAndNoHousekeeping_findsAnythingToDo() {
        RunStore store = new InMemoryRunStore();
        ActivationLog.in(store).append(activation("1"));
        String tenant = StoredActivations.KEY.tenant();
        Instant far = AT.plusSeconds(1_000_000_000);
        assertThat(store.ended(tenant, far, Cursor.start(), 10).rows()).isEmpty();
        assertThat(store.timers(tenant, far, Cursor.start(), 10).rows()).isEmpty();
        assertThat(store.work(tenant, Set.of("READY", "RUNNING"), Cursor.start(), 10)
                        .rows())
                .isEmpty();
        assertThat(store.tally(tenant)).isEmpty();
    }

    @Test
    void processesThatActivateAtOnce_loseNothing() throws Exception {
        RunStore store = new InMemoryRunStore();
        int processes = 4;
        int each = 25;
        CyclicBarrier start = new CyclicBarrier(processes);
        ExecutorService threads = Executors.newFixedThreadPool(processes);
        try {
            List<Future<Integer>> done = new ArrayList<>();
            for (int i = 0; i < processes; i++) {
                int process = i;
                Callable<Integer> work = () -> {
                    ActivationLog log = ActivationLog.in(store);
                    start.await();
                    for (int n = 0; n < each; n++) {
                        log.append(activation(process + "." + n));
                    }
                    return process;
                };
                done.add(threads.submit(work));
            }
            for (Future<Integer> future : done) {
                future.get();
            }
        } finally {
            threads.shutdown();
        }
        List<Activation> history = ActivationLog.in(store).history(0, 1_000);
        assertThat(history).hasSize(processes * each);
        for (int i = 0; i < history.size(); i++) {
            assertThat(history.get(i).number()).isEqualTo(i + 1);
        }
        for (int i = 0; i < processes; i++) {
            String process = i + ".";
            assertThat(history.stream()
                            .map(activation -> activation.pack().orElseThrow().version())
                            .filter(version -> version.startsWith(process))
                            .map(version -> Integer.parseInt(version.substring(process.length())))
                            .toList())
                    .hasSize(each)
                    .isSorted();
        }
    }

    @Test
    void connectionLostAtTheCommit_isFoundOutByTheSameCommand() {
        for (boolean written : new boolean[] {false, true}) {
            RunStore store = new InMemoryRunStore();
            boolean[] lost = {false};
            ActivationLog log = ActivationLog.in(new Disturbed(store, commit -> {
                if (lost[0]) {
                    return Optional.empty();
                }
                lost[0] = true;
                if (written) {
                    store.commit(commit);
                }
                return Optional.of(new CommitResult.OutcomeUnknown(broken()));
            }));
            assertThat(log.append(activation("1"))).isEqualTo(activation("1").numbered(1));
            assertThat(log.history(0, 10)).as("written: " + written).hasSize(1);
        }
    }

    @Test
    void storeThatFails_isAnError() {
        ActivationLog log = ActivationLog.in(new Disturbed(new InMemoryRunStore(), commit -> {
            throw broken();
        }));
        assertThatThrownBy(() -> log.append(activation("1")))
                .isInstanceOfSatisfying(
                        RuleShelfException.class, e -> assertThat(e.code()).isEqualTo(RuleErrorCode.NOT_RECORDED))
                .hasCauseInstanceOf(StoreException.class)
                .hasMessage(
                        "RUNS-RULE-066 The change of the rules was not recorded: the store failed: RUNS-STORE-999.\n"
                                + "Fix: the rules in force are as they were. Call again when the store works; history() tells what was"
                                + " recorded.");
    }

    @Test
    void storeOfWhichNobodyKnows_isAnErrorInTheEnd() {
        ActivationLog log = ActivationLog.in(new Disturbed(
                new InMemoryRunStore(), commit -> Optional.of(new CommitResult.OutcomeUnknown(broken()))));
        assertThatThrownBy(() -> log.append(activation("1")))
                .hasMessageStartingWith("RUNS-RULE-066 The change of the rules was not recorded:"
                        + " the connection to the store broke; it may be recorded all the same.\n");
    }

    @Test
    void inTheHostsTransaction_nothingIsRecorded() {
        RunStore store = new ForwardingRunStore(new InMemoryRunStore()) {
            @Override
            public HostTransaction hostTransaction() {
                return new HostTransaction() {
                    @Override
                    public boolean isActive() {
                        return true;
                    }

                    @Override
                    public void afterCommit(Runnable action) {
                        action.run();
                    }
                };
            }
        };
        assertThatThrownBy(() -> ActivationLog.in(store).append(activation("1")))
                .hasMessageStartingWith("RUNS-RULE-066 The change of the rules was not recorded:"
                        + " a change of the rules cannot be a part of the host's transaction.\n");
    }

    private static StoreException broken() {
        return new StoreException("RUNS-STORE-999", StoreException.Kind.RETRYABLE, "Broken.", "mend it.");
    }

    /** Answers commits itself, where it has an answer. */
    private static final class Disturbed extends ForwardingRunStore {
        private final Function<Commit, Optional<CommitResult>> answer;

        Disturbed(RunStore store, Function<Commit, Optional<CommitResult>> answer) {
            super(store);
            this.answer = answer;
        }

        @Override
        public CommitResult commit(Commit commit) {
            return answer.apply(commit).orElseGet(() -> super.commit(commit));
        }
    }
}
