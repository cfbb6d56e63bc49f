package dev.runs.storage.jdbc;

import dev.runs.storage.StoreException;
import dev.runs.storage.StoreException.Kind;
import java.sql.SQLException;

/** What can be wrong with a store in H2, each with its stable code and its mend. */
enum H2Fault {
    FOREIGN("RUNS-STORE-060", Kind.UNUSABLE, "give a data source of an H2 database of version 2."),
    NEWER(
            "RUNS-STORE-061",
            Kind.UNUSABLE,
            "use a version of Runs that is at least as new as the one that made the tables."),
    BUSY("RUNS-STORE-062", Kind.RETRYABLE, "try again; in a transaction of the host, begin that again."),
    FAILED("RUNS-STORE-063", Kind.FAILED, "look at the cause; nothing of the call was written."),
    UNKNOWN(
            "RUNS-STORE-064",
            Kind.FAILED,
            "ask the store for the command before anything is done again: it says whether the commit was written."),
    NOT_FOR_PRODUCTION(
            "RUNS-STORE-065", Kind.FAILED, "use it for tests; for what must be kept use SqliteStore or PostgresStore.");

    private static final int LOCK_TIMEOUT = 50200;
    private static final int DEADLOCK = 40001;
    private static final int DUPLICATE_KEY = 23505;

    private final String code;
    private final Kind kind;
    private final String fix;

    H2Fault(String code, Kind kind, String fix) {
        this.code = code;
        this.kind = kind;
        this.fix = fix;
    }

    String code() {
        return code;
    }

    /** Returns the exception that says what is wrong. */
    StoreException of(String problem, SQLException cause) {
        return new StoreException(code, kind, "Store 'h2': " + problem, fix, cause);
    }

    /** Returns the exception that says what is wrong. */
    StoreException of(String problem) {
        return new StoreException(code, kind, "Store 'h2': " + problem, fix);
    }

    static StoreException of(SQLException error) {
        return switch (error.getErrorCode()) {
            case LOCK_TIMEOUT, DEADLOCK -> BUSY.of("another transaction is in the way: " + error.getMessage(), error);
            default -> FAILED.of("the database reports: " + error.getMessage(), error);
        };
    }

    static boolean isTaken(SQLException error) {
        return error.getErrorCode() == DUPLICATE_KEY;
    }
}
