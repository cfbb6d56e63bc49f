package dev.runs.samples.crm.scim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.LIST;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

class PatchTest {
    private static final String GROUP =
            "{'displayName': 'Legal', 'members': [{'value': 'a'}, {'value': 'b'}, {'value': 'c'}]}";
    private static final String USER = "{'userName': 'ana', 'name': {'givenName': 'Ana', 'familyName': 'Lee'},"
            + " 'active': true, 'emails': [{'value': 'ana@work.example', 'type': 'work', 'primary': true}]}";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'op': 'remove', 'path': 'members', 'value': [{'value': 'b'}]}",
                "{'op': 'Remove', 'path': 'members', 'value': {'value': 'b'}}",
                "{'op': 'remove', 'path': 'Members', 'value': 'b'}",
                "{'op': 'remove', 'path': 'members[value eq \"b\"]'}",
                "{'op': 'remove', 'path': 'members[value eq \"b\"]', 'value': [{'value': 'b'}]}"
            })
    void takesOutTheOneMemberThatIsNamed(String operation) {
        assertThat(members(group(operation))).containsExactly("a", "c");
    }

    @Test
    void takesOutAllMembersOnlyWhenNoneIsNamed() {
        assertThat(group("{'op': 'remove', 'path': 'members'}")).doesNotContainKey("members");
        assertThat(members(group("{'op': 'remove', 'path': 'members', 'value': []}")))
                .containsExactly("a", "b", "c");
        assertThat(members(group("{'op': 'remove', 'path': 'members', 'value': [{'value': 'x'}]}")))
                .containsExactly("a", "b", "c");
        assertRefused(
                "{'op': 'remove', 'path': 'members', 'value': null}",
                "invalidValue",
                "the value of an operation is null");
    }

    @Test
    void addsMembersOnce() {
        assertThat(members(group("{'op': 'add', 'path': 'members', 'value': [{'value': 'c'}, {'value': 'd'}]}")))
                .containsExactly("a", "b", "c", "d");
        assertThat(members(group("{'op': 'add', 'value': {'members': [{'value': 'd'}]}}")))
                .containsExactly("a", "b", "c", "d");
    }

    @Test
    void replacesMembers() {
        assertThat(members(group("{'op': 'replace', 'path': 'members', 'value': [{'value': 'd'}]}")))
                .containsExactly("d");
    }

    @Test
    void changesWhatIsNamedAndNothingElse() {
        assertThat(user("{'op': 'replace', 'path': 'name.familyName', 'value': 'Diaz'}"))
                .containsEntry("name", Map.of("givenName", "Ana", "familyName", "Diaz"))
                .containsEntry("userName", "ana");
        assertThat(user("{'op': 'replace', 'value': {'active': 'False', 'name.givenName': 'Anna'}}"))
                .containsEntry("active", "False")
                .containsEntry("name", Map.of("givenName", "Anna", "familyName", "Lee"));
        assertThat(user("{'op': 'remove', 'path': 'name.givenName'}"))
                .containsEntry("name", Map.of("familyName", "Lee"));
    }

    @Test
    void changesOneOfManyValues() {
        assertThat(user("{'op': 'replace', 'path': 'emails[type eq \"work\"].value', 'value': 'new@work.example'}"))
                .containsEntry("emails", List.of(Map.of("value", "new@work.example", "type", "work", "primary", true)));
        assertThat(user("{'op': 'add', 'path': 'emails[type eq \"home\"].value', 'value': 'ana@home.example'}"))
                .extractingByKey("emails")
                .asInstanceOf(LIST)
                .hasSize(2)
                .contains(Map.of("value", "ana@home.example", "type", "home"));
    }

    @Test
    void knowsTheExtension() {
        String manager = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager";

        assertThat(user("{'op': 'add', 'path': '" + manager + "', 'value': {'value': 'ben'}}"))
                .containsEntry(Schema.ENTERPRISE, Map.of("manager", Map.of("value", "ben")));
        assertThat(user("{'op': 'add', 'path': '" + manager + "', 'value': 'ben'}"))
                .containsEntry(Schema.ENTERPRISE, Map.of("manager", "ben"));
        assertThat(user("{'op': 'add', 'value': {'" + Schema.ENTERPRISE + "': {'manager': {'value': 'ben'}}}}"))
                .containsEntry(Schema.ENTERPRISE, Map.of("manager", Map.of("value", "ben")));
    }

    @Test
    void refusesWhatItCannotDo() {
        assertRefused("{'op': 'remove'}", "noTarget", "'remove' needs a path");
        assertRefused("{'op': 'add', 'path': 'members'}", "invalidValue", "'add' needs a value");
        assertRefused(
                "{'op': 'move', 'path': 'members'}", "invalidSyntax", "'move' is none of 'add', 'replace', 'remove'");
        assertRefused("{'op': 'replace', 'path': 'id', 'value': 'x'}", "mutability", "'id' is read-only");
        assertRefused(
                "{'op': 'replace', 'path': 'nick', 'value': 'x'}", "invalidPath", "'nick' is not an attribute here");
        assertRefused(
                "{'op': 'replace', 'path': 'a b', 'value': 'x'}", "invalidPath", "the path 'a b' is not understood");
        assertRefused(
                "{'op': 'replace', 'path': 'members[value eq \"x\"].type', 'value': 'User'}",
                "noTarget",
                "nothing is at 'members[value eq \"x\"].type'");
        assertRefused(
                "{'op': 'remove', 'path': 'members[value sw \"a\"]'}",
                "invalidFilter",
                "only filters like 'userName eq \"ana@example.org\"' are understood");
        assertRefused(
                "{'op': 'remove', 'path': 'members.value'}",
                "invalidPath",
                "'members.value' does not say of which value");
        assertThatThrownBy(() -> Patch.apply(Schema.GROUPS, Map.of(), Map.of("Operations", List.of())))
                .hasMessage("'Operations' has 0 items; 1 to 1000 are needed");
    }

    private static void assertRefused(String operation, String type, String message) {
        assertThatThrownBy(() -> group(operation))
                .isInstanceOfSatisfying(
                        ScimException.class,
                        refused -> assertThat(refused.type()).isEqualTo(type))
                .hasMessage(message);
    }

    private static Map<String, Object> group(String operation) {
        return Patch.apply(Schema.GROUPS, json(GROUP), json("{'Operations': [" + operation + "]}"));
    }

    private static Map<String, Object> user(String operation) {
        return Patch.apply(Schema.USERS, json(USER), json("{'Operations': [" + operation + "]}"));
    }

    private static List<Object> members(Map<String, Object> group) {
        return Tree.objects(group, "members").stream()
                .map(member -> member.get("value"))
                .toList();
    }

    /** Reads JSON whose quotes are single ones; double ones are quotes inside a text. */
    @SuppressWarnings("unchecked")
    private static Map<String, Object> json(String text) {
        String quoted = text.replace("\\\"", "\"").replace("\"", "\\\"").replace('\'', '"');
        return JsonMapper.shared().readValue(quoted, Map.class);
    }
}
