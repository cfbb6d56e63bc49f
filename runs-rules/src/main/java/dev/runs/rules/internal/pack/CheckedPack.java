package dev.runs.rules.internal.pack;

import dev.runs.gate.PackRef;
import dev.runs.rules.internal.model.Rule;
import dev.runs.rules.internal.model.Vocabulary;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A pack that passed the check.
 *
 * @param delegates the actions of which a tenant's allow counts
 * @param vocabulary what its rules can speak about
 * @param calendar what time it is for its rules
 * @param rules its rules, sorted by id
 */
public record CheckedPack(
        PackRef ref, Set<String> delegates, Vocabulary vocabulary, BusinessCalendar calendar, List<Rule> rules) {
    public CheckedPack {
        delegates = Set.copyOf(delegates);
        rules = List.copyOf(rules);
    }

    /**
     * Returns the rules, and behind them the conditions of what they say, each once: all that is evaluated. A condition is
     * a rule that says nothing.
     */
    public List<Rule> evaluated() {
        Set<Rule> conditions = new LinkedHashSet<>();
        rules.forEach(rule -> rule.sayings().forEach(saying -> conditions.addAll(saying.conditions())));
        return Stream.concat(rules.stream(), conditions.stream()).toList();
    }
}
