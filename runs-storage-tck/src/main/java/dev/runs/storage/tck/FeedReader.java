package dev.runs.storage.tck;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runs.storage.FeedEntry;
import dev.runs.storage.RunFeed;
import dev.runs.storage.RunKey;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A follower: it goes on after the last position that it read, and remembers what it read. Not thread-safe. */
final class FeedReader {
    private static final int RELAYED = 7;

    private final RunFeed feed;
    private final int page;
    private final List<FeedEntry> read = new ArrayList<>();
    private long position;

    FeedReader(RunFeed feed, int page) {
        this(feed, page, 0);
    }

    FeedReader(RunFeed feed, int page, long position) {
        this.feed = feed;
        this.page = page;
        this.position = position;
    }

    /** Gives positions to all commits that have none yet. */
    static int relayAll(RunFeed feed) {
        int relayed = 0;
        int count = feed.relay(RELAYED);
        while (count > 0) {
            assertThat(count).as("G17 commits relayed at once").isLessThanOrEqualTo(RELAYED);
            relayed += count;
            count = feed.relay(RELAYED);
        }
        return relayed;
    }

    /** Relays and reads to the end, and returns what was new. */
    List<FeedEntry> readOn() {
        relayAll(feed);
        List<FeedEntry> found = new ArrayList<>();
        List<FeedEntry> entries = feed.after(position, page);
        while (!entries.isEmpty()) {
            assertThat(entries).as("G17 entries of a page").hasSizeLessThanOrEqualTo(page);
            for (FeedEntry entry : entries) {
                assertThat(entry.position()).as("G17 the next position").isGreaterThan(position);
                position = entry.position();
                found.add(entry);
            }
            entries = feed.after(position, page);
        }
        read.addAll(found);
        return found;
    }

    /** The position of the last entry that was read. */
    long position() {
        return position;
    }

    /** What was read of each run, in the order in which it was read: first and last event of each commit. */
    Map<RunKey, List<Range>> ranges() {
        return ranges(read);
    }

    static Map<RunKey, List<Range>> ranges(List<FeedEntry> entries) {
        Map<RunKey, List<Range>> ranges = new LinkedHashMap<>();
        for (FeedEntry entry : entries) {
            ranges.computeIfAbsent(new RunKey(entry.tenant(), entry.run()), key -> new ArrayList<>())
                    .add(new Range(entry.first(), entry.last()));
        }
        return ranges;
    }

    /** The events of one commit. */
    record Range(long first, long last) {}
}
