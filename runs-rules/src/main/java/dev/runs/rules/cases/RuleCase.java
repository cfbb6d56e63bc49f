package dev.runs.rules.cases;

import dev.runs.gate.GateAnswer;
import dev.runs.gate.GateQuestion;
import dev.runs.gate.StepFact;
import dev.runs.gate.Verdict;
import dev.runs.rules.RuleGate;
import dev.runs.rules.internal.text.Place;
import java.util.Optional;

/**
 * A question to a rule pack that its authors wrote down, at a fixed time, with the verdict that they expect.
 *
 * <p>Immutable.
 *
 * @since 0.1.0
 */
public final class RuleCase {
    private final String name;
    private final Place place;
    private final GateQuestion question;
    private final Optional<CaseExpectation> expectation;

    RuleCase(String name, Place place, GateQuestion question, Optional<CaseExpectation> expectation) {
        this.name = name;
        this.place = place;
        this.question = question;
        this.expectation = expectation;
    }

    /** Returns the case's name, which no other case of the pack has; for one of a matrix, with its values. */
    public String name() {
        return name;
    }

    /** Returns the file within the pack's folder, with forward slashes. */
    public String file() {
        return place.file();
    }

    /** Returns the line on which the case begins, from 1. */
    public int line() {
        return place.line();
    }

    /** Returns what the gate is asked: one step, and what is around it. */
    public GateQuestion question() {
        return question;
    }

    /** Asks a pack, or a tenant's pack on the global one, as an engine does, and compares the verdict with what is expected. */
    public CaseOutcome ask(RuleGate rules) {
        GateAnswer answer = rules.ask(question).answers().get(0);
        return new CaseOutcome(
                this,
                answer,
                verdict(answer, rules),
                new CaseOutcome.Shown(rules.trace(question).get(0), rules.parts(question), rules.stages(question)));
    }

    /** Combines what rules say in the way of the engine. */
    Verdict verdict(GateAnswer answer, RuleGate rules) {
        StepFact step = step();
        return Verdict.combine(step.pattern(), step.risk(), answer, rules.pack().defaultApprovers());
    }

    StepFact step() {
        return question.subjects().get(0);
    }

    Optional<CaseExpectation> expectation() {
        return expectation;
    }

    int column() {
        return place.column();
    }

    String where() {
        return place.file() + ":" + place.line();
    }
}
