package dev.runs.record;

import dev.runs.action.ActionCatalog;
import dev.runs.run.RecordedEvent;
import dev.runs.run.Run;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Everything that the read model of one run is made from.
 *
 * @param run the run as it stands
 * @param history all its events, oldest first; must lead to {@code run}
 * @param contents the fields of its contents by id, see {@link ContentIds}; empty, or missing, for what was erased
 * @param catalog what the host says about action types
 * @param counters what goes on beside the run
 * @param now the time of reading, from which relative times are counted
 * @param withheld whether the contents are missing because they are not for the reader to see, and not because they were erased
 * @param names what people are called
 * @since 0.1.0
 */
public record RecordSource(
        Run run,
        List<RecordedEvent> history,
        Map<String, Optional<Map<String, ?>>> contents,
        ActionCatalog catalog,
        WorkspaceCounters counters,
        Instant now,
        boolean withheld,
        Names names) {
    /**
     * Copies the collections.
     *
     * @throws IllegalArgumentException if the history is not that of the run
     */
    public RecordSource {
        history = List.copyOf(history);
        contents = Map.copyOf(contents);
        long last = history.isEmpty() ? 0 : history.get(history.size() - 1).sequence();
        if (last != run.version()) {
            throw new IllegalArgumentException("run '" + run.id() + "' is at version " + run.version()
                    + ", and the given history ends with event " + last);
        }
    }

    /** Makes a source whose missing contents were erased, and in which people are called by their ids. */
    public RecordSource(
            Run run,
            List<RecordedEvent> history,
            Map<String, Optional<Map<String, ?>>> contents,
            ActionCatalog catalog,
            WorkspaceCounters counters,
            Instant now) {
        this(run, history, contents, catalog, counters, now, false, Names.NONE);
    }
}
