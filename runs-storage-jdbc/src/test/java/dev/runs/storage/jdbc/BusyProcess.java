package dev.runs.storage.jdbc;

import dev.runs.storage.CommitResult;
import dev.runs.storage.RunKey;
import dev.runs.storage.RunStore;
import java.nio.file.Path;
import java.util.UUID;

/** A program that commits as fast as it can, with four threads, and prints each commit once it was acknowledged. */
final class BusyProcess {
    static final String TENANT = "acme";
    private static final int THREADS = 4;
    private static final int COMMITS_PER_RUN = 6;

    private BusyProcess() {}

    public static void main(String[] arguments) {
        RunStore store = SqliteStore.at(Path.of(arguments[0]));
        System.out.println("OPEN");
        for (int i = 0; i < THREADS; i++) {
            new Thread(() -> commitForEver(store)).start();
        }
    }

    private static void commitForEver(RunStore store) {
        while (true) {
            RunKey key = new RunKey(TENANT, UUID.randomUUID().toString());
            for (long version = 0; version < COMMITS_PER_RUN; version++) {
                CommitResult result = store.commit(Rows.commit(key, version));
                if (!(result instanceof CommitResult.Committed)) {
                    throw new IllegalStateException("not written: " + result);
                }
                System.out.println(key.run() + " " + (version + 1));
            }
        }
    }
}
