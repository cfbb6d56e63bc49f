package dev.runs.rules.internal.engine;

import dev.runs.gate.GateAnswer;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The answers that a pack gave last, by all that its rules read: a step is asked about when it is planned, when it is
 * eligible and when it starts, mostly with the same facts. A key holds the values themselves, never a hash of them.
 *
 * <p>Of two generations the younger is filled; when it is half of the capacity, it becomes the older, and the older is
 * forgotten. So what was used lately stays, without a lock for reading. Thread-safe.
 */
public final class AnswerCache {
    /** What an answer follows from: all that rules read of the step, and of everything else. */
    public static final class Key {
        private final @Nullable Object[] step;
        private final Object around;
        private final int hash;

        /**
         * Makes a key, which takes the values over.
         *
         * @param step what rules read of the step
         * @param around what they read of everything else
         */
        @SuppressWarnings("ArrayParameterNotCopied") // made for the key
        public Key(@Nullable Object[] step, Object around) {
            this.step = step;
            this.around = around;
            this.hash = 31 * Arrays.hashCode(step) + around.hashCode();
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Key key
                    && key.hash == hash
                    && key.around.equals(around)
                    && Arrays.equals(key.step, step);
        }

        @Override
        public int hashCode() {
            return hash;
        }
    }

    private final int half;
    private volatile Map<Key, GateAnswer> young = new ConcurrentHashMap<>();
    private volatile Map<Key, GateAnswer> old = Map.of();

    public AnswerCache(int capacity) {
        this.half = capacity / 2;
    }

    @Nullable
    public GateAnswer find(Key key) {
        GateAnswer answer = young.get(key);
        if (answer == null) {
            answer = old.get(key);
            if (answer != null) {
                put(key, answer);
            }
        }
        return answer;
    }

    public void put(Key key, GateAnswer answer) {
        young.put(key, answer);
        if (young.size() > half) {
            age();
        }
    }

    private synchronized void age() {
        if (young.size() > half) {
            old = young;
            young = new ConcurrentHashMap<>();
        }
    }
}
