package dev.runs.engine;

import dev.runs.storage.RunKey;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * The last commits of this instance, so that it does not look for work in them once more when the feed tells of them.
 * Forgetting one costs a look and nothing else. Thread-safe.
 */
final class RecentCommits {
    private static final int MOST = 10_000;

    private record Version(RunKey key, long version) {}

    private final Set<Version> versions = Collections.synchronizedSet(Collections.newSetFromMap(new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Version, Boolean> eldest) {
            return size() > MOST;
        }
    }));

    void add(RunKey key, long version) {
        versions.add(new Version(key, version));
    }

    /** Returns whether a commit was made here; asked once, it is forgotten. */
    boolean remove(RunKey key, long version) {
        return versions.remove(new Version(key, version));
    }
}
