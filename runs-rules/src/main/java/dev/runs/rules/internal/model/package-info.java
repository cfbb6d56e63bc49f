/** What rules are made of once they were understood: types, facts, conditions, and what they mean. Not an API. */
@NullMarked
package dev.runs.rules.internal.model;

import org.jspecify.annotations.NullMarked;
