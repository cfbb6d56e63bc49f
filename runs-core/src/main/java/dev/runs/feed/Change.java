package dev.runs.feed;

import dev.runs.storage.FeedEntry;

/**
 * One commit of a run. It names the events and holds none: whoever wants to know what happened reads the run's history, or
 * just the run as it is now.
 *
 * @param position its place among the changes of all tenants; growing, not necessarily without gaps
 * @param tenant whose run it is
 * @param run the run
 * @param first the sequence of the commit's first event
 * @param last the sequence of the commit's last event, which is the run's version after it
 * @since 0.1.0
 */
public record Change(long position, String tenant, String run, long first, long last) {
    static Change of(FeedEntry entry) {
        return new Change(entry.position(), entry.tenant(), entry.run(), entry.first(), entry.last());
    }
}
