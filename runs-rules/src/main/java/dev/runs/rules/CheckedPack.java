package dev.runs.rules;

import dev.runs.gate.PackRef;
import java.util.List;
import java.util.Set;

/** A pack that passed the check: its rules, sorted by id. */
record CheckedPack(PackRef ref, Set<String> delegates, List<Rule> rules) {
    CheckedPack {
        delegates = Set.copyOf(delegates);
        rules = List.copyOf(rules);
    }
}
