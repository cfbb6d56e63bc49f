package dev.runs.storage.jdbc;

import java.nio.file.Path;

/** A program that opens a store and prints what it is warned of. */
final class WarnedProcess {
    private WarnedProcess() {}

    public static void main(String[] arguments) {
        try (LogCapture log = new LogCapture(FileClaim.class);
                SqliteStore store = SqliteStore.at(Path.of(arguments[0]))) {
            store.capabilities();
            log.messages().forEach(System.out::println);
        }
    }
}
