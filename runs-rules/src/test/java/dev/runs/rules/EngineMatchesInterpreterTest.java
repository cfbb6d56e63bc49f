package dev.runs.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runs.rules.internal.engine.CompiledRules;
import dev.runs.rules.internal.engine.Compiler;
import dev.runs.rules.internal.engine.EngineException;
import dev.runs.rules.internal.model.Interpreter;
import dev.runs.rules.internal.model.Row;
import dev.runs.rules.internal.model.Scene;
import dev.runs.rules.internal.pack.CheckedPack;
import java.util.BitSet;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * What the engine makes of canonical rules is what the interpreter says of the checked model, on random packs and facts;
 * and a step is answered in a batch as it is alone.
 */
class EngineMatchesInterpreterTest {
    private static final int PACKS = Integer.getInteger("runs.test.packs", 4);
    private static final int RULES = 40;
    private static final int FACTS = 200;
    private static final int MANY_PACKS = Integer.getInteger("runs.test.manyPacks", 10_000);

    private final long seed = Long.getLong("runs.test.seed", new Random().nextLong());
    private long asked;
    private long fired;

    @Test
    void sameFindings() throws EngineException {
        Random random = seeded();
        for (int i = 0; i < PACKS; i++) {
            compare(random, i, RULES, FACTS);
        }
        assertThat(fired)
                .as("rules that fired, seed " + seed)
                .isBetween(1L * PACKS * RULES * FACTS / 40, 19L * PACKS * RULES * FACTS / 20);
    }

    @Test
    @Tag("long")
    @DisplayName(
            "Ten thousand random packs speak alike in the engine and in the interpreter, and of a step alone as in a batch")
    void sameFindings_ofTenThousandPacks() throws EngineException {
        Random random = seeded();
        for (int i = 0; i < MANY_PACKS; i++) {
            compare(random, i, 1 + random.nextInt(12), 3 + random.nextInt(30));
        }
        System.out.println(
                MANY_PACKS + " packs: " + asked + " rules and conditions asked of steps, " + fired + " fired");
        assertThat(fired).as("rules that fired, seed " + seed).isBetween(asked / 40, asked * 19 / 20);
    }

    @Test
    void batchIsOneByOne() throws EngineException {
        Random random = seeded();
        CheckedPack pack = Packs.checked(RandomPacks.files(random, RULES));
        CompiledRules compiled = Compiler.compile(pack.evaluated());
        Scene scene = RandomPacks.scene(random, FACTS);
        assertThat(compiled.fired(scene)).as("seed " + seed).isEqualTo(alone(compiled, scene));
    }

    private Random seeded() {
        System.out.println("seed: " + seed + " (set with -Druns.test.seed)");
        return new Random(seed);
    }

    private void compare(Random random, int number, int rules, int facts) throws EngineException {
        CheckedPack pack = Packs.checked(RandomPacks.files(random, rules));
        CompiledRules compiled = Compiler.compile(pack.evaluated());
        Scene scene = RandomPacks.scene(random, facts);
        List<BitSet> engine = compiled.fired(scene);
        for (int fact = 0; fact < facts; fact++) {
            Row step = scene.subjects().get(fact);
            BitSet expected = new BitSet();
            for (int rule = 0; rule < pack.evaluated().size(); rule++) {
                expected.set(rule, Interpreter.fires(pack.evaluated().get(rule), step, scene));
            }
            assertThat(engine.get(fact))
                    .as("seed %s, pack %s, %s of\n%s", seed, number, fact, pack.rules())
                    .isEqualTo(expected);
            fired += expected.cardinality();
            asked += pack.evaluated().size();
        }
        if (facts < FACTS) {
            assertThat(engine).as("seed %s, pack %s", seed, number).isEqualTo(alone(compiled, scene));
        }
    }

    private static List<BitSet> alone(CompiledRules compiled, Scene scene) {
        return scene.subjects().stream()
                .map(step ->
                        compiled.fired(new Scene(List.of(step), scene.around())).get(0))
                .toList();
    }
}
