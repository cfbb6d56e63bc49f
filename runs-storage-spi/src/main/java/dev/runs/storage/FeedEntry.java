package dev.runs.storage;

/**
 * One commit, as its followers learn of it. It names the events; {@link RunStore#history} has them.
 *
 * @param position the place in the feed, from 1, growing, not necessarily without gaps
 * @param tenant whose run it is
 * @param run the run
 * @param first the sequence of the commit's first event
 * @param last the sequence of the commit's last event, which is the run's version after it
 * @since 0.1.0
 */
public record FeedEntry(long position, String tenant, String run, long first, long last) {}
