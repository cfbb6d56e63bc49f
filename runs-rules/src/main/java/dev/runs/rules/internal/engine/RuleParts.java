package dev.runs.rules.internal.engine;

import dev.runs.gate.GateQuestion;
import dev.runs.gate.RuleTrace.ConditionTrace;
import dev.runs.rules.internal.model.Clause;
import dev.runs.rules.internal.model.Condition;
import dev.runs.rules.internal.model.Row;
import dev.runs.rules.internal.model.Rule;
import dev.runs.rules.internal.model.Scene;
import dev.runs.rules.internal.model.Usage;
import dev.runs.rules.internal.model.Wording;
import dev.runs.rules.internal.pack.CheckedPack;
import java.util.List;
import java.util.stream.Stream;

/**
 * Takes the rules of a pack apart into what cannot be taken apart further, however it is joined: each comparison with the
 * step, and each statement about other facts. Of {@code amount > 1000 || amount is missing} both are to be seen.
 */
public final class RuleParts {
    private final FactReader reader;
    private final List<Wording.Worded> flat;

    public RuleParts(CheckedPack pack) {
        Usage usage = new Usage(pack.vocabulary(), pack.evaluated());
        this.reader = new FactReader(pack.vocabulary(), pack.calendar(), usage);
        this.flat =
                pack.rules().stream().map(rule -> Wording.Worded.of(flat(rule))).toList();
    }

    /** Returns how each part of each rule stands, for the first step of the question. */
    public List<List<ConditionTrace>> of(GateQuestion question) {
        Scene scene = reader.scene(question);
        Row subject = scene.subjects().get(0);
        return flat.stream()
                .map(rule -> Wording.conditions(rule, subject, scene))
                .toList();
    }

    static Rule flat(Rule rule) {
        return new Rule(
                rule.ref(),
                rule.level(),
                new Condition.All(parts(rule.condition()).toList()),
                rule.clauses().stream().flatMap(RuleParts::parts).toList(),
                rule.sayings());
    }

    private static Stream<Condition> parts(Condition condition) {
        return condition instanceof Condition.Comparison
                ? Stream.of(condition)
                : condition.parts().stream().flatMap(RuleParts::parts);
    }

    private static Stream<Clause> parts(Clause clause) {
        return clause instanceof Clause.Some || clause instanceof Clause.Total
                ? Stream.of(clause)
                : clause.parts().stream().flatMap(RuleParts::parts);
    }
}
