/** Governed runs: start a run from a signal, gate its risky steps, route approvals, execute and explain. */
@NullMarked
package dev.runs;

import org.jspecify.annotations.NullMarked;
