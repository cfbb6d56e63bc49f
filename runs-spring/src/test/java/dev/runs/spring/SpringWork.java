package dev.runs.spring;

import dev.runs.storage.tck.HostWork;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionStatus;
import org.springframework.transaction.support.DefaultTransactionDefinition;

/** The transactions of a host with Spring, for the contract. */
final class SpringWork implements HostWork {
    private final PlatformTransactionManager manager;
    /** Of this instance: each test has its own. */
    @SuppressWarnings("ThreadLocalUsage")
    private final ThreadLocal<TransactionStatus> status = new ThreadLocal<>();

    SpringWork(PlatformTransactionManager manager) {
        this.manager = manager;
    }

    @Override
    public void begin() {
        status.set(manager.getTransaction(new DefaultTransactionDefinition()));
    }

    @Override
    public void commit() {
        manager.commit(ended());
    }

    @Override
    public void rollback() {
        manager.rollback(ended());
    }

    private TransactionStatus ended() {
        TransactionStatus ended = status.get();
        status.remove();
        return ended;
    }
}
