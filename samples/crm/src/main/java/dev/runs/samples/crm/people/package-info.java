/** Tenants, their people and teams, and what the library asks about them. */
@NullMarked
package dev.runs.samples.crm.people;

import org.jspecify.annotations.NullMarked;
