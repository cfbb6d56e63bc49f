/** Where the files of a pack come from, what its manifest says, and whether it is whole. Not an API. */
@NullMarked
package dev.runs.rules.internal.pack;

import org.jspecify.annotations.NullMarked;
