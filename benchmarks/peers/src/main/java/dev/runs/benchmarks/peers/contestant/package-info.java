/** What is compared: each engine with the same run, written as its own documentation would have it. */
@NullMarked
package dev.runs.benchmarks.peers.contestant;

import org.jspecify.annotations.NullMarked;
