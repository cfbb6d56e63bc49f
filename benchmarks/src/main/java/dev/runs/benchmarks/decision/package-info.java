/** Decisions on a run that is in memory already. */
@NullMarked
package dev.runs.benchmarks.decision;

import org.jspecify.annotations.NullMarked;
