/** What is wrong with a rule pack: stable codes, and each mistake with its place. */
@NullMarked
package dev.runs.rules.problem;

import org.jspecify.annotations.NullMarked;
