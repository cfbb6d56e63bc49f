package dev.runs.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runs.actor.Actor;
import dev.runs.gate.GateAnswers;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Packs that are loaded off the thread that asks for them, while the one in force answers. */
class LoadingLaterTest {
    private static final Actor ANA = Actor.human("acme", "ana");

    private final Deque<Runnable> work = new ArrayDeque<>();
    private final List<String> told = new ArrayList<>();

    private static Map<String, String> version(int version) {
        return Small.pack(
                "global",
                Integer.toString(version),
                Small.rule("G-1", "action == \"mail.send\"", "gate.deny($step, \"" + version + "\");"),
                Small.rule("G-2", "external == true", "gate.deny($step, \"" + version + "\");"));
    }

    private static Supplier<RulePack> loading(int version) {
        return () -> Small.load(version(version));
    }

    private void tell(String name, CompletionStage<Activation> stage) {
        stage.whenComplete((done, failure) -> told.add(name + ": "
                + (failure == null
                        ? done.pack().orElseThrow().version()
                        : String.valueOf(failure.getMessage())
                                .lines()
                                .findFirst()
                                .orElse(""))));
    }

    private void workOff() {
        while (!work.isEmpty()) {
            work.remove().run();
        }
    }

    @Test
    void nothingHappensOnTheThreadThatAsks() {
        RuleShelf shelf = RuleShelf.of(loading(1).get());
        tell("two", shelf.activate(loading(2), ANA, "Stricter", work::add));
        assertThat(told).isEmpty();
        assertThat(shelf.pack().version()).isEqualTo("1");
        workOff();
        assertThat(told).containsExactly("two: 2");
        assertThat(shelf.pack().version()).isEqualTo("2");
        assertThat(shelf.history(0, 10)).hasSize(1);
    }

    @Test
    void packsTakeEffectInTheOrderInWhichTheyWereAskedFor() {
        RuleShelf shelf = RuleShelf.of(loading(1).get());
        Deque<Runnable> other = new ArrayDeque<>();
        tell("two", shelf.activate(loading(2), ANA, "Stricter", work::add));
        tell("three", shelf.activate(loading(3), ANA, "Stricter still", other::add));
        assertThat(other).as("it waits for its turn").isEmpty();
        workOff();
        other.remove().run();
        assertThat(told).containsExactly("two: 2", "three: 3");
        assertThat(shelf.pack().version()).isEqualTo("3");
    }

    @Test
    void whatFails_isToldToWhoAsked_andChangesNothing_norDoesItKeepTheNextOneWaiting() {
        RuleShelf shelf = RuleShelf.of(loading(1).get());
        Map<String, String> broken = version(2);
        broken.put("rules.drl", "nonsense");
        tell("broken", shelf.activate(() -> Small.load(broken), ANA, "Oops", work::add));
        tell("no reason", shelf.activate(loading(2), ANA, " ", work::add));
        tell("clash", shelf.activate("acme", loading(2), ANA, "Same name", work::add));
        Supplier<RulePack> error = () -> {
            throw new StackOverflowError("deep");
        };
        tell("error", shelf.activate(error, ANA, "Deep", work::add));
        Executor full = task -> {
            throw new RejectedExecutionException("full");
        };
        tell("full", shelf.activate(loading(2), ANA, "Full", full));
        workOff();
        assertThat(shelf.pack().version()).isEqualTo("1");
        assertThat(shelf.pack("acme")).isEmpty();
        assertThat(shelf.history(0, 10)).isEmpty();
        tell(
                "tenant",
                shelf.activate(
                        "acme",
                        () -> Small.load(Small.pack("acme", "7", Small.deny("A-1", "pay"))),
                        ANA,
                        "Ours",
                        work::add));
        tell("three", shelf.activate(loading(3), ANA, "Good", work::add));
        workOff();
        assertThat(told)
                .containsExactly(
                        "broken: RUNS-RULE-010 Rule pack 'test' was not loaded: 3 errors.",
                        "no reason: RUNS-RULE-064 The reason for changing the rules has no words.",
                        "clash: RUNS-RULE-063 Rule pack 'global' was not loaded: 3 errors.",
                        "error: deep",
                        "full: full",
                        "tenant: 7",
                        "three: 3");
        assertThat(shelf.pack().version()).isEqualTo("3");
        assertThat(shelf.pack("acme").orElseThrow().version()).isEqualTo("7");
    }

    @Test
    void whoCancels_stopsNothing() {
        RuleShelf shelf = RuleShelf.of(loading(1).get());
        CompletableFuture<Activation> mine =
                shelf.activate(loading(2), ANA, "Stricter", work::add).toCompletableFuture();
        assertThat(mine.cancel(true)).isTrue();
        workOff();
        assertThat(shelf.pack().version()).isEqualTo("2");
    }

    /** The first pack is asked for as long as the second one is being loaded, by the thread that had it loaded. */
    @Test
    @Timeout(value = 120, unit = TimeUnit.SECONDS)
    void theOldPackAnswers_whileTheNextOneLoads_andEachQuestionIsAnsweredByOneVersion() throws Exception {
        RuleShelf shelf = RuleShelf.of(loading(1).get());
        ExecutorService background = Executors.newFixedThreadPool(3);
        try {
            CountDownLatch begun = new CountDownLatch(1);
            CountDownLatch go = new CountDownLatch(1);
            CompletableFuture<Activation> second = shelf.activate(
                            () -> {
                                begun.countDown();
                                await(go);
                                return loading(2).get();
                            },
                            ANA,
                            "Stricter",
                            background)
                    .toCompletableFuture();
            begun.await();
            for (int i = 0; i < 100; i++) {
                assertThat(answeredBy(shelf)).isEqualTo("1");
            }
            assertThat(second).isNotDone();

            AtomicBoolean asking = new AtomicBoolean(true);
            List<Future<Integer>> askers = new ArrayList<>();
            for (int i = 0; i < 2; i++) {
                askers.add(background.submit(() -> {
                    int last = 1;
                    while (asking.get()) {
                        int version = Integer.parseInt(answeredBy(shelf));
                        assertThat(version).isGreaterThanOrEqualTo(last);
                        last = version;
                    }
                    return last;
                }));
            }
            go.countDown();
            List<CompletableFuture<Activation>> all = new ArrayList<>(List.of(second));
            for (int version = 3; version <= 12; version++) {
                all.add(shelf.activate(loading(version), ANA, "Next", background)
                        .toCompletableFuture());
            }
            for (CompletableFuture<Activation> one : all) {
                one.get();
            }
            assertThat(answeredBy(shelf)).isEqualTo("12");
            asking.set(false);
            for (Future<Integer> asker : askers) {
                assertThat(asker.get()).isBetween(1, 12);
            }
            assertThat(shelf.history(0, 100)).hasSize(11);
        } finally {
            background.shutdown();
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Returns the version of which all is that was said. */
    private static String answeredBy(RuleShelf shelf) {
        GateAnswers answers = shelf.ask(Small.question("acme", Small.external("mail.send")));
        assertThat(answers.answers().get(0).faults()).isEmpty();
        assertThat(answers.answers().get(0).findings())
                .hasSize(2)
                .allSatisfy(finding -> assertThat(finding.effect().reason())
                        .isEqualTo(answers.pack().version()));
        return answers.pack().version();
    }
}
