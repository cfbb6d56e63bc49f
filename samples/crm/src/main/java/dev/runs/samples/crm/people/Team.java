package dev.runs.samples.crm.people;

import java.time.Instant;

/**
 * A team of a tenant: a group of SCIM.
 *
 * @param id a key that never changes and is never given to another team
 * @param details what can be changed
 * @param version counts the changes, also those of who is in it
 * @param created when it was made
 * @param changed when it was changed last
 */
public record Team(String id, TeamDetails details, long version, Instant created, Instant changed) {}
