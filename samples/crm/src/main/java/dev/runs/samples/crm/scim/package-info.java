/** SCIM 2.0 (RFC 7643, RFC 7644): where a company keeps its people, it says here who works in the CRM and in which team. */
@NullMarked
package dev.runs.samples.crm.scim;

import org.jspecify.annotations.NullMarked;
