package dev.runs.storage.tck;

import dev.runs.storage.InMemoryRunStore;
import dev.runs.storage.RunStore;

class InMemoryRunStoreTest extends RunStoreContract {
    @Override
    protected RunStore open() {
        return new InMemoryRunStore();
    }
}
