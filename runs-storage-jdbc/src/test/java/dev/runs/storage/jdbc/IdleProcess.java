package dev.runs.storage.jdbc;

import dev.runs.storage.CommitResult;
import dev.runs.storage.RunKey;
import dev.runs.storage.RunStore;
import java.io.IOException;
import java.nio.file.Path;

/** A program that opens a store, writes one run and then waits to be ended. */
final class IdleProcess {
    private IdleProcess() {}

    public static void main(String[] arguments) throws IOException {
        RunStore store = SqliteStore.at(Path.of(arguments[0]));
        CommitResult result = store.commit(Rows.commit(new RunKey("acme", "of the child"), 0));
        System.out.println(result);
        System.in.read();
        store.close();
    }
}
