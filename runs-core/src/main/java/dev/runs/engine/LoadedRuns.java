package dev.runs.engine;

import dev.runs.run.Run;
import dev.runs.storage.RunKey;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Runs as this process last saw them, so that the next decision need not read them. They may be out of date, and nothing is
 * answered from them alone: what is worked out on such a run is written only if the store still has it at that version
 * (guarantee G2 of {@link dev.runs.storage.RunStore}), and a refusal is worked out again on the stored run.
 *
 * <p>Only what is committed may be put in: a version that was rolled back could come again with other content. Those that
 * were not used for longest leave first. A run at its end is not kept, because hardly anybody decides on it any more.
 *
 * <p>Thread-safe.
 */
final class LoadedRuns {
    private final int most;
    /** In the order of their last use. */
    private final Map<RunKey, Run> runs = new LinkedHashMap<>(16, 0.75f, true);

    private long steps;

    /**
     * Makes an empty collection.
     *
     * @param most how many steps all of its runs may have together; 0 to keep none
     */
    LoadedRuns(int most) {
        this.most = most;
    }

    synchronized Optional<Run> find(RunKey key) {
        return Optional.ofNullable(runs.get(key));
    }

    /** Keeps a committed state of a run, unless a later one is there: two threads may come here in the wrong order. */
    synchronized void put(RunKey key, Run run) {
        Run known = runs.get(key);
        if (known != null && known.version() >= run.version()) {
            return;
        }
        drop(key);
        if (most == 0 || weight(run) > most || run.status().isTerminal()) {
            return;
        }
        runs.put(key, run);
        steps += weight(run);
        Iterator<Run> eldest = runs.values().iterator();
        while (steps > most) {
            steps -= weight(eldest.next());
            eldest.remove();
        }
    }

    synchronized void drop(RunKey key) {
        Run run = runs.remove(key);
        if (run != null) {
            steps -= weight(run);
        }
    }

    synchronized void clear() {
        runs.clear();
        steps = 0;
    }

    private static int weight(Run run) {
        return Math.max(1, run.steps().size());
    }
}
