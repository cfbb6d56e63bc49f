package dev.runs.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runs.action.Pattern;
import dev.runs.action.RiskLevel;
import dev.runs.gate.DayFact;
import dev.runs.gate.GateAnswer;
import dev.runs.gate.GateFacts;
import dev.runs.gate.GateQuestion;
import dev.runs.gate.StepFact;
import dev.runs.rules.internal.engine.AnswerCache;
import dev.runs.rules.internal.engine.Compiler;
import dev.runs.rules.internal.engine.EngineException;
import dev.runs.rules.internal.engine.Evaluation;
import dev.runs.rules.internal.engine.RememberedAnswers;
import dev.runs.rules.internal.pack.CheckedPack;
import dev.runs.rules.internal.text.Limits;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** An answer from memory is the answer that an evaluation would give. */
class RememberedAnswersTest {
    private static final int QUESTIONS = 400;

    private final long seed = Long.getLong("runs.test.seed", new Random().nextLong());

    @Test
    void remembered_isAsEvaluated() throws EngineException {
        System.out.println("seed: " + seed + " (set with -Druns.test.seed)");
        Random random = new Random(seed);
        CheckedPack pack = Packs.checked(RandomPacks.files(random, 30));
        Evaluation evaluation = new Evaluation(pack, Compiler.compile(pack.evaluated()), Limits.STANDARD);
        RememberedAnswers remembered = new RememberedAnswers(evaluation);
        for (int i = 0; i < QUESTIONS; i++) {
            GateQuestion question = question(random);
            assertThat(remembered.answers(question))
                    .as("seed %s, question %s: %s", seed, i, question)
                    .isEqualTo(evaluation.answers(question));
        }
    }

    /** Few values, so that the same is asked again. */
    private static GateQuestion question(Random random) {
        GateFacts facts = GateFacts.builder()
                .day(List.of(new DayFact("a", random.nextInt(2))))
                .build();
        return new GateQuestion(
                "tenant",
                "run",
                GateQuestion.Phase.BINDING,
                random.nextBoolean() ? Packs.NOW : Instant.parse("2027-02-01T00:00:00Z"),
                List.of(step(random, "one"), step(random, "two")),
                facts);
    }

    private static StepFact step(Random random, String key) {
        return new StepFact(
                key,
                "title",
                random.nextBoolean() ? "a" : "crm.note",
                Pattern.EXTERNAL,
                random.nextBoolean() ? RiskLevel.LOW : RiskLevel.HIGH,
                Optional.of("a"),
                random.nextBoolean()
                        ? Optional.empty()
                        : Optional.of(new BigDecimal(random.nextBoolean() ? "1" : "1.00")),
                random.nextBoolean(),
                Optional.empty(),
                Map.of("share", random.nextBoolean() ? 1L : "0.1"));
    }

    @Test
    @DisplayName("A hold whose time has come is not remembered as one that holds")
    void time_counts() {
        Map<String, String> files =
                Packs.files(Packs.rule("R-1", "", "gate.hold($step, \"2027-01-31T00:00:00Z\", \"later\");"));
        try (RulePack pack = RulePacks.of("test", files)) {
            assertThat(ask(pack, "2027-01-30T23:59:59Z").findings()).hasSize(1);
            assertThat(ask(pack, "2027-01-31T00:00:00Z").findings()).isEmpty();
            assertThat(ask(pack, "2027-01-30T23:59:59Z").findings()).hasSize(1);
        }
    }

    private static GateAnswer ask(RulePack pack, String at) {
        return pack.ask(new GateQuestion(
                        "tenant", "run", GateQuestion.Phase.BINDING, Instant.parse(at), List.of(Packs.promotion())))
                .answers()
                .get(0);
    }

    @Test
    @DisplayName("A closed pack answers nothing, not even what it remembers")
    void closed_packs_answer_nothing() {
        RulePack pack = RulePacks.of("test", Packs.deny(""));
        assertThat(ask(pack, "2027-01-31T00:00:00Z").findings()).hasSize(1);
        pack.close();
        GateAnswer answer = ask(pack, "2027-01-31T00:00:00Z");
        assertThat(answer.findings()).isEmpty();
        assertThat(answer.faults())
                .containsExactly(
                        new GateAnswer.Fault("RUNS-RULE-055", "The rule pack was closed (pack 'test', version 1)."));
    }

    @Test
    @DisplayName("What is not used any more is forgotten, and what is used stays")
    void generations() {
        AnswerCache cache = new AnswerCache(10);
        GateAnswer answer = new GateAnswer(List.of(), List.of());
        AnswerCache.Key kept = new AnswerCache.Key(new Object[] {"kept"}, 0L);
        cache.put(kept, answer);
        for (int i = 0; i < 100; i++) {
            cache.put(new AnswerCache.Key(new Object[] {"step " + i}, 0L), answer);
            assertThat(cache.find(kept)).isSameAs(answer);
        }
        assertThat(cache.find(new AnswerCache.Key(new Object[] {"step 0"}, 0L))).isNull();
        assertThat(cache.find(new AnswerCache.Key(new Object[] {"step 99"}, 0L)))
                .isSameAs(answer);
    }
}
