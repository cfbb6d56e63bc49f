package dev.runs.storage.jdbc;

import dev.runs.storage.StoreException;
import java.sql.SQLException;
import java.util.Optional;

/** How a database differs from the others, as far as it shows outside of its schema. */
interface Dialect {
    /** Returns what the store calls itself. */
    String name();

    /** Returns the statements, with the names that the tables have here. */
    Sql sql();

    /** Returns what an error means that left nothing written. */
    StoreException fault(SQLException error);

    /** Returns what an error of a commit means after which nobody knows. */
    StoreException unknown(SQLException error);

    /** Returns whether a commit that failed with this error has certainly not happened. */
    boolean isRefusedCommit(SQLException error);

    /**
     * Returns the statement that is sent in front of every other, in the same execution, with one value: the tenant, which
     * is the first value of every statement, or {@link Session#ALL_TENANTS}.
     */
    default Optional<String> guard() {
        return Optional.empty();
    }

    /** Returns whether words are kept as bytes, because text has another order than that of their code points. */
    default boolean binaryWords() {
        return false;
    }

    /** Returns whether a transaction that ran at the same time was faster with a row of the same key. */
    boolean isTaken(SQLException error);
}
