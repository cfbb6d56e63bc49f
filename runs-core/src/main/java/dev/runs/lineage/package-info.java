/** What led to what: the nodes and edges that events leave behind, and the walk along them in both directions. */
@NullMarked
package dev.runs.lineage;

import org.jspecify.annotations.NullMarked;
