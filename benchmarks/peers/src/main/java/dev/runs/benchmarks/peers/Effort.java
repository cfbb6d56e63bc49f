package dev.runs.benchmarks.peers;

import java.time.Duration;

/**
 * How much is measured.
 *
 * <p>A round starts runs for its length, and approves all of them then.
 */
enum Effort {
    /** Shows that it works; its figures say nothing. */
    TINY(Duration.ofMillis(20), 1, Duration.ofMillis(1), 2, 5),
    /** All contestants in under five minutes. */
    SHORT(Duration.ofMillis(300), 3, Duration.ofSeconds(8), 20, 100),
    /** To be believed. */
    LONG(Duration.ofSeconds(2), 9, Duration.ofSeconds(60), 200, 2_000);

    /** For how long a round starts runs. */
    final Duration round;
    /** How many rounds of a contestant are measured with each number of threads. */
    final int rounds;
    /** After how long warming up ends though the rate still changes; the baseline, which is little code, has half of it. */
    final Duration warmUp;
    /** With how many runs statements are counted. */
    final int counted;
    /** With how many waiting runs heap and threads are looked at. */
    final int waiting;

    Effort(Duration round, int rounds, Duration warmUp, int counted, int waiting) {
        this.round = round;
        this.rounds = rounds;
        this.warmUp = warmUp;
        this.counted = counted;
        this.waiting = waiting;
    }
}
