package dev.runs.graph;

import java.util.Arrays;

/**
 * The ranks that must be looked at again: a bit for each, and a bit above for each word of them, so that the next one is
 * found without walking over the empty ones. With it the list of ranks that have changed. Not thread-safe.
 */
final class Marks {
    private final long[] words;
    private final long[] summary;
    private int[] changed = new int[16];
    private int changes;
    /** No word below this one of the summary has a bit. */
    private int lowest;

    Marks(int size) {
        this.words = new long[(size >>> 6) + 1];
        this.summary = new long[(words.length >>> 6) + 1];
        this.lowest = summary.length;
    }

    void mark(int rank) {
        int word = rank >>> 6;
        words[word] |= 1L << rank;
        summary[word >>> 6] |= 1L << word;
        lowest = Math.min(lowest, word >>> 6);
    }

    /** Takes the lowest mark away and returns it; -1 if there is none. */
    int next() {
        while (lowest < summary.length) {
            long above = summary[lowest];
            if (above == 0) {
                lowest++;
                continue;
            }
            int word = (lowest << 6) | Long.numberOfTrailingZeros(above);
            long bits = words[word];
            words[word] = bits & (bits - 1);
            if (words[word] == 0) {
                summary[lowest] = above & (above - 1);
            }
            return (word << 6) | Long.numberOfTrailingZeros(bits);
        }
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

    void changed(int rank) {
        if (changes == changed.length) {
            changed = Arrays.copyOf(changed, changes * 2);
        }
        changed[changes++] = rank;
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
