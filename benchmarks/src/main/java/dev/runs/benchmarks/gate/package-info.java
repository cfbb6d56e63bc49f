/** Questions to rule packs, from ten rules to a thousand. */
@NullMarked
package dev.runs.benchmarks.gate;

import org.jspecify.annotations.NullMarked;
