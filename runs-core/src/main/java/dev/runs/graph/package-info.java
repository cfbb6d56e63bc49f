/** The step graph of a run and its plain evaluation. */
@NullMarked
package dev.runs.graph;

import org.jspecify.annotations.NullMarked;
