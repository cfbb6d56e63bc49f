package dev.runs.storage.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.runs.storage.Commit;
import dev.runs.storage.CommitResult;
import dev.runs.storage.RunKey;
import dev.runs.storage.RunStore;
import dev.runs.storage.StoreCapabilities;
import dev.runs.storage.StoredRun;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;

/** What an implementor gives to the contract, and the store of one test. The time-out only ends a store that hangs. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
abstract class StoreFixture {
    static final String TENANT = "acme";
    static final RunKey RUN = new RunKey(TENANT, "run-1");
    static final RunKey OTHER_RUN = new RunKey(TENANT, "run-2");

    /** The store as the implementor opened it. */
    RunStore raw;
    /** The same store; whatever is done through it, is done for a twin tenant too. */
    RunStore store;

    /**
     * Returns a new, empty store. It is called once for each test, and the store is closed after it.
     *
     * @throws Exception if the store cannot be opened
     */
    protected abstract RunStore open() throws Exception;

    /**
     * Returns a store on what the closed store of this test has left, or empty if that cannot be: the tests that need
     * it are then reported as skipped.
     *
     * @throws Exception if the store cannot be opened
     */
    protected Optional<RunStore> reopen() throws Exception {
        return Optional.empty();
    }

    /**
     * Returns another, empty store whose medium can be made to fail, or empty if that cannot be: the tests that need it
     * are then reported as skipped.
     *
     * @throws Exception if the store cannot be opened
     */
    protected Optional<FailingMedium> failingMedium() throws Exception {
        return Optional.empty();
    }

    /**
     * Does the work and returns how many bytes the medium was given meanwhile, or returns empty without doing it if
     * that cannot be known: the tests that need it are then reported as skipped.
     *
     * @param work commits to the store of this test
     * @throws Exception if it cannot be found out
     */
    protected OptionalLong bytesWrittenBy(Runnable work) throws Exception {
        return OptionalLong.empty();
    }

    /**
     * Returns the host's own transactions on the medium of this test's store, which is open, or empty if the store
     * {@linkplain StoreCapabilities#joinsHostTransaction() joins} none: the tests that need them are then reported as
     * skipped. A store that says that it joins them and offers none here fails those tests.
     *
     * @throws Exception if they cannot be had
     */
    protected Optional<HostWork> hostWork() throws Exception {
        return Optional.empty();
    }

    /** The host's transactions; without any, the test is skipped, or fails if the store says that it joins them. */
    final HostWork host() throws Exception {
        Optional<HostWork> offered = hostWork();
        assertThat(offered.isPresent())
                .as("hostWork() offers transactions of the host, as capabilities().joinsHostTransaction() says")
                .isEqualTo(raw.capabilities().joinsHostTransaction());
        assumeTrue(offered.isPresent(), "the store joins no transaction of the host");
        return offered.get();
    }

    /** As {@link #host()}, but skips the test too if one transaction would wait for the other. */
    final HostWork concurrentHost() throws Exception {
        HostWork host = host();
        assumeTrue(raw.capabilities().concurrentWriters(), "only one transaction can write at a time");
        return host;
    }

    @BeforeEach
    final void openStore() throws Exception {
        use(open());
    }

    @AfterEach
    final void closeStore() {
        raw.close();
    }

    /** Goes on with another store. */
    final void use(RunStore opened) {
        raw = opened;
        store = new TwinTenants(opened);
    }

    /** Writes the draft and fails the test if that is refused. */
    final Commit commit(Draft draft) {
        Commit commit = draft.commit();
        CommitResult result = store.commit(commit);
        if (!(result instanceof CommitResult.Committed)) {
            throw new AssertionError("expected the commit to be written, but: " + result);
        }
        return commit;
    }

    final Picture picture(Commit... commits) {
        return Picture.of(store, TENANT, List.of(commits));
    }

    final StoredRun loaded(RunKey key) {
        return store.load(key).orElseThrow(() -> new AssertionError("run '" + key + "' is not there"));
    }

    /** The same key at the twin tenant. */
    static RunKey twin(RunKey key) {
        return new RunKey(TwinTenants.twin(key.tenant()), key.run());
    }
}
