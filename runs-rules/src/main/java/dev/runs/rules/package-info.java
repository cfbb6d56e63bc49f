/** Rule packs written by a governance team, checked, compiled and asked through the gate port. */
@NullMarked
package dev.runs.rules;

import org.jspecify.annotations.NullMarked;
