/** What hosts need to test with Runs: the cases of their rule packs as JUnit tests. */
@NullMarked
package dev.runs.testing;

import org.jspecify.annotations.NullMarked;
