package dev.runs.rules;

import java.util.Optional;
import java.util.Set;

/**
 * The names of a pack that its cases can use.
 *
 * @param roles the roles
 * @param rules the ids of its rules; empty if the pack has mistakes, so that nobody knows
 */
record PackNames(Roles roles, Optional<Set<String>> rules) {
    void checkRule(String id, Place place, Problems problems) {
        if (rules.isPresent() && !rules.get().contains(id)) {
            problems.add(
                    RuleErrorCode.UNKNOWN_RULE,
                    place,
                    "The pack has no rule '" + Text.shortened(id) + "'." + Text.didYouMean(id, rules.get()),
                    "");
        }
    }
}
