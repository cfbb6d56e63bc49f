package dev.runs.storage;

/**
 * How far a feed is.
 *
 * @param trimmed the position up to which entries are gone; 0 when none is
 * @param last the last position that was given; 0 when none was
 * @param waiting how many commits still have no position, as far as can be seen now; counted up to 10,000
 * @since 0.1.0
 */
public record FeedState(long trimmed, long last, int waiting) {}
