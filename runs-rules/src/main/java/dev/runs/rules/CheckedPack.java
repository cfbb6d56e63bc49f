package dev.runs.rules;

import dev.runs.gate.PackRef;
import java.util.List;

/** A pack that passed the check: its rules, sorted by id. */
record CheckedPack(PackRef ref, List<Rule> rules) {
    CheckedPack {
        rules = List.copyOf(rules);
    }
}
