/** The records of the CRM: accounts, contacts, opportunities, meetings with transcripts, support cases. */
@NullMarked
package dev.runs.samples.crm.crm;

import org.jspecify.annotations.NullMarked;
