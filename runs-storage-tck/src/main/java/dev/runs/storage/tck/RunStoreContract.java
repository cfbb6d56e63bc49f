package dev.runs.storage.tck;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runs.storage.InMemoryRunStore;
import dev.runs.storage.RunStore;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.TestReporter;

/**
 * The contract of {@link RunStore} as tests: one or more for each of its numbered guarantees.
 *
 * <p>To prove a store, extend this class in the tests of the store's module and give it a new store; more is offered,
 * and asked for, by the other protected methods. What a store cannot do is reported as a skipped test.
 *
 * <pre>{@code
 * class MyStoreTest extends RunStoreContract {
 *     @TempDir
 *     Path folder;
 *
 *     @Override
 *     protected RunStore open() {
 *         return MyStore.at(folder.resolve("runs"));
 *     }
 *
 *     @Override
 *     protected Optional<RunStore> reopen() {
 *         return Optional.of(open());
 *     }
 * }
 * }</pre>
 *
 * <p>The random tests always use the same seeds, so that a build says the same twice. {@code -Druns.tck.seed=<number>}
 * makes them begin at another one; a test that fails says which.
 *
 * @since 0.1.0
 */
public abstract class RunStoreContract extends RemovalGuarantees {
    private static final long SEED = Long.getLong("runs.tck.seed", 1);
    private static final int OPERATIONS = 400;

    /** For the implementor's test. */
    protected RunStoreContract() {}

    @RepeatedTest(value = 10, name = "{displayName}, {currentRepetition} of {totalRepetitions}")
    @DisplayName("G1 to G22 Random work has the same answers as in memory")
    final void answers_like_the_model(RepetitionInfo repetition, TestReporter reporter) throws Exception {
        long seed = SEED + repetition.getCurrentRepetition() - 1;
        reporter.publishEntry("seed", Long.toString(seed));
        RandomWork work = new RandomWork(seed);
        try (RunStore model = new InMemoryRunStore()) {
            for (int i = 1; i <= OPERATIONS; i++) {
                RandomWork.Operation operation = work.next(model);
                assertThat(operation.answer(raw))
                        .as("operation %d of seed %d (-Druns.tck.seed=%d): %s", i, seed, seed, operation)
                        .isEqualTo(operation.answer(model));
                if (i % 100 == 0) {
                    reopenIfPossible();
                }
            }
        }
    }

    private void reopenIfPossible() throws Exception {
        if (!raw.capabilities().durable()) {
            return;
        }
        raw.close();
        Optional<RunStore> reopened = reopen();
        assertThat(reopened).as("a durable store, opened again").isPresent();
        use(reopened.get());
    }
}
