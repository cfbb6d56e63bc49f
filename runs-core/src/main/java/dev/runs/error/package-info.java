/** Stable codes, problems with their mend, and the one exception. */
@NullMarked
package dev.runs.error;

import org.jspecify.annotations.NullMarked;
