package dev.runs.samples.crm.scim;

import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a kind of resource has.
 *
 * @param urn the name of the schema
 * @param attributes the parts of each attribute that can be changed; none of a simple one
 * @param lists the attributes that have many values
 * @param extension the attributes of the extension, likewise
 */
record Schema(String urn, Map<String, Set<String>> attributes, Set<String> lists, Map<String, Set<String>> extension) {
    static final String USER = "urn:ietf:params:scim:schemas:core:2.0:User";
    static final String GROUP = "urn:ietf:params:scim:schemas:core:2.0:Group";
    static final String ENTERPRISE = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";

    private static final Set<String> READ_ONLY = Set.of("id", "meta", "groups", "schemas");

    static final Schema USERS = new Schema(
            USER,
            Map.of(
                    "userName", Set.of(),
                    "externalId", Set.of(),
                    "name", Set.of("formatted", "givenName", "familyName"),
                    "displayName", Set.of(),
                    "title", Set.of(),
                    "active", Set.of(),
                    "emails", Set.of("value", "type", "primary", "display")),
            Set.of("emails"),
            Map.of("manager", Set.of("value", "displayName", "$ref")));

    static final Schema GROUPS = new Schema(
            GROUP,
            Map.of(
                    "displayName", Set.of(),
                    "externalId", Set.of(),
                    "members", Set.of("value", "display", "type", "$ref")),
            Set.of("members"),
            Map.of());

    /** Checks that a path leads to something that can be changed. */
    void check(Path path) {
        Set<String> parts = (path.extended() ? extension : attributes).get(path.attribute());
        if (parts == null) {
            if (READ_ONLY.contains(path.attribute())) {
                throw ScimException.bad("mutability", "'" + path.attribute() + "' is read-only");
            }
            throw ScimException.bad("invalidPath", "'" + path + "' is not an attribute here");
        }
        if (path.filter().isPresent() && !lists.contains(path.attribute())) {
            throw ScimException.bad(
                    "invalidPath", "'" + path + "' selects from '" + path.attribute() + "', which has one value");
        }
        Optional<String> unknown =
                path.part().or(() -> path.filter().map(Filter::attribute)).filter(part -> !parts.contains(part));
        if (unknown.isPresent()) {
            throw ScimException.bad(
                    "invalidPath", "'" + path + "': '" + unknown.get() + "' is no part of '" + path.attribute() + "'");
        }
    }
}
