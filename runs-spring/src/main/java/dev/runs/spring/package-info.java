/** Spring transactions, as far as a store of runs takes part in them. */
@NullMarked
package dev.runs.spring;

import org.jspecify.annotations.NullMarked;
