package dev.runs.feed;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How far the feed and its named readers are.
 *
 * @param trimmed the position up to which changes are gone; 0 when none is
 * @param last the last position
 * @param waiting how many commits have no position yet; counted up to 10,000
 * @param lags how many positions each named reader is behind the last one, also readers that nobody serves now
 * @since 0.1.0
 */
public record FeedStatus(long trimmed, long last, int waiting, SortedMap<String, Long> lags) {
    /** Copies the map. */
    public FeedStatus {
        lags = Collections.unmodifiableSortedMap(new TreeMap<>(lags));
    }
}
