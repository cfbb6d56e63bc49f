/** Words of others, as people may be shown them. */
@NullMarked
package dev.runs.text;

import org.jspecify.annotations.NullMarked;
