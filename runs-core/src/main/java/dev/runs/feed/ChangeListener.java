package dev.runs.feed;

/**
 * Follows changes while it is there, such as a web page that is open. Called by one thread at a time, never inside a
 * transaction of the host. What it throws is logged, and the next change comes.
 *
 * @since 0.1.0
 */
public interface ChangeListener {
    /** Tells of a commit; commits of one run come in their order. */
    void changed(Change change);

    /**
     * Tells that changes were left out, because this listener was too slow or they are not kept any more: what it shows may
     * be old and must be read anew.
     *
     * @param position the position after which changes come again
     */
    void leftBehind(long position);
}
