package dev.runs.storage.jdbc;

import dev.runs.storage.StoreException;
import dev.runs.storage.StoreException.Kind;
import java.sql.SQLException;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What can be wrong with a PostgreSQL store, each with its stable code and its mend. */
enum PostgresFault {
    UNREACHABLE(
            "RUNS-STORE-040",
            Kind.RETRYABLE,
            "try again; if it stays so, check that the database runs, that the URL is right and that it takes more"
                    + " connections."),
    BUSY(
            "RUNS-STORE-041",
            Kind.RETRYABLE,
            "try again; in a transaction of the host, roll that back and do it again as a whole."),
    NO_ROOM("RUNS-STORE-042", Kind.RETRYABLE, "give the database room on its disk, memory or connections; try again."),
    READ_ONLY(
            "RUNS-STORE-043",
            Kind.RETRYABLE,
            "connect to the server that takes writes: put all servers and 'targetServerType=primary' into the URL; in a"
                    + " transaction of the host, begin it without 'read only'."),
    UNKNOWN(
            "RUNS-STORE-044",
            Kind.FAILED,
            "ask the store for the command before anything is done again: it says whether the commit was written."),
    TRANSACTION_LOST(
            "RUNS-STORE-045",
            Kind.FAILED,
            "roll the transaction back and do everything again that was to be done in it."),
    TRANSACTION_FAILED(
            "RUNS-STORE-046",
            Kind.FAILED,
            "roll the transaction back; what failed in it first is the host's own statement."),
    INCOMPLETE(
            "RUNS-STORE-047",
            Kind.UNUSABLE,
            "open the store with SchemaMode.MIGRATE once, or let a DBA run what PostgresStore.ddl(options) gives; check"
                    + " schema and prefix in the options."),
    OLDER(
            "RUNS-STORE-048",
            Kind.UNUSABLE,
            "open the store with SchemaMode.MIGRATE once, or let a DBA run the newer scripts of"
                    + " PostgresStore.ddl(options)."),
    NEWER("RUNS-STORE-049", Kind.UNUSABLE, "use a version of Runs that is at least as new as the tables."),
    UNSUPPORTED("RUNS-STORE-050", Kind.UNUSABLE, "use PostgreSQL 15 or newer, with a database of encoding UTF8."),
    FORBIDDEN(
            "RUNS-STORE-051",
            Kind.UNUSABLE,
            "give the role of the connection the rights on the tables, or connect with one that has them."),
    TOO_LONG(
            "RUNS-STORE-052",
            Kind.REFUSED,
            "use shorter ids and words: those of a row that is looked up together must fit into 2,700 bytes."),
    POOLED(
            "RUNS-STORE-053",
            Kind.UNUSABLE,
            "put 'prepareThreshold=0' into the URL: a pooler that shares connections between transactions does not know"
                    + " the statements that the driver has prepared."),
    WALL_DIFFERS(
            "RUNS-STORE-054",
            Kind.UNUSABLE,
            "make PostgresOptions.rowLevelSecurity say what the tables have, or open the store with it and"
                    + " SchemaMode.MIGRATE once."),
    WALL_OPEN(
            "RUNS-STORE-055",
            Kind.FAILED,
            "connect with a role that is no superuser and may not bypass row-level security."),
    FAILED(
            "RUNS-STORE-056",
            Kind.FAILED,
            "look at the cause and at the server's log; nothing of the call was written.");

    private static final String DIVISION_BY_ZERO = "22012";
    private static final String PROTOCOL_VIOLATION = "08P01";
    private static final String TRANSACTION_ABORTED = "25P02";
    private static final String NO_SUCH_SAVEPOINT = "3B001";
    private static final Set<String> CONFLICTS = Set.of("40001", "40P01");
    private static final Set<String> UNDEFINED = Set.of("42P01", "42703", "3F000");
    private static final Set<String> STATEMENT_LOST = Set.of("26000", "42P05");
    private static final Set<String> SHUT_DOWN = Set.of("57P01", "57P02", "57P03", "57P05", "25P03", "25P04");

