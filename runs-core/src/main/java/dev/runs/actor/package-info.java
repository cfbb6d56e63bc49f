/** Who acts, and the host's port that knows them. */
@NullMarked
package dev.runs.actor;

import org.jspecify.annotations.NullMarked;
