package dev.runs.storage.jdbc;

import dev.runs.storage.StoreException;

/** A COMMIT that failed after it may have been written. */
final class InDoubtException extends Exception {
    private static final long serialVersionUID = 1L;

    private final StoreException failure;

    InDoubtException(StoreException failure) {
        super(failure);
        this.failure = failure;
    }

    StoreException failure() {
        return failure;
    }
}
