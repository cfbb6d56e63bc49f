/** A small CRM in which agents work. */
@NullMarked
package dev.runs.samples.crm;

import org.jspecify.annotations.NullMarked;
