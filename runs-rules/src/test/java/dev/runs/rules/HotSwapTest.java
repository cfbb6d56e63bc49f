package dev.runs.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runs.action.Pattern;
import dev.runs.action.RiskLevel;
import dev.runs.actor.Actor;
import dev.runs.gate.GateAnswer;
import dev.runs.gate.GateAnswers;
import dev.runs.gate.GateQuestion;
import dev.runs.gate.StepFact;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Packs are replaced while thousands of questions are asked. */
class HotSwapTest {
    private static final Actor ANA = Actor.human("acme", "ana");
    private static final int ASKING = 4;
    private static final int QUESTIONS = 2_000;

    /** Returns a pack all of whose rules say its version, so that an answer by two versions shows. */
    private static RulePack pack(String name, int version) {
        String[] rules = new String[5];
        for (int i = 0; i < rules.length; i++) {
            rules[i] = Small.rule(
                    name + "-" + i,
                    "action == \"mail.send\", key != \"none\"",
                    "gate.deny($step, \"" + name + " " + version + "\");");
        }
        return Small.load(Small.pack(name, Integer.toString(version), rules));
    }

    @Test
    @Timeout(value = 120, unit = TimeUnit.SECONDS)
    void everyQuestion_isAnsweredByExactlyOneVersion_andNoneFails() throws Exception {
        List<RulePack> globals = List.of(pack("g", 1), pack("g", 2), pack("g", 3));
        List<RulePack> tenants = List.of(pack("t", 1), pack("t", 2));
        RuleShelf shelf = RuleShelf.of(globals.get(0));
        shelf.activate("acme", tenants.get(0), ANA, "start");
        AtomicBoolean asking = new AtomicBoolean(true);
        Map<String, Integer> versions = new ConcurrentHashMap<>();
        CyclicBarrier start = new CyclicBarrier(ASKING + 1);
        ExecutorService threads = Executors.newFixedThreadPool(ASKING + 1);
        try {
            List<Future<Integer>> asked = new ArrayList<>();
            for (int i = 0; i < ASKING; i++) {
                int caller = i;
                asked.add(threads.submit(() -> ask(caller, shelf, start, versions)));
            }
            Callable<Integer> swapping = () -> {
                start.await();
                int swaps = 0;
                while (asking.get()) {
                    swaps++;
                    shelf.activate(globals.get(1 + swaps % 2), ANA, "swap " + swaps);
                    shelf.activate("acme", tenants.get(swaps % 2), ANA, "swap " + swaps);
                    shelf.rollback(ANA, "back " + swaps);
                }
                return swaps;
            };
            Future<Integer> swaps = threads.submit(swapping);
            for (Future<Integer> future : asked) {
                assertThat(future.get()).isEqualTo(QUESTIONS);
            }
            asking.set(false);
            int made = swaps.get();
            assertThat(made).isPositive();
            assertThat(shelf.history(0, Integer.MAX_VALUE)).hasSize(1 + 3 * made);
        } finally {
            threads.shutdown();
        }
        // Which versions answered is up to the machine; that there is more than one is not.
        assertThat(versions).hasSizeGreaterThan(1);
        globals.forEach(RulePack::close);
        tenants.forEach(RulePack::close);
    }

    private static GateQuestion question(String key) {
        StepFact step = new StepFact(
                key, "A mail", "mail.send", Pattern.EXTERNAL, RiskLevel.LOW, Optional.empty(), Optional.empty(), true);
        return Small.question("acme", step, step);
    }

    private static int ask(int caller, RuleShelf shelf, CyclicBarrier start, Map<String, Integer> versions)
            throws Exception {
        start.await();
        for (int i = 0; i < QUESTIONS; i++) {
            // Every other question is one that no pack can remember the answer to.
            GateAnswers answers = shelf.ask(i % 2 == 0 ? question("same") : question(caller + "-" + i));
            List<String> said = List.of(answers.pack().version().split(" \\+ "));
            for (GateAnswer answer : answers.answers()) {
                assertThat(answer.faults()).isEmpty();
                assertThat(answer.findings()).hasSize(10);
                assertThat(answer.findings().stream()
                                .map(finding -> finding.effect().reason())
                                .distinct()
                                .toList())
                        .containsExactlyInAnyOrder("g " + said.get(0), "t " + said.get(1));
            }
            versions.merge(answers.pack().version(), 1, Integer::sum);
        }
        return QUESTIONS;
    }

    @Test
    @Timeout(value = 60, unit = TimeUnit.SECONDS)
    void theThreadsOfAPackThatWasReplaced_endAfterItsLastQuestion() {
        RulePack old = pack("g", 1);
        RuleShelf shelf = RuleShelf.of(old);
        shelf.ask(question("first"));
        assertThat(old.threads()).isPositive();
        try (RulePack next = pack("g", 2)) {
            shelf.activate(next, ANA, "next");
            awaitNoThreads(old);
            assertThat(old.ask(question("late")).answers().get(0).faults())
                    .as("a question that was on its way")
                    .isEmpty();
            awaitNoThreads(old);
            shelf.rollback(ANA, "back");
            shelf.ask(question("again"));
            assertThat(old.threads()).isPositive();
        }
        old.close();
    }

    private static void awaitNoThreads(RulePack pack) {
        while (pack.threads() > 0) {
            Thread.onSpinWait();
        }
    }
}
