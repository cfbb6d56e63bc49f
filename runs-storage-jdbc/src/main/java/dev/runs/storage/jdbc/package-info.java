/** A store on a JDBC database; SQLite is the embedded default. */
@NullMarked
package dev.runs.storage.jdbc;

import org.jspecify.annotations.NullMarked;
