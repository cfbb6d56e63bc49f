package dev.runs.storage.tck;

/**
 * The contract of {@link dev.runs.storage.RunStore} as tests: one or more for each of its numbered guarantees.
 *
 * <p>To prove a store, extend this class in the tests of the store's module and give it a new store; more is offered,
 * and asked for, by the other protected methods. What a store cannot do is reported as a skipped test.
 *
 * <pre>{@code
 * class MyStoreTest extends RunStoreContract {
 *     @TempDir Path folder;
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
 * @since 0.1.0
 */
public abstract class RunStoreContract extends CommitGuarantees {
    /** For the implementor's test. */
    protected RunStoreContract() {}
}
