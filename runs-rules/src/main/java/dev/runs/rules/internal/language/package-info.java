/** The grammar of rule files. Not an API. */
@NullMarked
package dev.runs.rules.internal.language;

import org.jspecify.annotations.NullMarked;
