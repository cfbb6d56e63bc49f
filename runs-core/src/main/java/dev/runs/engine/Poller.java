package dev.runs.engine;

import dev.runs.feed.Change;
import dev.runs.feed.Feed;
import dev.runs.storage.RunKey;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What must be looked at again and again, one round at a time: a sign of life, the feed, commits of other processes, timers;
 * and, more seldom, everything that slipped through: abandoned steps, ready steps that nobody started, what the feed no
 * longer needs.
 */
final class Poller {
    private static final Logger LOG = LoggerFactory.getLogger(Poller.class);
    private static final Duration TIMERS = Duration.ofSeconds(1);
    /** Far longer than any worker can have been away. */
    private static final Duration LEASES_KEPT = Duration.ofDays(7);

    private final Engine engine;
    private final Feed feed;
    private final WorkerLease lease;
    private final WorkFinder finder;
    private final Recovery recovery;
    private final RecentCommits recent;
    private final Consumer<RunKey> work;
    private Instant timers = Instant.MIN;
    private Instant sweep = Instant.MIN;

    /**
     * Makes a poller.
     *
     * @param work has a run worked on, or puts it off
     */
    Poller(
            Engine engine,
            WorkerLease lease,
            WorkFinder finder,
            Recovery recovery,
            RecentCommits recent,
            Consumer<RunKey> work) {
        this.engine = engine;
        this.feed = engine.feed();
        this.lease = lease;
        this.finder = finder;
        this.recovery = recovery;
        this.recent = recent;
        this.work = work;
    }

    /** Does one round, and returns whether it found anything. */
    synchronized boolean round() {
        lease.keep();
        Instant now = engine.now();
        Feed.Pumped pumped = feed.pump();
        Set<RunKey> runs = new LinkedHashSet<>();
        for (Change change : pumped.changes()) {
            RunKey key = new RunKey(change.tenant(), change.run());
            if (!recent.remove(key, change.last())) {
                runs.add(key);
            }
        }
        if (!now.isBefore(timers)) {
            timers = now.plus(TIMERS);
            runs.addAll(finder.due(now));
        }
        boolean found = !pumped.changes().isEmpty() || !runs.isEmpty();
        if (pumped.lost() || !now.isBefore(sweep)) {
            sweep = now.plus(engine.settings().lease().dividedBy(2));
            found |= sweep(now, runs);
        }
        runs.forEach(work);
        return found;
    }

    /** Has the next round look for what slipped through, whenever it did last. */
    synchronized void sweepNext() {
        sweep = Instant.MIN;
    }

    private boolean sweep(Instant now, Set<RunKey> runs) {
        int settled = recovery.recover(false);
        if (settled > 0) {
            LOG.warn("Settled {} steps whose worker has given no sign of life", settled);
        }
        int before = runs.size();
        runs.addAll(finder.ready());
        feed.shrink();
        engine.settings().store().leases().forget(now.minus(LEASES_KEPT));
        return settled > 0 || runs.size() > before;
    }
}
