package dev.runs.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runs.action.Pattern;
import dev.runs.action.RiskLevel;
import dev.runs.gate.GateAnswer;
import dev.runs.gate.StepFact;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * What the engine makes of canonical rules is what the interpreter says of the checked model, on random packs and facts;
 * and a step is answered in a batch as it is alone.
 */
class EngineMatchesInterpreterTest {
    private static final int PACKS = Integer.getInteger("runs.test.packs", 4);
    private static final int RULES = 40;
    private static final int FACTS = 400;

    private final long seed = Long.getLong("runs.test.seed", new Random().nextLong());

    @Test
    void sameFindings() throws EngineException {
        System.out.println("seed: " + seed + " (set with -Druns.test.seed)");
        Random random = new Random(seed);
        int fired = 0;
        for (int i = 0; i < PACKS; i++) {
            CheckedPack pack = Packs.checked(RandomPacks.files(random, RULES));
            CompiledRules compiled = Compiler.compile(CanonicalDrl.of(pack.rules()));
            List<StepFact> facts = facts(random);
            List<BitSet> engine = compiled.fired(facts);
            for (int fact = 0; fact < facts.size(); fact++) {
                BitSet expected = new BitSet();
                for (int rule = 0; rule < pack.rules().size(); rule++) {
                    expected.set(rule, Interpreter.isTrue(pack.rules().get(rule).condition(), facts.get(fact)));
                }
                assertThat(engine.get(fact))
                        .as("seed %s, pack %s, %s of\n%s", seed, i, facts.get(fact), pack.rules())
                        .isEqualTo(expected);
                fired += expected.cardinality();
            }
        }
        assertThat(fired)
                .as("rules that fired, seed " + seed)
                .isBetween(PACKS * RULES * FACTS / 20, PACKS * RULES * FACTS * 19 / 20);
    }

    @Test
    void batchIsOneByOne() {
        Random random = new Random(seed);
        Map<String, String> files = RandomPacks.files(random, RULES);
        List<StepFact> facts = facts(random);
        try (RulePack pack = RulePacks.of("random", files)) {
            List<GateAnswer> batch = Packs.ask(pack, facts.toArray(StepFact[]::new));
            List<GateAnswer> alone = new ArrayList<>();
            facts.forEach(fact -> alone.addAll(Packs.ask(pack, fact)));
            assertThat(batch).as("seed " + seed).isEqualTo(alone);
            assertThat(batch).allSatisfy(answer -> assertThat(answer.faults()).isEmpty());
        }
    }

    private static List<StepFact> facts(Random random) {
        List<StepFact> facts = new ArrayList<>();
        for (int i = 0; i < FACTS; i++) {
            facts.add(new StepFact(
                    RandomPacks.text(random),
                    RandomPacks.text(random),
                    RandomPacks.text(random),
                    pick(random, Pattern.values()),
                    pick(random, RiskLevel.values()),
                    random.nextInt(3) == 0 ? Optional.empty() : Optional.of(RandomPacks.text(random)),
                    random.nextInt(3) == 0 ? Optional.empty() : Optional.of(new BigDecimal(RandomPacks.number(random))),
                    random.nextBoolean()));
        }
        // Equal facts are two steps all the same.
        facts.addAll(facts.subList(0, 5));
        return facts;
    }

    private static <T> T pick(Random random, T[] values) {
        return values[random.nextInt(values.length)];
    }
}
