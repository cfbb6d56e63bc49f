/** The work of the graph's benchmarks, done with other libraries. */
@NullMarked
package dev.runs.benchmarks.peers.graph;

import org.jspecify.annotations.NullMarked;
