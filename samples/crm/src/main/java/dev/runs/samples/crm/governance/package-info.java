/** The library in this host: actions, handlers, facts, rule packs. */
@NullMarked
package dev.runs.samples.crm.governance;

import org.jspecify.annotations.NullMarked;
