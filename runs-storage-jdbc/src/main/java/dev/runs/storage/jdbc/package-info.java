/** The store in one SQLite file, the embedded default. */
@NullMarked
package dev.runs.storage.jdbc;

import org.jspecify.annotations.NullMarked;
