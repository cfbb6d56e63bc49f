package dev.runs.graph;

import java.util.Arrays;

/**
 * The ranks that must be looked at again: a bit for each, and a bit above for each word of them, so that the next one is
 * found without walking over the empty ones. With it the list of ranks that have changed. Not thread-safe.
 */
final class Marks {
    private final long[] words;
    private final long[] summary;
    private final int size;
    private byte[] scratch = {};
    private int[] changed = new int[16];
    private int changes;
    /** No word below this one of the summary has a bit. */
    private int lowest;

    Marks(int size) {
        this.size = size;
        this.words = new long[(size >>> 6) + 1];
        this.summary = new long[(words.length >>> 6) + 1];
        this.lowest = summary.length;
    }

    void mark(int rank) {
        int word = rank >>> 6;
        words[word] |= 1L << rank;
        summary[word >>> 6] |= 1L << word;
        if (word >>> 6 < lowest) {
            lowest = word >>> 6;
        }
    }

    /** Takes the lowest mark away and returns it; -1 if there is none. */
    int next() {
        for (int i = lowest; i < summary.length; i++) {
            long above = summary[i];
            if (above != 0) {
                lowest = i;
                int word = (i << 6) | Long.numberOfTrailingZeros(above);
                long bits = words[word];
                words[word] = bits & (bits - 1);
                if ((bits & (bits - 1)) == 0) {
                    summary[i] = above & (above - 1);
                }
                return (word << 6) | Long.numberOfTrailingZeros(bits);
            }
        }
        lowest = summary.length;
        return -1;
    }

    void clear() {
        for (int i = lowest; i < summary.length; i++) {
            if (summary[i] != 0) {
                Arrays.fill(words, i << 6, Math.min(words.length, (i + 1) << 6), 0);
                summary[i] = 0;
            }
        }
        lowest = summary.length;
    }

    /** Takes away the marks of all ranks below the given one. */
    void clearBelow(int rank) {
        int word = rank >>> 6;
        for (int i = lowest; i <= word >>> 6; i++) {
            int end = Math.min(word, (i + 1) << 6);
            Arrays.fill(words, i << 6, end, 0);
            summary[i] = end == (i + 1) << 6 ? 0 : summary[i] & (-1L << end);
        }
        words[word] &= -1L << rank;
        if (words[word] == 0) {
            summary[word >>> 6] &= ~(1L << word);
        }
    }

    /** Returns room for a byte per rank, with whatever was left in it. */
    byte[] scratch() {
        if (scratch.length == 0) {
            scratch = new byte[size];
        }
        return scratch;
    }

    void changed(int rank) {
        if (changes == changed.length) {
            changed = Arrays.copyOf(changed, changes * 2);
        }
        changed[changes++] = rank;
    }

    /** Returns the list of changed ranks, with room for more behind those that are there: see {@link #changes(int)}. */
    int[] room(int more) {
        if (changes + more > changed.length) {
            changed = Arrays.copyOf(changed, Math.max(changed.length * 2, changes + more));
        }
        return changed;
    }

    /** Says how many changed ranks there are, after some were put into the {@link #room}. */
    void changes(int count) {
        changes = count;
    }

    int changes() {
        return changes;
    }

    int[] changed() {
        return Arrays.copyOf(changed, changes);
    }

    int change(int index) {
        return changed[index];
    }

    void forgetChanges() {
        changes = 0;
    }
}
