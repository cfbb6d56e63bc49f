/** Runs and other engines measured on the same work, on one machine and one PostgreSQL server. */
@NullMarked
package dev.runs.benchmarks.peers;

import org.jspecify.annotations.NullMarked;
