/** Replays a real approval log, given as an XES file, against a rule pack. */
@NullMarked
package dev.runs.samples.approvallog;

import org.jspecify.annotations.NullMarked;
