package dev.runs.samples.crm.governance;

import dev.runs.actor.Actor;
import dev.runs.rules.ActivationLog;
import dev.runs.rules.RulePack;
import dev.runs.rules.RulePacks;
import dev.runs.rules.RuleShelf;
import dev.runs.storage.RunStore;
import java.time.InstantSource;
import java.util.List;

/** The rules in force: one pack for everybody, and one for each tenant on top of it that can only make it stricter. */
final class CrmRules {
    private static final List<String> TENANTS = List.of("aurora", "borealis");

    private CrmRules() {}

    static RuleShelf open(RunStore store, InstantSource clock) {
        RuleShelf shelf = RuleShelf.open(pack("global"), ActivationLog.in(store), clock);
        Actor deployment = Actor.service("platform", "deployment");
        for (String tenant : TENANTS) {
            shelf.activate(tenant, pack(tenant), deployment, "Rules that " + tenant + " wants besides");
        }
        shelf.recordStart(deployment, "Start of the CRM");
        return shelf;
    }

    private static RulePack pack(String name) {
        return RulePacks.resource(CrmRules.class.getClassLoader(), "governance/" + name);
    }
}
