/** The loop around the pure core: load, ask the gate, decide, commit, and run what is ready. */
@NullMarked
package dev.runs.engine;

import org.jspecify.annotations.NullMarked;
