/** What the authors of a rule pack expect of it, and whether it does so: cases, their coverage, and explanations. */
@NullMarked
package dev.runs.rules.cases;

import org.jspecify.annotations.NullMarked;
