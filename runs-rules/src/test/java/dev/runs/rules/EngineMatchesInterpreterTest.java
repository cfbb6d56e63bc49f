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

    private final long seed = Long.getLong("runs.test.seed", new Random().nextLong());

    @Test
    void sameFindings() throws EngineException {
        sameFindings(PACKS);
    }

    @Test
    @Tag("long")
    @DisplayName("Ten thousand random rules speak alike in the engine and in the interpreter")
    void sameFindings_ofTenThousandRules() throws EngineException {
        sameFindings(10_000 / RULES);
    }

    private void sameFindings(int packs) throws EngineException {
        System.out.println("seed: " + seed + " (set with -Druns.test.seed)");
        Random random = new Random(seed);
        int fired = 0;
        for (int i = 0; i < packs; i++) {
            CheckedPack pack = Packs.checked(RandomPacks.files(random, RULES));
            CompiledRules compiled = Compiler.compile(pack.evaluated());
            Scene scene = RandomPacks.scene(random, FACTS);
            List<BitSet> engine = compiled.fired(scene);
            for (int fact = 0; fact < FACTS; fact++) {
                Row step = scene.subjects().get(fact);
                BitSet expected = new BitSet();
                for (int rule = 0; rule < pack.evaluated().size(); rule++) {
                    expected.set(rule, Interpreter.fires(pack.evaluated().get(rule), step, scene));
                }
                assertThat(engine.get(fact))
                        .as("seed %s, pack %s, %s of\n%s", seed, i, fact, pack.rules())
                        .isEqualTo(expected);
                fired += expected.cardinality();
            }
        }
        assertThat(fired)
                .as("rules that fired, seed " + seed)
                .isBetween(packs * RULES * FACTS / 40, packs * RULES * FACTS * 19 / 20);
    }

    @Test
    void batchIsOneByOne() throws EngineException {
        Random random = new Random(seed);
        CheckedPack pack = Packs.checked(RandomPacks.files(random, RULES));
        CompiledRules compiled = Compiler.compile(pack.evaluated());
        Scene scene = RandomPacks.scene(random, FACTS);
        List<BitSet> alone = scene.subjects().stream()
                .map(step ->
                        compiled.fired(new Scene(List.of(step), scene.around())).get(0))
                .toList();
        assertThat(compiled.fired(scene)).as("seed " + seed).isEqualTo(alone);
    }
}
