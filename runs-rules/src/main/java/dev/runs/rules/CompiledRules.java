package dev.runs.rules;

import dev.runs.gate.StepFact;
import dev.runs.rules.internal.Literals;
import dev.runs.rules.internal.Subject;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.kie.api.KieBase;
import org.kie.api.runtime.KieSession;

/** Rules that the engine can evaluate. Thread-safe: each question has a session of its own. */
final class CompiledRules {
    private final KieBase base;
    private final Literals literals;

    CompiledRules(KieBase base, Literals literals) {
        this.base = base;
        this.literals = literals;
    }

    /** Returns the numbers of the rules that fire, for each step, in the order of the steps. */
    List<BitSet> fired(List<StepFact> steps) {
        List<Subject> subjects = new ArrayList<>(steps.size());
        KieSession session = base.newKieSession();
        try {
            for (StepFact step : steps) {
                Subject subject = new Subject(step, literals);
                subjects.add(subject);
                session.insert(subject);
            }
            session.fireAllRules();
        } finally {
            session.dispose();
        }
        return subjects.stream().map(Subject::fired).toList();
    }
}
