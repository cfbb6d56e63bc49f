/** The command line for authors of rule packs. */
@NullMarked
package dev.runs.cli;

import org.jspecify.annotations.NullMarked;
