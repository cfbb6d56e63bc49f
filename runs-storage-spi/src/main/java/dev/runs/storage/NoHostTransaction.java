package dev.runs.storage;

/** There is never a transaction of the host. */
enum NoHostTransaction implements HostTransaction {
    NONE;

    @Override
    public boolean isActive() {
        return false;
    }

    @Override
    public void afterCommit(Runnable action) {
        action.run();
    }
}
