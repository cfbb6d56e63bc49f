/** A run and its life: state, commands, events, and the two pure functions between them. */
@NullMarked
package dev.runs.run;

import org.jspecify.annotations.NullMarked;
