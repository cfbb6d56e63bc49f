package dev.runs.samples.crm.people;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.UUID;

/**
 * Somebody of the demonstration.
 *
 * @param tenant the tenant
 * @param id the id of the person in the CRM
 * @param givenName the first name
 * @param familyName the last name
 * @param role what they are, and may decide
 * @param manager the id of whom they report to
 */
public record DemoPerson(
        String tenant, String id, String givenName, String familyName, String role, Optional<String> manager) {
    /** Returns the name to show. */
    public String name() {
        return givenName + " " + familyName;
    }

    /** Returns the name under which they sign in, which is their e-mail address. */
    public String signInName() {
        return id.substring(tenant.length() + 1) + "@" + tenant + ".example";
    }

    /** Returns the sign-in server's key of them, which never changes. */
    public String subject() {
        return UUID.nameUUIDFromBytes(id.getBytes(StandardCharsets.UTF_8)).toString();
    }

    PersonDetails details() {
        return new PersonDetails(
                signInName(),
                Optional.of(subject()),
                name(),
                Optional.of(givenName),
                Optional.of(familyName),
                Optional.of(signInName()),
                Optional.of(role),
                manager,
                true);
    }
}
