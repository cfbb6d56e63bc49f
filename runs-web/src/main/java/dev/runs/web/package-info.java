/** The JSON API of runs, for any servlet host. */
@NullMarked
package dev.runs.web;

import org.jspecify.annotations.NullMarked;
