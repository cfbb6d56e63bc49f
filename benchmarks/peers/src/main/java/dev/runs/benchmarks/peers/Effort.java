package dev.runs.benchmarks.peers;

import java.time.Duration;

/**
 * How much is measured.
 *
 * <p>A round starts runs for its length, and approves all of them then.
 */
enum Effort {
    /** Shows that it works; its figures say nothing. */
    TINY(Duration.ofMillis(20), 1, Duration.ofMillis(1), 0, 2, 5),
    /** Most contestants, in under five minutes. */
    SHORT(Duration.ofMillis(300), 3, Duration.ofSeconds(8), 2_000, 20, 100),
    /** All contestants, and the variants that the short one leaves out, in twenty minutes. */
    MIDDLE(Duration.ofSeconds(1), 5, Duration.ofSeconds(25), 6_000, 50, 1_000),
    /** To be believed. */
    LONG(Duration.ofSeconds(2), 9, Duration.ofSeconds(60), 6_000, 200, 2_000);

    /** For how long a round starts runs. */
    final Duration round;
    /** How many rounds of a contestant are measured with each number of threads. */
    final int rounds;
    /** After how long warming up ends though the rate still changes; the baseline, which is little code, has half of it. */
    final Duration warmUp;
    /** How many runs there must have been before warming up ends because the rate does not change any more. */
    final int warmUpRuns;
    /** With how many runs statements are counted. */
    final int counted;
    /** With how many waiting runs heap and threads are looked at. */
    final int waiting;

    Effort(Duration round, int rounds, Duration warmUp, int warmUpRuns, int counted, int waiting) {
        this.round = round;
        this.rounds = rounds;
        this.warmUp = warmUp;
        this.warmUpRuns = warmUpRuns;
        this.counted = counted;
        this.waiting = waiting;
    }
}
