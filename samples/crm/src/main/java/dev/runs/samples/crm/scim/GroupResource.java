package dev.runs.samples.crm.scim;

import dev.runs.samples.crm.people.Team;
import dev.runs.samples.crm.people.TeamDetails;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A team as a Group of SCIM. */
final class GroupResource {
    private GroupResource() {}

    /** Returns what can be changed of a team, as it is told and as it is changed by a PATCH. */
    static Map<String, Object> changeable(TeamDetails team) {
        Map<String, Object> tree = new LinkedHashMap<>();
        team.externalId().ifPresent(value -> tree.put("externalId", value));
        tree.put("displayName", team.displayName());
        tree.put(
                "members",
                team.members().stream().map(person -> Map.of("value", person)).toList());
        return tree;
    }

    /** Returns the whole resource. */
    static Map<String, Object> of(Team team, Links links) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("schemas", List.of(Schema.GROUP));
        tree.put("id", team.id());
        tree.putAll(changeable(team.details()));
        tree.put(
                "members",
                team.details().members().stream()
                        .map(person -> {
                            Map<String, Object> member = new LinkedHashMap<>();
                            member.put("value", person);
                            member.put("$ref", links.to("Users", person));
                            member.put("type", "User");
                            return member;
                        })
                        .toList());
        tree.put("meta", links.meta("Group", "Groups", team.id(), team.version(), team.created(), team.changed()));
        return tree;
    }

    /** Reads what a team is to be. */
    static TeamDetails read(Map<String, ?> request) {
        Map<String, Object> tree = Tree.of(request);
        String displayName = Tree.text(tree, "displayName", 200)
                .orElseThrow(() -> ScimException.bad("invalidValue", "'displayName' is needed"));
        Set<String> members = new LinkedHashSet<>();
        for (Map<String, Object> member : Tree.objects(tree, "members")) {
            if (!Tree.text(member, "type", 20).orElse("User").equalsIgnoreCase("User")) {
                throw ScimException.bad("invalidValue", "only people can be members, no groups");
            }
            members.add(Tree.text(member, "value", 64)
                    .orElseThrow(() -> ScimException.bad("invalidValue", "a member needs a 'value'")));
        }
        return new TeamDetails(displayName, Tree.text(tree, "externalId", 200), members);
    }
}
