package dev.runs.rules.internal.language;

import dev.runs.rules.internal.model.Condition;
import dev.runs.rules.internal.model.FactType;
import dev.runs.rules.internal.model.Property;
import dev.runs.rules.internal.model.Vocabulary;
import dev.runs.rules.internal.text.Cursor;
import dev.runs.rules.internal.text.Limits;
import dev.runs.rules.internal.text.Problems;
import dev.runs.rules.internal.text.Token;
import dev.runs.rules.problem.RuleErrorCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads what must be true of one fact.
 *
 * <pre>
 * constraints := [ any { , any } ] )
 * any         := all { || all }
 * all         := part { &amp;&amp; part }
 * part        := [ ! ] ( any ) | [ ! ] comparison
 * </pre>
 */
public final class ConditionParser {
    private final Cursor cursor;
    private final Problems problems;
    private final ComparisonParser comparisons;

    ConditionParser(Cursor cursor, Limits limits, Vocabulary vocabulary, Problems problems) {
        this.cursor = cursor;
        this.problems = problems;
        this.comparisons = new ComparisonParser(cursor, limits, vocabulary, problems);
    }

    /** Reads the name of a property of a fact; empty after a mistake that was recorded. */
    Optional<Property> property(FactType fact) throws Cursor.Stop {
        comparisons.speakOf(fact, Optional.empty());
        return comparisons.property();
    }

    /** Reads up to the closing bracket; the opening one was taken. */
    Condition constraints(FactType fact, Optional<String> step) throws Cursor.Stop {
        comparisons.speakOf(fact, step);
        if (cursor.takeIf(")")) {
            return new Condition.All(List.of());
        }
        List<Condition> parts = new ArrayList<>();
        do {
            parts.add(any());
        } while (cursor.takeIf(","));
        closing("the conditions of " + fact.name());
        return parts.size() == 1 ? parts.get(0) : new Condition.All(parts);
    }

    /** Reads one condition, up to whatever comes behind it. */
    Condition condition(FactType fact) throws Cursor.Stop {
        comparisons.speakOf(fact, Optional.empty());
        return any();
    }

    private void closing(String what) throws Cursor.Stop {
        Token token = cursor.peek();
        if (cursor.takeIf(")")) {
            return;
        }
        if (token.is(Token.Kind.WORD)
                && (token.text().equals("and") || token.text().equals("or"))) {
            String sign = token.text().equals("and") ? "&&" : "||";
            throw cursor.stop(
                    RuleErrorCode.SYNTAX, token, "Conditions are joined by signs. Did you mean '" + sign + "'?", "");
        }
        if (token.is("&") || token.is("|")) {
            throw cursor.stop(
                    RuleErrorCode.SYNTAX,
                    token,
                    "Did you mean '" + token.text() + token.text() + "'?",
                    "Conditions are joined by ',' or '&&' (all of them) and '||' (one of them).");
        }
        throw cursor.stop(
                RuleErrorCode.SYNTAX,
                token,
                "Here " + what + " should go on with ',', '&&' or '||', or end with ')'; found " + token.quoted() + ".",
                WhenParser.SUBJECT_EXAMPLE);
    }

    private Condition any() throws Cursor.Stop {
        List<Condition> parts = new ArrayList<>();
        do {
            parts.add(all());
        } while (cursor.takeIf("||"));
        return parts.size() == 1 ? parts.get(0) : new Condition.Any(parts);
    }

    private Condition all() throws Cursor.Stop {
        List<Condition> parts = new ArrayList<>();
        do {
            parts.add(part());
        } while (cursor.takeIf("&&"));
        return parts.size() == 1 ? parts.get(0) : new Condition.All(parts);
    }

    private Condition part() throws Cursor.Stop {
        boolean negated = cursor.takeIf("!");
        if (cursor.peek().is("!")) {
            throw cursor.stop(
                    RuleErrorCode.SYNTAX, cursor.peek(), "'!' stands twice; that says nothing.", "Delete both.");
        }
        Condition part;
        if (cursor.takeIf("(")) {
            // The tokenizer bounds the nesting, so this recursion is bounded.
            part = any();
            closing("the condition in brackets");
        } else {
            if (negated) {
                problems.addStructure(
                        RuleErrorCode.SYNTAX,
                        cursor.peek().place(),
                        "'!' stands before a condition in brackets only.",
                        "Write !( external == true ), or better: external == false");
            }
            part = comparison();
        }
        return negated ? new Condition.Not(part) : part;
    }

    /** Returns the comparison, or after a mistake in it something in its place, ready to go on with the next one. */
    private Condition comparison() throws Cursor.Stop {
        try {
            return comparisons.comparison();
        } catch (Cursor.Stop stop) {
            while (!cursor.peek().is(",")
                    && !cursor.peek().is(")")
                    && !cursor.peek().is("&&")
                    && !cursor.peek().is("||")) {
                if (cursor.atBoundary()) {
                    throw stop;
                }
                if (cursor.peek().is("(")
                        || cursor.peek().is("[")
                        || cursor.peek().is("{")) {
                    cursor.skipBrackets();
                } else {
                    cursor.take();
                }
            }
            return new Condition.All(List.of());
        }
    }
}
