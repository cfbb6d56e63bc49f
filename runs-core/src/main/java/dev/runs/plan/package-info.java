/** What a host writes to start a run or to add steps to it. */
@NullMarked
package dev.runs.plan;

import org.jspecify.annotations.NullMarked;
