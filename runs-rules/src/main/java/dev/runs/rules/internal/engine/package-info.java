/** Compiles checked rules and asks them about facts. Not an API. */
@NullMarked
package dev.runs.rules.internal.engine;

import org.jspecify.annotations.NullMarked;
