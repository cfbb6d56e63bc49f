package dev.runs.rules.internal.engine;

import dev.runs.rules.internal.model.Clause;
import dev.runs.rules.internal.model.Interpreter;
import dev.runs.rules.internal.model.Row;
import dev.runs.rules.internal.model.Scene;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import org.kie.api.KieBase;
import org.kie.api.runtime.KieSession;

/** Rules that the engine can evaluate. Thread-safe: each question has a session of its own. */
public final class CompiledRules {
    private final KieBase base;
    private final List<Clause.Total> totals;

    CompiledRules(KieBase base, List<Clause.Total> totals) {
        this.base = base;
        this.totals = List.copyOf(totals);
    }

    /** Returns the numbers of the rules that fire, for each step, in the order of the steps. */
    public List<BitSet> fired(Scene scene) {
        List<Subject> subjects = new ArrayList<>(scene.subjects().size());
        KieSession session = base.newKieSession();
        try {
            for (List<Row> rows : scene.around()) {
                for (Row row : rows) {
                    session.insert(new Around(row));
                }
            }
            for (Row row : scene.subjects()) {
                Subject subject = new Subject(row, number -> total(number, row, scene));
                subjects.add(subject);
                session.insert(subject);
            }
            session.fireAllRules();
        } finally {
            session.dispose();
        }
        return subjects.stream().map(Subject::fired).toList();
    }

    /** Returns a total, or nothing where a value cannot be read: then no comparison with it is true. */
    private Optional<BigDecimal> total(int number, Row subject, Scene scene) {
        try {
            return Optional.of(Interpreter.total(totals.get(number), subject, scene));
        } catch (RuntimeException e) {
            // The interpreter meets the same value, and names the rule that fails.
            return Optional.empty();
        }
    }
}
