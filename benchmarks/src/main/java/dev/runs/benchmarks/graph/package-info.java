/** Evaluations of step graphs of several shapes and sizes. */
@NullMarked
package dev.runs.benchmarks.graph;

import org.jspecify.annotations.NullMarked;
