/** The entry point: what a host builds once and asks for sessions. */
@NullMarked
package dev.runs;

import org.jspecify.annotations.NullMarked;
