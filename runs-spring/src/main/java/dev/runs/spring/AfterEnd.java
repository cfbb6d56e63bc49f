package dev.runs.spring;

import org.springframework.transaction.support.TransactionSynchronization;

/** Does something when a transaction is over, whatever became of it. */
record AfterEnd(Runnable action) implements TransactionSynchronization {
    @Override
    public void afterCompletion(int status) {
        action.run();
    }
}
