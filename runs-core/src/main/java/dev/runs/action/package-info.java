/** What can be done: action types with risk, reach and payload schema. */
@NullMarked
package dev.runs.action;

import org.jspecify.annotations.NullMarked;
