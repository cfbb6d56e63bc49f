package dev.runs.benchmarks.durable;

import dev.runs.storage.Commit;
import dev.runs.storage.CommitResult;
import dev.runs.storage.ContentRow;
import dev.runs.storage.ForwardingRunStore;
import dev.runs.storage.RunStore;

/** Counts what is handed to a store to be written: documents, events and content, without keys and indexes. */
final class CountingStore extends ForwardingRunStore {
    private long bytes;
    private long rows;

    CountingStore(RunStore store) {
        super(store);
    }

    @Override
    public CommitResult commit(Commit commit) {
        bytes += commit.head().document().size();
        bytes +=
                commit.steps().stream().mapToInt(step -> step.document().size()).sum();
        bytes += commit.events().stream().mapToInt(event -> event.body().size()).sum();
        bytes += commit.content().stream().mapToInt(CountingStore::size).sum();
        rows += 2L
                + commit.steps().size()
                + commit.events().size()
                + commit.content().size()
                + commit.edges().size();
        return super.commit(commit);
    }

    private static int size(ContentRow row) {
        return row.body().map(body -> body.salt().size() + body.bytes().size()).orElse(0);
    }

    long bytes() {
        return bytes;
    }

    /** Returns how many rows there were, the head and the command among them. */
    long rows() {
        return rows;
    }
}