    private final String code;
    private final Kind kind;
    private final String fix;

    PostgresFault(String code, Kind kind, String fix) {
        this.code = code;
        this.kind = kind;
        this.fix = fix;
    }

    String code() {
        return code;
    }

    /** Returns the exception that says what is wrong with a database, of which the name has no password. */
    StoreException in(String database, String problem, @Nullable Throwable cause) {
        return new StoreException(code, kind, "Database '" + database + "': " + problem, fix, cause);
    }

    StoreException in(String database, String problem) {
        return in(database, problem, null);
    }

    /** Returns what an error means after which nothing was written. */
    static StoreException of(String database, SQLException error) {
        return fault(error).in(database, "it reports" + state(error) + ": " + firstLine(error), error);
    }

    private static PostgresFault fault(SQLException error) {
        String state = Optional.ofNullable(error.getSQLState()).orElse("");
        if (isStatementLost(error)) {
            return POOLED;
        }
        if (isBroken(error)) {
            return UNREACHABLE;
        }
        if (UNDEFINED.contains(state)) {
            return INCOMPLETE;
        }
        return switch (state) {
            case "40001", "40P01", "55P03", "57014", DIVISION_BY_ZERO -> BUSY;
            case "25006" -> READ_ONLY;
            case TRANSACTION_ABORTED, NO_SUCH_SAVEPOINT -> TRANSACTION_FAILED;
            case "53300", "53400" -> UNREACHABLE;
            case "42501", "3D000" -> FORBIDDEN;
            case "54000" -> TOO_LONG;
            default -> ofClass(state, error);
        };
    }

    private static PostgresFault ofClass(String state, SQLException error) {
        if (state.startsWith("53")) {
            return NO_ROOM;
        }
        if (state.startsWith("28")) {
            return FORBIDDEN;
        }
        // A pool that has no connection to give says so without a state, or with one of its own.
        return error instanceof java.sql.SQLTransientException ? UNREACHABLE : FAILED;
    }

    /** Returns whether the connection is gone, and with it the answer to what was sent. */
    static boolean isBroken(SQLException error) {
        String state = Optional.ofNullable(error.getSQLState()).orElse("");
        if (isStatementLost(error)) {
            return false;
        }
        if (state.startsWith("08") || SHUT_DOWN.contains(state)) {
            return true;
        }
        for (Throwable cause = error.getCause(); cause != null; cause = cause.getCause()) {
            if (cause instanceof java.io.IOException) {
                return true;
            }
        }
        return false;
    }

    /**
     * Returns whether the server has no such prepared statement, or another one of that name. The latter it calls a
     * violation of the protocol, as it calls what does break a connection: only its words tell.
     */
    private static boolean isStatementLost(SQLException error) {
        return STATEMENT_LOST.contains(String.valueOf(error.getSQLState()))
                || (PROTOCOL_VIOLATION.equals(error.getSQLState())
                        && String.valueOf(error.getMessage()).contains("prepared statement"));
    }

    /** Returns whether another transaction was faster with a row that this one wanted; nothing was written then. */
    static boolean isOvertaken(SQLException error) {
        return DIVISION_BY_ZERO.equals(error.getSQLState());
    }

    /** Returns whether the database gave way to another transaction; nothing was written then. */
    static boolean isConflict(SQLException error) {
        return error.getSQLState() != null && CONFLICTS.contains(error.getSQLState());
    }

    private static String state(SQLException error) {
        return error.getSQLState() == null ? "" : " " + error.getSQLState();
    }

    /** Returns what is wrong without the driver's further lines, such as its notes about positions and files. */
    static String firstLine(SQLException error) {
        return String.valueOf(error.getMessage()).lines().findFirst().orElse("");
    }
}
