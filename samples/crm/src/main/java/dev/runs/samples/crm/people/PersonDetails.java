package dev.runs.samples.crm.people;

import java.util.Optional;

/**
 * What can be changed about a person.
 *
 * @param userName by what the person is known where people are kept; unique in the tenant, whatever the case
 * @param externalId the key that the sign-in server and the provisioning client use; unique in the tenant
 * @param displayName the name to show
 * @param givenName the first name
 * @param familyName the last name
 * @param email where to write
 * @param title what the person is; says nothing about what they may do
 * @param manager the id of the person to whom this one reports
 * @param active whether the person may come in
 */
public record PersonDetails(
        String userName,
        Optional<String> externalId,
        String displayName,
        Optional<String> givenName,
        Optional<String> familyName,
        Optional<String> email,
        Optional<String> title,
        Optional<String> manager,
        boolean active) {
    /** Returns these, active or not. */
    public PersonDetails active(boolean other) {
        return new PersonDetails(
                userName, externalId, displayName, givenName, familyName, email, title, manager, other);
    }
}
