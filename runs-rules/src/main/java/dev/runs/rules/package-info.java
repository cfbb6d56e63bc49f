/**
 * Rule packs written by a governance team: checked by default-deny, handed to the rule engine as objects, and asked through
 * the gate port.
 */
@NullMarked
package dev.runs.rules;

import org.jspecify.annotations.NullMarked;
