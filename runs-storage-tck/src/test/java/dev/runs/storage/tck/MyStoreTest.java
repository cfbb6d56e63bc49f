package dev.runs.storage.tck;

import dev.runs.storage.RunStore;
import java.util.Optional;

/** The contract on the store of docs/guide/write-a-store.md, which joins transactions of the host. */
class MyStoreTest extends RunStoreContract {
    private final MyStore mine = new MyStore();

    @Override
    protected RunStore open() {
        return mine;
    }

    @Override
    protected Optional<HostWork> hostWork() {
        return Optional.of(new HostWork() {
            @Override
            public void begin() {
                mine.begin();
            }

            @Override
            public void commit() {
                mine.commit();
            }

            @Override
            public void rollback() {
                mine.rollback();
            }
        });
    }
}
