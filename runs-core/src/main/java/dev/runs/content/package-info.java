/** Canonical payloads, their digests, and records as payloads. */
@NullMarked
package dev.runs.content;

import org.jspecify.annotations.NullMarked;
