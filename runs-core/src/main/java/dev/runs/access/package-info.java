/** Who may see what of a run, and who may do what besides deciding. */
@NullMarked
package dev.runs.access;

import org.jspecify.annotations.NullMarked;
