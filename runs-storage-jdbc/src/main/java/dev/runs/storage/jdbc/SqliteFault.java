package dev.runs.storage.jdbc;

import dev.runs.storage.StoreException;
import dev.runs.storage.StoreException.Kind;
import java.nio.file.Path;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** What can be wrong with a SQLite store, each with its stable code and its mend. */
enum SqliteFault {
    NOT_A_FILE("RUNS-STORE-010", Kind.UNUSABLE, "give the path of a file; the store makes it if there is none."),
    NO_PLACE(
            "RUNS-STORE-011",
            Kind.UNUSABLE,
            "give a path in a folder that exists and in which this process may write files."),
    NOT_SQLITE(
            "RUNS-STORE-012", Kind.UNUSABLE, "give the path of a Runs store, or a path at which there is no file yet."),
    FOREIGN("RUNS-STORE-013", Kind.UNUSABLE, "give the path of a Runs store, or a path at which there is no file yet."),
    NEWER("RUNS-STORE-014", Kind.UNUSABLE, "use a version of Runs that is at least as new as the one that wrote it."),
    DAMAGED(
            "RUNS-STORE-015",
            Kind.UNUSABLE,
            "put the file back from a backup, together with its '-wal' file if that was backed up too; keep the"
                    + " damaged one for a rescue with the 'sqlite3' tool's '.recover'."),
    NO_DRIVER("RUNS-STORE-016", Kind.UNUSABLE, "add the dependency org.xerial:sqlite-jdbc to the host."),
    NO_LOG(
            "RUNS-STORE-017",
            Kind.UNUSABLE,
            "keep the file on a disk of this machine, not on a network share; if another process was just making it,"
                    + " open it again."),
    NO_BACKUP(
            "RUNS-STORE-018",
            Kind.FAILED,
            "give the path of a file that is not there yet, in a folder that has room and in which this process may"
                    + " write."),
    HOST_SETTING(
            "RUNS-STORE-019",
            Kind.UNUSABLE,
            "set transaction_mode=IMMEDIATE and a busy_timeout of some seconds on the SQLite data source, so that a"
                    + " transaction takes the write lock when it begins and waits for it; otherwise transactions that run"
                    + " at the same time fail with SQLITE_BUSY."),
    BUSY("RUNS-STORE-020", Kind.RETRYABLE, "try again; if it stays so, find the process that keeps the file locked."),
    FULL("RUNS-STORE-021", Kind.FAILED, "make room on the disk, then try again."),
    FAILED("RUNS-STORE-022", Kind.FAILED, "look at the cause and at the disk; nothing of the call was written."),
    UNKNOWN(
            "RUNS-STORE-023",
            Kind.FAILED,
            "ask the store for the command before anything is done again: it says whether the commit was written."),
    SECOND_PROCESS(
            "RUNS-STORE-030",
            Kind.RETRYABLE,
            "nothing is lost, but both wait for each other's commits: let one process own the file, or end the other"
                    + " one."),
    UNWATCHED(
            "RUNS-STORE-031",
            Kind.FAILED,
            "let this process write beside the store's file, or make sure that no other process uses it."),
    LOG_KEPT(
            "RUNS-STORE-032",
            Kind.FAILED,
            "nothing needs to be done unless it must be gone at once: then close every store on the file.");

    // Result codes of SQLite, as its driver reports them.
    private static final int SQLITE_BUSY = 5;
    private static final int SQLITE_LOCKED = 6;
    private static final int SQLITE_READONLY = 8;
    private static final int SQLITE_CORRUPT = 11;
    private static final int SQLITE_FULL = 13;
    private static final int SQLITE_CANTOPEN = 14;
    private static final int SQLITE_NOTADB = 26;

    private final String code;
    private final Kind kind;
    private final String fix;

    SqliteFault(String code, Kind kind, String fix) {
        this.code = code;
        this.kind = kind;
        this.fix = fix;
    }

    String code() {
        return code;
    }

    /** Returns the exception that says what is wrong with a file. */
    StoreException in(Path file, String problem, @Nullable Throwable cause) {
        return new StoreException(code, kind, "Store file '" + file + "': " + problem, fix, cause);
    }

    /** Returns the exception that says what is wrong with a file. */
    StoreException in(Path file, String problem) {
        return in(file, problem, null);
    }

    /** Returns what an error of the driver means for a store that was open. */
    static StoreException of(Path file, SQLException error) {
        String reported = String.valueOf(error.getMessage());
        return switch (error.getErrorCode()) {
            case SQLITE_BUSY, SQLITE_LOCKED -> BUSY.in(file, "another process keeps it locked: " + reported, error);
            case SQLITE_FULL -> FULL.in(file, "there is no room to write: " + reported, error);
            case SQLITE_CANTOPEN, SQLITE_READONLY ->
                NO_PLACE.in(file, "it cannot be opened or written: " + reported, error);
            case SQLITE_NOTADB -> NOT_SQLITE.in(file, "it is not a SQLite file.", error);
            case SQLITE_CORRUPT -> DAMAGED.in(file, "it is damaged: " + reported, error);
            default -> FAILED.in(file, "the database reports: " + reported, error);
        };
    }

    static boolean isDamage(SQLException error) {
        return error.getErrorCode() == SQLITE_CORRUPT;
    }

    static boolean isNotSqlite(SQLException error) {
        return error.getErrorCode() == SQLITE_NOTADB;
    }

    /** Returns whether another process holds the lock; nothing was done then, and the session is as it was. */
    static boolean isBusy(SQLException error) {
        return error.getErrorCode() == SQLITE_BUSY;
    }

    /** Returns whether a failed COMMIT has certainly not happened: its last record, which makes it valid, was not written. */
    static boolean isRefusedCommit(SQLException error) {
        return isBusy(error) || error.getErrorCode() == SQLITE_FULL;
    }
}
