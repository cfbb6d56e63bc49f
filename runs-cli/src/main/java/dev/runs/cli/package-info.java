/** The command line for authors of rule packs and for operators of stores. */
@NullMarked
package dev.runs.cli;

import org.jspecify.annotations.NullMarked;
