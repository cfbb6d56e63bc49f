/** Decisions, starts and loads on stores that wait for the disk. */
@NullMarked
package dev.runs.benchmarks.durable;

import org.jspecify.annotations.NullMarked;
