package dev.runs.benchmarks.peers.contestant;

/**
 * One engine inside this process, and the work that is measured: a run with two automatic steps, a person's approval and an
 * external step that is ready after it. Thread-safe.
 */
public interface Peer extends AutoCloseable {
    /** The person who decides. */
    String PERSON = "dana";

    /** Why. Only those keep it that ask for it. */
    String REASON = "The margin allows it";

    /** What the external step is to send; every run has it. */
    String PAYLOAD =
            "{\"customer\":\"customer-1\",\"amount\":\"1200.00\",\"text\":\"We offer you ten per cent on the annual plan.\"}";

    /**
     * Starts a run, and returns its id when its two automatic steps are done and it waits for a person, all committed.
     *
     * @throws Exception whatever the engine throws
     */
    String start() throws Exception;

    /**
     * Finds what a person decides on, as an inbox has it. It is not measured.
     *
     * @throws Exception whatever the engine throws
     */
    Question look(String run) throws Exception;

    /** Returns how many runs may wait at once in one process. */
    default int mostWaiting() {
        return Integer.MAX_VALUE;
    }

    /** What waits for a person. */
    interface Question {
        /**
         * Approves it, and returns when the external step is ready, all committed.
         *
         * @throws Exception whatever the engine throws
         */
        void approve() throws Exception;
    }

    @Override
    void close();
}
