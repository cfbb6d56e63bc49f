package dev.runs.samples.crm.governance;

import dev.runs.Runs;
import java.time.InstantSource;

/** Makes instances of the library that work by another clock on the same store, and only when they are told to. */
@FunctionalInterface
public interface PastRuns {
    /** Returns such an instance; the caller closes it. */
    Runs by(InstantSource clock);
}
