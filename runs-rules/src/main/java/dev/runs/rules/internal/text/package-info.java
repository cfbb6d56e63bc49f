/** Reads files of authors as texts, tokens and YAML, and records what is wrong with them, and where. Not an API. */
@NullMarked
package dev.runs.rules.internal.text;

import org.jspecify.annotations.NullMarked;
