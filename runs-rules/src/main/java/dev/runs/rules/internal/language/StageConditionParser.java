package dev.runs.rules.internal.language;

import dev.runs.gate.Level;
import dev.runs.gate.RuleRef;
import dev.runs.rules.internal.model.Clause;
import dev.runs.rules.internal.model.Condition;
import dev.runs.rules.internal.model.Rule;
import dev.runs.rules.internal.model.Vocabulary;
import dev.runs.rules.internal.text.Cursor;
import dev.runs.rules.internal.text.Limits;
import dev.runs.rules.internal.text.Place;
import dev.runs.rules.internal.text.Problems;
import dev.runs.rules.internal.text.Text;
import dev.runs.rules.internal.text.Token;
import dev.runs.rules.internal.text.Tokenizer;
import dev.runs.rules.internal.text.Yaml;
import dev.runs.rules.problem.RuleErrorCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads when a stage is asked: what can stand within the brackets of a rule's step, and behind it, in the words of rules.
 *
 * <pre>
 * when := part { , part }
 * part := condition of the step | clause
 * </pre>
 *
 * <p>In clauses {@code $step} is the step.
 */
final class StageConditionParser {
    private static final String EXAMPLE = "Example: when: amount > 10000, not Meeting( external == true )";
    private static final String STEP = "$step";
    private static final int LENGTH = 1_000;

    private final Limits limits;
    private final Vocabulary vocabulary;
    private final Problems problems;

    StageConditionParser(Limits limits, Vocabulary vocabulary, Problems problems) {
        this.limits = limits;
        this.vocabulary = vocabulary;
        this.problems = problems;
    }

    /** Returns the condition as a rule that says nothing; empty after a mistake that was recorded. */
    Optional<Rule> read(Yaml.Scalar text, String what) {
        if (!Text.check(problems, RuleErrorCode.YAML_VALUE, text.place(), text.text(), "'when'", LENGTH)) {
            return Optional.empty();
        }
        Place place = text.place();
        Place start = new Place(place.file(), place.line(), place.column() + (text.quoted() ? 1 : 0));
        Optional<List<Token>> tokens = new Tokenizer(start, text.text(), limits, problems).tokens();
        return tokens.flatMap(found -> read(new Cursor(found, problems), place, what));
    }

    private Optional<Rule> read(Cursor cursor, Place place, String what) {
        List<Condition> conditions = new ArrayList<>();
        List<Clause> clauses = new ArrayList<>();
        ConditionParser ofStep = new ConditionParser(cursor, limits, vocabulary, problems);
        WhenParser beside = new WhenParser(cursor, limits, vocabulary, problems);
        beside.nameSubject(STEP);
        try {
            do {
                if (beginsClause(cursor)) {
                    clauses.add(beside.clause());
                } else {
                    conditions.add(ofStep.condition(vocabulary.step()));
                }
            } while (cursor.takeIf(","));
            if (!cursor.peek().is(Token.Kind.END)) {
                throw cursor.stop(
                        RuleErrorCode.SYNTAX,
                        cursor.peek(),
                        "Here the condition of the stage should end, or go on with ',', '&&' or '||'; found "
                                + cursor.peek().quoted() + ".",
                        EXAMPLE);
            }
        } catch (Cursor.Stop stop) {
            return Optional.empty();
        }
        RuleRef ref = new RuleRef(what, what, "", "", place.file(), place.line());
        Condition all = conditions.size() == 1 ? conditions.get(0) : new Condition.All(conditions);
        return Optional.of(new Rule(ref, Level.ENFORCE, all, clauses, List.of()));
    }

    /** A bracket belongs to what stands in it. */
    private boolean beginsClause(Cursor cursor) {
        int ahead = 0;
        while (cursor.peek(ahead).is("(")) {
            ahead++;
        }
        Token token = cursor.peek(ahead);
        boolean fact = vocabulary.find(token.text()).isPresent()
                || (token.is(Token.Kind.WORD)
                        && Character.isUpperCase(token.text().charAt(0)));
        return token.is("exists")
                || token.is("not")
                || (cursor.peek(ahead + 1).is("(") && (fact || token.is("count") || token.is("sum")));
    }
}
