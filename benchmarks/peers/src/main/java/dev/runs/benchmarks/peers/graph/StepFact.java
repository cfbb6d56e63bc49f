package dev.runs.benchmarks.peers.graph;

/** A step as a fact; rules see what its methods return and set. Not thread-safe. */
public final class StepFact {
    private final int id;
    private final boolean blocked;
    private Standing standing = Standing.WAITING;
    private boolean done;
    private boolean dead;

    StepFact(int id, boolean blocked, boolean done) {
        this.id = id;
        this.blocked = blocked;
        this.done = done;
    }

    /** Returns the step's number. */
    public int getId() {
        return id;
    }

    /** Returns whether it waits for others. */
    public boolean isBlocked() {
        return blocked;
    }

    /** Returns what holds for it while it waits. */
    public Standing getStanding() {
        return standing;
    }

    /** Sets what holds for it while it waits. */
    public void setStanding(Standing standing) {
        this.standing = standing;
    }

    /** Returns whether it is completed. */
    public boolean isDone() {
        return done;
    }

    /** Returns whether it can never be completed any more. */
    public boolean isDead() {
        return dead;
    }

    /** Sets whether it can never be completed any more. */
    public void setDead(boolean dead) {
        this.dead = dead;
    }
}
