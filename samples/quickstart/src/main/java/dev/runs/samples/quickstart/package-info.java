/** The reference run, from the call to the roadmap link, on a SQLite file. */
@NullMarked
package dev.runs.samples.quickstart;

import org.jspecify.annotations.NullMarked;
