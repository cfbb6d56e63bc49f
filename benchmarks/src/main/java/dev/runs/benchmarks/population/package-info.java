/** A store with a great many runs, made fast, and what calls cost on it. */
@NullMarked
package dev.runs.benchmarks.population;

import org.jspecify.annotations.NullMarked;
