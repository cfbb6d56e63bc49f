package dev.runs.storage.tck;

import dev.runs.storage.RunStore;
import java.util.Optional;

/** The contract of host transactions and of the feed-gap trap, on a store that is right. */
class JoiningStoreTest extends RunStoreContract {
    private final JoiningStore joining = new JoiningStore();

    @Override
    protected RunStore open() {
        return joining;
    }

    @Override
    protected Optional<HostWork> hostWork() {
        return Optional.of(joining);
    }
}
