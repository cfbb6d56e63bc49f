package dev.runs.samples.crm.scim;

import dev.runs.samples.crm.people.Person;
import dev.runs.samples.crm.people.PersonDetails;
import dev.runs.samples.crm.people.Team;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A person as a User of SCIM. */
final class UserResource {
    private UserResource() {}

    /** Returns what can be changed of a person, as it is told and as it is changed by a PATCH. */
    static Map<String, Object> changeable(PersonDetails person) {
        Map<String, Object> tree = new LinkedHashMap<>();
        person.externalId().ifPresent(value -> tree.put("externalId", value));
        tree.put("userName", person.userName());
        Map<String, Object> name = new LinkedHashMap<>();
        person.givenName().ifPresent(value -> name.put("givenName", value));
        person.familyName().ifPresent(value -> name.put("familyName", value));
        if (!name.isEmpty()) {
            tree.put("name", name);
        }
        tree.put("displayName", person.displayName());
        person.title().ifPresent(value -> tree.put("title", value));
        tree.put("active", person.active());
        person.email().ifPresent(value -> tree.put("emails", List.of(email(value))));
        person.manager().ifPresent(value -> tree.put(Schema.ENTERPRISE, Map.of("manager", Map.of("value", value))));
        return tree;
    }

    private static Map<String, Object> email(String address) {
        Map<String, Object> email = new LinkedHashMap<>();
        email.put("value", address);
        email.put("type", "work");
        email.put("primary", true);
        return email;
    }

    /** Returns the whole resource. */
    static Map<String, Object> of(Person person, List<Team> teams, Links links) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("schemas", List.of(Schema.USER, Schema.ENTERPRISE));
        tree.put("id", person.id());
        tree.putAll(changeable(person.details()));
        tree.put(
                "groups",
                teams.stream()
                        .map(team -> {
                            Map<String, Object> group = new LinkedHashMap<>();
                            group.put("value", team.id());
                            group.put("$ref", links.to("Groups", team.id()));
                            group.put("display", team.details().displayName());
                            group.put("type", "direct");
                            return group;
                        })
                        .toList());
        person.details().manager().ifPresent(manager -> {
            Map<String, Object> reference = new LinkedHashMap<>();
            reference.put("value", manager);
            reference.put("$ref", links.to("Users", manager));
            tree.put(Schema.ENTERPRISE, Map.of("manager", reference));
        });
        tree.put(
                "meta", links.meta("User", "Users", person.id(), person.version(), person.created(), person.changed()));
        return tree;
    }

    /** Reads what a person is to be; whether they are active stays as it was if it is not said. */
    static PersonDetails read(Map<String, ?> request, boolean active) {
        Map<String, Object> tree = Tree.of(request);
        String userName = Tree.text(tree, "userName", 200)
                .orElseThrow(() -> ScimException.bad("invalidValue", "'userName' is needed"));
        Map<String, Object> name = Tree.object(tree, "name");
        Optional<String> givenName = Tree.text(name, "givenName", 100);
        Optional<String> familyName = Tree.text(name, "familyName", 100);
        String displayName = Tree.text(tree, "displayName", 200)
                .or(() -> Tree.text(name, "formatted", 200))
                .or(() -> Optional.of(Stream.concat(givenName.stream(), familyName.stream())
                                .collect(Collectors.joining(" ")))
                        .filter(both -> !both.isEmpty()))
                .orElse(userName);
        return new PersonDetails(
                userName,
                Tree.text(tree, "externalId", 200),
                displayName,
                givenName,
                familyName,
                email(tree),
                Tree.text(tree, "title", 200),
                manager(tree),
                Tree.truth(tree, "active", active));
    }

    /** One address is kept: the primary one, or else the first. */
    private static Optional<String> email(Map<String, Object> tree) {
        List<Map<String, Object>> emails = Tree.objects(tree, "emails");
        return emails.stream()
                .filter(email -> Tree.truth(email, "primary", false))
                .findFirst()
                .or(() -> emails.stream().findFirst())
                .flatMap(email -> Tree.text(email, "value", 254));
    }

    /** Some clients send the manager's id in the place of an object that has it. */
    private static Optional<String> manager(Map<String, Object> tree) {
        Map<String, Object> extension = Tree.object(tree, Schema.ENTERPRISE);
        return extension.get("manager") instanceof String
                ? Tree.text(extension, "manager", 64)
                : Tree.text(Tree.object(extension, "manager"), "value", 64);
    }
}
