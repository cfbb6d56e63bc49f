package dev.runs.benchmarks.peers.contestant;

import dev.runs.rules.RulePack;
import dev.runs.rules.RulePacks;

/** The rule pack of the samples. */
final class Governance {
    private Governance() {}

    static RulePack pack() {
        return RulePacks.resource(Governance.class.getClassLoader(), "governance");
    }
}
