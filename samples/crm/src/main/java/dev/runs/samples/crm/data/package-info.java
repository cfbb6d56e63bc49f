/** Demo data: made by us, from a seed, with the dirt that real CRM data has; and runs in many states. */
@NullMarked
package dev.runs.samples.crm.data;

import org.jspecify.annotations.NullMarked;
