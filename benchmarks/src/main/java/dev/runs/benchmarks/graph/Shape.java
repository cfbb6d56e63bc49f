package dev.runs.benchmarks.graph;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** The shapes of the measured graphs. Step {@code i} is the i-th one made; each waits for all before it to be completed. */
public enum Shape {
    /** Each step waits for the one before it. */
    CHAIN {
        @Override
        List<int[]> sources(int steps, SplittableRandom random) {
            List<int[]> sources = new ArrayList<>(steps);
            for (int i = 0; i < steps; i++) {
                sources.add(i == 0 ? new int[0] : new int[] {i - 1});
            }
            return sources;
        }
    },

    /**
     * One root; a tenth of the steps, at most 100 and at least 2, wait for it; each of the others waits for one of these, in
     * turn, but only one step waits for the last of them.
     */
    FAN {
        @Override
        List<int[]> sources(int steps, SplittableRandom random) {
            int hubs = Math.max(2, Math.min(100, steps / 10));
            List<int[]> sources = new ArrayList<>(steps);
            for (int i = 0; i < steps; i++) {
                if (i == 0) {
                    sources.add(new int[0]);
                } else if (i <= hubs) {
                    sources.add(new int[] {0});
                } else {
                    sources.add(new int[] {i == steps - 1 ? hubs : 1 + i % (hubs - 1)});
                }
            }
            return sources;
        }
    },

    /**
     * One root, then layers of a tenth of the steps, at most 100 and at least 2. A step of the first layer waits for the
     * root, each of the others for two different steps of the layer before its own, taken at random.
     */
    LAYERED {
        @Override
        List<int[]> sources(int steps, SplittableRandom random) {
            int width = Math.max(2, Math.min(100, steps / 10));
            List<int[]> sources = new ArrayList<>(steps);
            for (int i = 0; i < steps; i++) {
                if (i == 0) {
                    sources.add(new int[0]);
                } else if (i <= width) {
                    sources.add(new int[] {0});
                } else {
                    int above = 1 + ((i - 1) / width - 1) * width;
                    int one = random.nextInt(width);
                    int other = (one + 1 + random.nextInt(width - 1)) % width;
                    sources.add(new int[] {above + one, above + other});
                }
            }
            return sources;
        }
    };

    /** Returns for each step the numbers of the steps that it waits for; all of them are lower than its own. */
    abstract List<int[]> sources(int steps, SplittableRandom random);
}
