/** The stored form of events and state: explicit, versioned, refusing what is newer. */
@NullMarked
package dev.runs.codec;

import org.jspecify.annotations.NullMarked;
