/** What an approval and a question to the rules cost. */
@NullMarked
package dev.runs.benchmarks;

import org.jspecify.annotations.NullMarked;
