package dev.runs.storage.tck;

import dev.runs.storage.ForwardingRunStore;
import dev.runs.storage.InMemoryRunStore;
import dev.runs.storage.RunStore;

/** The right store; those that break one guarantee override one method of it. */
class ForwardingStore extends ForwardingRunStore {
    final RunStore right;

    ForwardingStore() {
        this(new InMemoryRunStore());
    }

    ForwardingStore(RunStore right) {
        super(right);
        this.right = right;
    }
}
