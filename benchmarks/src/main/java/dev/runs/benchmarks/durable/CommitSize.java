package dev.runs.benchmarks.durable;

import dev.runs.storage.InMemoryRunStore;

/**
 * How much one approval hands to the store to be written. It is counted, not timed, and the same on every machine.
 *
 * @param bytes documents, events and content per approval
 * @param rows rows per approval
 */
public record CommitSize(double bytes, double rows) {
    private static final int DECISIONS = 90;

    /** Counts the approvals on runs of so many steps. */
    public static CommitSize ofApproval(int steps) {
        CountingStore store = new CountingStore(new InMemoryRunStore());
        try (WaitingRuns waiting = new WaitingRuns(store, true)) {
            waiting.prepare(DECISIONS, steps);
            long bytes = store.bytes();
            long rows = store.rows();
            for (int i = 0; i < DECISIONS; i++) {
                waiting.approveNext().orThrow();
            }
            return new CommitSize(
                    (store.bytes() - bytes) / (double) DECISIONS, (store.rows() - rows) / (double) DECISIONS);
        }
    }
}
