package dev.runs.storage.jdbc;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * Values for statements that take a list. A database limits how many values a statement may have, and each length is
 * another statement to prepare; so there are a few lengths, and the last value stands as often as is needed.
 */
final class Chunks {
    private static final int MOST = 256;

    private Chunks() {}

    /** Returns the values in lists whose lengths are powers of two; the last value of the last list may be repeated. */
    static <T> List<List<T>> of(Collection<T> values) {
        List<T> all = List.copyOf(values);
        List<List<T>> chunks = new ArrayList<>();
        for (int from = 0; from < all.size(); from += MOST) {
            List<T> chunk = new ArrayList<>(all.subList(from, Math.min(all.size(), from + MOST)));
            T last = chunk.get(chunk.size() - 1);
            while (Integer.bitCount(chunk.size()) != 1) {
                chunk.add(last);
            }
            chunks.add(chunk);
        }
        return chunks;
    }
}
