package dev.runs.retention;

import dev.runs.record.RecordJson;
import dev.runs.record.RecordSource;
import dev.runs.storage.Cursor;
import dev.runs.storage.Page;
import dev.runs.storage.RunKey;
import dev.runs.storage.RunRow;
import dev.runs.storage.RunStore;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Archives and removes runs that ended long enough ago. Not thread-safe: one is made for each round; two rounds at once, in
 * whichever processes, remove each run once.
 *
 * @since 0.1.0
 */
public final class Housekeeping {
    private static final Logger LOG = LoggerFactory.getLogger(Housekeeping.class);
    private static final int PAGE = 100;

    private final RunStore store;
    private final Retention retention;
    private final BiFunction<RunKey, Boolean, Optional<RecordSource>> runs;
    private final List<HousekeepingReport.Skipped> skipped = new ArrayList<>();
    private int archived;
    private int removed;
    private int seen;

    /**
     * Makes a round.
     *
     * @param runs reads a run, with its contents or without
     */
    public Housekeeping(RunStore store, Retention retention, BiFunction<RunKey, Boolean, Optional<RecordSource>> runs) {
        this.store = store;
        this.retention = retention;
        this.runs = runs;
    }

    /**
     * Cleans up.
     *
     * @param most how many runs are looked at
     * @throws IllegalArgumentException if it is less than one
     */
    public HousekeepingReport clean(Archive archive, Instant now, int most) {
        if (most < 1) {
            throw new IllegalArgumentException("housekeeping of at most " + most + " runs");
        }
        Optional<Cursor> after = Optional.of(Cursor.start());
        while (after.isPresent() && seen < most) {
            Page<String> tenants = store.tenants(after.get(), PAGE);
            for (String tenant : tenants.rows()) {
                Optional<Duration> kept = retention.of(tenant);
                if (kept.isPresent()) {
                    clean(tenant, archive, now.minus(kept.get()), most);
                }
            }
            after = tenants.next();
        }
        return new HousekeepingReport(archived, removed, skipped);
    }

    private void clean(String tenant, Archive archive, Instant before, int most) {
        Optional<Cursor> after = Optional.of(Cursor.start());
        while (after.isPresent() && seen < most) {
            Page<RunRow> page = store.ended(tenant, before, after.get(), Math.min(PAGE, most - seen));
            for (RunRow row : page.rows()) {
                seen++;
                RunKey key = new RunKey(tenant, row.run());
                leave(key, archive, before)
                        .ifPresent(why -> skipped.add(new HousekeepingReport.Skipped(tenant, row.run(), why)));
            }
            after = page.next();
        }
    }

    /** Has a run leave; returns why it did not. */
    private Optional<String> leave(RunKey key, Archive archive, Instant before) {
        RecordSource source;
        String json;
        try {
            Optional<RecordSource> found = runs.apply(key, archive.contents());
            if (found.isEmpty()) {
                return Optional.of("It was removed meanwhile.");
            }
            source = found.get();
            boolean due = source.run().status().isTerminal()
                    && source.run().lastChange().isBefore(before);
            if (!due) {
                return Optional.of("It was reopened or changed meanwhile.");
            }
            json = RecordJson.write(source, archive.contents());
        } catch (RuntimeException e) {
            LOG.error("Run '{}' cannot be read; it stays", key, e);
            return Optional.of("It cannot be read: " + message(e));
        }
        try {
            archive.keep(new ArchivedRun(key.tenant(), key.run(), source.run().version(), json));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.of("The archive was interrupted.");
        } catch (Exception e) {
            LOG.error("The archive did not take run '{}'; it stays", key, e);
            return Optional.of("The archive did not take it: " + message(e));
        }
        archived++;
        if (!store.remove(key, source.run().version())) {
            return Optional.of("It changed while it was archived.");
        }
        removed++;
        return Optional.empty();
    }

    private static String message(Exception e) {
        return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    }
}
