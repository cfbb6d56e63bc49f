package dev.runs.kit;

import dev.runs.storage.ForwardingRunStore;
import dev.runs.storage.InMemoryRunStore;
import dev.runs.storage.RunStore;

/** A store in memory of which a test overrides what it wants to go wrong. */
public class StoreWrapper extends ForwardingRunStore {
    protected final RunStore inner;

    /** Makes a wrapper of an empty store. */
    public StoreWrapper() {
        this(new InMemoryRunStore());
    }

    private StoreWrapper(RunStore inner) {
        super(inner);
        this.inner = inner;
    }
}
