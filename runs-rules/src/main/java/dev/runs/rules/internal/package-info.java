/** What generated rules see of a step. Public only because generated classes live in another package; not an API. */
@NullMarked
package dev.runs.rules.internal;

import org.jspecify.annotations.NullMarked;
