/** The library in a servlet host without Spring. */
@NullMarked
package dev.runs.samples.embedplain;

import org.jspecify.annotations.NullMarked;
