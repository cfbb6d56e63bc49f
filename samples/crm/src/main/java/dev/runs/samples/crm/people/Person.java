package dev.runs.samples.crm.people;

import java.time.Instant;

/**
 * A person of a tenant.
 *
 * @param id a key that never changes and is never given to somebody else
 * @param details what can be changed
 * @param version counts the changes
 * @param created when it was made
 * @param changed when it was changed last
 */
public record Person(String id, PersonDetails details, long version, Instant created, Instant changed) {}
