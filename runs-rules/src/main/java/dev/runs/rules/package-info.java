/**
 * Rule packs written by a governance team: checked by default-deny, compiled from a canonical form, and asked through
 * the gate port.
 */
@NullMarked
package dev.runs.rules;

import org.jspecify.annotations.NullMarked;
