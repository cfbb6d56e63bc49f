/** How long runs are kept after their end, and how they leave. */
@NullMarked
package dev.runs.retention;

import org.jspecify.annotations.NullMarked;
