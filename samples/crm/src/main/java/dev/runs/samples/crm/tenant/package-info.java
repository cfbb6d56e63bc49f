/** For which tenant the current thread works. */
@NullMarked
package dev.runs.samples.crm.tenant;

import org.jspecify.annotations.NullMarked;
