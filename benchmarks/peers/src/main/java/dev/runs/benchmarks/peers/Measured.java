package dev.runs.benchmarks.peers;

import dev.runs.benchmarks.peers.contestant.Contestant;

/**
 * What came out for one contestant.
 *
 * @param version of the engine
 * @param jars how many a host gains
 * @param megabytes how large they are
 * @param complete whether all its processes came to their end
 */
record Measured(Contestant contestant, String version, int jars, double megabytes, Figures figures, boolean complete) {}
