package dev.runs.samples.crm.data;

import java.util.List;

/** Numbers that look random and are the same on every machine: the SplitMix64 sequence of a seed. Not thread-safe. */
final class Seeded {
    private static final long GOLDEN = 0x9E3779B97F4A7C15L;

    private long state;

    Seeded(long seed) {
        this.state = seed;
    }

    /** Returns a number from 0 on, less than the bound. */
    int below(int bound) {
        state += GOLDEN;
        long mixed = state;
        mixed = (mixed ^ (mixed >>> 30)) * 0xBF58476D1CE4E5B9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
        return (int) Long.remainderUnsigned(mixed ^ (mixed >>> 31), bound);
    }

    /** Returns true in one of so many cases. */
    boolean oneIn(int many) {
        return below(many) == 0;
    }

    <T> T of(List<T> choices) {
        return choices.get(below(choices.size()));
    }
}
