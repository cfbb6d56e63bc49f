/** The short and the long list of benchmarks, their figures as JSON, as a table and as charts. */
@NullMarked
package dev.runs.benchmarks.report;

import org.jspecify.annotations.NullMarked;
