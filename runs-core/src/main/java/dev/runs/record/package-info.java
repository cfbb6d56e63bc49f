/** The read model: the run record as people read it, explanations of single steps, and the export of one run. */
@NullMarked
package dev.runs.record;

import org.jspecify.annotations.NullMarked;
