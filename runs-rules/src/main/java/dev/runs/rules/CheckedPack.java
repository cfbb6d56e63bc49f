package dev.runs.rules;

import dev.runs.gate.PackRef;
import java.util.List;

/**
 * A pack that passed the check.
 *
 * @param vocabulary what its rules can speak about
 * @param calendar what time it is for its rules
 * @param rules its rules, sorted by id
 */
record CheckedPack(PackRef ref, Vocabulary vocabulary, BusinessCalendar calendar, List<Rule> rules) {
    CheckedPack {
        rules = List.copyOf(rules);
    }
}
