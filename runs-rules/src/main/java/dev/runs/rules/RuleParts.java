package dev.runs.rules;

import dev.runs.gate.GateQuestion;
import dev.runs.gate.RuleTrace.ConditionTrace;
import java.util.List;
import java.util.stream.Stream;

/**
 * Takes the rules of a pack apart into what cannot be taken apart further, however it is joined: each comparison with the
 * step, and each statement about other facts. Of {@code amount > 1000 || amount is missing} both are to be seen.
 */
final class RuleParts {
    private final FactReader reader;
    private final List<Wording.Worded> flat;

    RuleParts(CheckedPack pack) {
        Usage usage = new Usage(pack.vocabulary(), pack.rules());
        this.reader = new FactReader(pack.vocabulary(), pack.calendar(), usage);
        this.flat =
                pack.rules().stream().map(rule -> Wording.Worded.of(flat(rule))).toList();
    }

    /** Returns how each part of each rule stands, for the first step of the question. */
    List<List<ConditionTrace>> of(GateQuestion question) {
        Scene scene = reader.scene(question);
        Row subject = scene.subjects().get(0);
        return flat.stream()
                .map(rule -> Wording.conditions(rule, subject, scene))
                .toList();
    }

    private static Rule flat(Rule rule) {
        return new Rule(
                rule.ref(),
                rule.level(),
                new Condition.All(parts(rule.condition()).toList()),
                rule.clauses().stream().flatMap(RuleParts::parts).toList(),
                rule.effects());
    }

    private static Stream<Condition> parts(Condition condition) {
        if (condition instanceof Condition.Not not) {
            return parts(not.part());
        }
        if (condition instanceof Condition.All all) {
            return all.parts().stream().flatMap(RuleParts::parts);
        }
        return condition instanceof Condition.Any any
                ? any.parts().stream().flatMap(RuleParts::parts)
                : Stream.of(condition);
    }

    private static Stream<Clause> parts(Clause clause) {
        if (clause instanceof Clause.All all) {
            return all.parts().stream().flatMap(RuleParts::parts);
        }
        return clause instanceof Clause.Any any ? any.parts().stream().flatMap(RuleParts::parts) : Stream.of(clause);
    }
}
