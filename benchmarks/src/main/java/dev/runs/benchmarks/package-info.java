/** JMH benchmarks of Runs. */
@NullMarked
package dev.runs.benchmarks;

import org.jspecify.annotations.NullMarked;
