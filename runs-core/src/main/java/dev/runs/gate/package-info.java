/** The port to the rules: questions, findings, and the verdict that follows from them. */
@NullMarked
package dev.runs.gate;

import org.jspecify.annotations.NullMarked;
