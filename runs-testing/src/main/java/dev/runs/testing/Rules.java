package dev.runs.testing;

import dev.runs.gate.Gate;
import dev.runs.gate.GateAnswers;
import dev.runs.gate.GateFacts;
import dev.runs.gate.GateQuestion;
import dev.runs.gate.PackRef;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The rules of a scenario, which a test replaces while runs wait. */
final class Rules implements Gate {
    private volatile @Nullable Gate inForce;

    void use(Gate gate) {
        inForce = gate;
    }

    boolean isSet() {
        return inForce != null;
    }

    private Gate inForce() {
        Gate now = inForce;
        if (now == null) {
            throw new IllegalStateException(
                    "The scenario has no rules.\nFix: call rules(...) with a pack, DRL text or a folder");
        }
        return now;
    }

    @Override
    public PackRef pack() {
        return inForce().pack();
    }

    @Override
    public GateAnswers ask(GateQuestion question) {
        return forTenant(question.tenant()).ask(question);
    }

    @Override
    public Set<GateFacts.Kind> reads() {
        return inForce().reads();
    }

    /** What is asked about the facts must be the pack for which they were looked up. */
    @Override
    public Gate forTenant(String tenant) {
        return inForce().forTenant(tenant);
    }
}
