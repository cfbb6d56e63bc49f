/** The one database for the CRM's rows and the runs'. */
@NullMarked
package dev.runs.samples.crm.database;

import org.jspecify.annotations.NullMarked;
