/** The picture of a run's steps: which are drawn, and where. */
@NullMarked
package dev.runs.samples.crm.page.graph;

import org.jspecify.annotations.NullMarked;
