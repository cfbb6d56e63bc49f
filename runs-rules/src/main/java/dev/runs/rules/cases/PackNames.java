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

/**
 * The names of a pack that its cases can use.
 *
 * @param roles the roles
 * @param pack the pack; empty if it has mistakes, so that nobody knows which other names it has
 */
record PackNames(Roles roles, Optional<CheckedPack> pack) {
    Optional<Vocabulary> vocabulary() {
        return pack.map(CheckedPack::vocabulary);
    }

    void checkRule(String id, Place place, Problems problems) {
        Set<String> ids = pack.stream()
                .flatMap(checked -> checked.rules().stream())
                .map(rule -> rule.ref().id())
                .collect(Collectors.toSet());
        if (pack.isPresent() && !ids.contains(id)) {
            problems.add(
                    RuleErrorCode.UNKNOWN_RULE,
                    place,
                    "The pack has no rule '" + Text.shortened(id) + "'." + Text.didYouMean(id, ids),
                    "");
        }
    }
}
