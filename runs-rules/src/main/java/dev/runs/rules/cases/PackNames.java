package dev.runs.rules.cases;

import dev.runs.rules.internal.language.Roles;
import dev.runs.rules.internal.model.Vocabulary;
import dev.runs.rules.internal.pack.CheckedPack;
import dev.runs.rules.internal.text.Place;
import dev.runs.rules.internal.text.Problems;
import dev.runs.rules.internal.text.Text;
import dev.runs.rules.problem.RuleErrorCode;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The names that cases can use.
 *
 * @param roles the roles
 * @param vocabulary what facts can say; empty if the pack has mistakes, so that nobody knows
 * @param rules the ids of the rules; empty likewise
 * @param below what the global pack is called, if the cases are of a tenant's pack on top of it
 */
record PackNames(Roles roles, Optional<Vocabulary> vocabulary, Optional<Set<String>> rules, Optional<String> below) {
    static PackNames of(Roles roles, Optional<CheckedPack> pack) {
        return new PackNames(
                roles,
                pack.map(CheckedPack::vocabulary),
                pack.map(checked ->
                        checked.rules().stream().map(rule -> rule.ref().id()).collect(Collectors.toSet())),
                Optional.empty());
    }

    /** Returns these names, and those of the global pack. */
    PackNames on(PackNames global, String name) {
        return new PackNames(
                roles.with(global.roles),
                vocabulary.map(own -> global.vocabulary.map(own::with).orElse(own)),
                rules.map(
                        own -> Stream.concat(own.stream(), global.rules.stream().flatMap(Set::stream))
                                .collect(Collectors.toSet())),
                Optional.of(name));
    }

    void checkRule(String id, Place place, Problems problems) {
        if (rules.isPresent() && !rules.get().contains(id)) {
            problems.add(
                    RuleErrorCode.UNKNOWN_RULE,
                    place,
                    below.map(name -> "Neither the pack nor the global pack '" + name + "' has a rule '")
                                    .orElse("The pack has no rule '")
                            + Text.shortened(id) + "'." + problems.didYouMean(place, id, rules.get()),
                    "");
        }
    }
}
