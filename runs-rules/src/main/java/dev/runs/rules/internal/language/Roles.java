package dev.runs.rules.internal.language;

import dev.runs.rules.internal.text.Place;
import dev.runs.rules.internal.text.Problems;
import dev.runs.rules.internal.text.Text;
import dev.runs.rules.problem.RuleErrorCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The roles that a pack knows. Without {@code roles.yaml} a pack takes any role; the host's identity port then decides
 * who holds it.
 *
 * @param declared whether the pack lists its roles
 * @param roles the roles of the list
 */
public record Roles(boolean declared, List<Role> roles) {
    /** With which keys of people, fields and managers begin. */
    private static final String SIGNS = "@=^";

    public static final Roles ANY = new Roles(false, List.of());

    /** A role: a short key, the name that findings and people use, and what it means. */
    public record Role(String key, String name, String meaning) {}

    public Roles {
        roles = List.copyOf(roles);
    }

    /** Returns these roles and others; any role, if either is not a list. */
    public Roles with(Roles others) {
        if (!declared || !others.declared) {
            return ANY;
        }
        List<Role> all = new ArrayList<>(roles);
        all.addAll(others.roles);
        return new Roles(true, all);
    }

    /** Returns the name of the role that is written by its name or by its key; empty when the list lacks it. */
    Optional<String> name(String written) {
        if (!declared) {
            return Optional.of(written);
        }
        return roles.stream()
                .filter(role -> role.name().equals(written) || role.key().equals(written))
                .map(Role::name)
                .findFirst();
    }

    /** Records a mistake when the role is not in the list; returns its name otherwise. */
    public Optional<String> resolve(String written, Place place, Problems problems) {
        if (written.isEmpty() || SIGNS.indexOf(written.charAt(0)) >= 0) {
            problems.add(
                    RuleErrorCode.UNKNOWN_ROLE,
                    place,
                    "'" + Text.shortened(written) + "' cannot be a role: a role does not begin with @, = or ^.",
                    "In a requirement of pack.yaml a person stands under 'people', a field under 'fields'.");
            return Optional.empty();
        }
        Optional<String> name = name(written);
        if (name.isEmpty()) {
            problems.add(
                    RuleErrorCode.UNKNOWN_ROLE,
                    place,
                    "'" + Text.shortened(written) + "' is not a role of roles.yaml."
                            + problems.didYouMean(place, written, words()),
                    "Add it to roles.yaml, or name one of: "
                            + String.join(
                                    ", ",
                                    roles.stream()
                                            .map(Role::name)
                                            .sorted()
                                            .limit(12)
                                            .toList()) + ".");
        }
        return name;
    }

    private List<String> words() {
        List<String> words = new ArrayList<>();
        for (Role role : roles) {
            words.add(role.name());
            words.add(role.key());
        }
        return words;
    }
}
