package dev.runs.engine;

import java.time.Duration;

/** How long a loop rests between two rounds: little after one that found something, then twice as long each time. */
final class Pace {
    static final Duration SHORTEST = Duration.ofMillis(10);

    private final Duration longest;
    private Duration rest = SHORTEST;

    Pace(Duration longest) {
        this.longest = longest.compareTo(SHORTEST) < 0 ? SHORTEST : longest;
    }

    /** Returns how long to rest after a round. */
    Duration after(boolean found) {
        Duration doubled = rest.multipliedBy(2);
        rest = found ? SHORTEST : doubled.compareTo(longest) < 0 ? doubled : longest;
        return rest;
    }

    /** Returns how long to rest after a round that failed. */
    Duration afterFailure() {
        rest = longest;
        return rest;
    }
}
