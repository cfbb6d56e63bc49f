package dev.runs.rules;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads the {@code when} part: one named step, and what must be true of it.
 *
 * <pre>
 * subject := $name : StepFact ( [ any { , any } ] )
 * any     := all { || all }
 * all     := part { &amp;&amp; part }
 * part    := [ ! ] ( any ) | [ ! ] comparison
 * </pre>
 */
final class ConditionParser {
    private static final String SUBJECT_EXAMPLE =
            "Example: $step : StepFact( external == true, risk >= RiskLevel.MEDIUM )";
    private static final Map<String, String> ELEMENTS = Map.of(
            "not", "'not' over a fact",
            "exists", "'exists'",
            "forall", "'forall'",
            "or", "'or' between facts",
            "and", "'and' between facts",
            "from", "'from'",
            "over", "windows over time");
    private static final Set<String> CODE = Set.of("eval", "accumulate", "collect", "if", "do");

    private final Cursor cursor;
    private final Problems problems;
    private final ComparisonParser comparisons;
    private Optional<String> subject = Optional.empty();

    ConditionParser(Cursor cursor, Limits limits, Problems problems) {
        this.cursor = cursor;
        this.problems = problems;
        this.comparisons = new ComparisonParser(cursor, limits, problems);
    }

    /** Returns the name that the condition gives to the step, such as {@code $step}; known after the condition. */
    Optional<String> subject() {
        return subject;
    }

    Condition subjectPattern() throws Cursor.Stop {
        Token first = cursor.peek();
        if (first.is(Token.Kind.VARIABLE) && cursor.peek(1).is(":")) {
            cursor.take();
            cursor.take();
            subject = Optional.of(first.text());
        }
        Token fact = cursor.peek();
        if (!fact.is("StepFact") || !cursor.peek(1).is("(")) {
            throw notTheSubject(fact);
        }
        if (subject.isEmpty()) {
            problems.addStructure(
                    RuleErrorCode.PATTERN,
                    fact.place(),
                    "The step has no name, so 'then' cannot speak about it.",
                    "Write: $step : StepFact( ... )");
        }
        cursor.take();
        cursor.take();
        Condition condition = constraints();
        cursor.takeIf(";");
        // A call on the gate here means that 'then' was forgotten, which is found next.
        if (!cursor.atBoundary() && !cursor.peek().is("gate")) {
            throw second(cursor.peek());
        }
        return condition;
    }

    private Cursor.Stop notTheSubject(Token token) {
        String word = token.text();
        if (cursor.atBoundary()) {
            return cursor.stop(
                    RuleErrorCode.PATTERN, token, "Between 'when' and 'then' there is no step.", SUBJECT_EXAMPLE);
        }
        if (token.is(Token.Kind.WORD) && CODE.contains(word)) {
            return code(token);
        }
        if (token.is(Token.Kind.WORD) && ELEMENTS.containsKey(word)) {
            return cursor.stop(
                    RuleErrorCode.NOT_AVAILABLE,
                    token,
                    "This version has no " + ELEMENTS.get(word) + "; a rule speaks about exactly one step.",
                    SUBJECT_EXAMPLE);
        }
        if (token.is("(")) {
            return cursor.stop(
                    RuleErrorCode.NOT_AVAILABLE,
                    token,
                    "A rule speaks about exactly one step; facts cannot be put in brackets or joined by 'or'.",
                    "Write one rule for each, or '||' within one StepFact( ... ).");
        }
        if (token.is(Token.Kind.WORD)) {
            return cursor.stop(RuleErrorCode.PATTERN, token, unknownFact(token), SUBJECT_EXAMPLE);
        }
        return cursor.stop(
                RuleErrorCode.PATTERN,
                token,
                "A rule speaks about exactly one StepFact; found " + token.quoted() + ".",
                SUBJECT_EXAMPLE);
    }

    private Cursor.Stop second(Token token) {
        if (token.is(Token.Kind.WORD) && CODE.contains(token.text())) {
            return code(token);
        }
        String text = "A rule speaks about exactly one step; after it comes 'then', found " + token.quoted() + ".";
        if (token.is(Token.Kind.WORD)) {
            text = ELEMENTS.containsKey(token.text())
                    ? "This version has no " + ELEMENTS.get(token.text()) + "; after the step comes 'then'."
                    : unknownFact(token);
        }
        return cursor.stop(
                RuleErrorCode.NOT_AVAILABLE,
                token,
                text,
                "Say all of it about the step: one StepFact( ... ), then 'then'.");
    }

    private static String unknownFact(Token token) {
        return "A rule speaks about exactly one StepFact; this version knows no other facts, found " + token.quoted()
                + "." + Text.didYouMean(token.text(), List.of("StepFact"));
    }

    private Cursor.Stop code(Token token) {
        return cursor.stop(
                RuleErrorCode.CODE,
                token,
                "'" + token.text() + "' would run code; rules only compare properties of the step with fixed values.",
                SUBJECT_EXAMPLE);
    }

    private Condition constraints() throws Cursor.Stop {
        if (cursor.takeIf(")")) {
            return new Condition.All(List.of());
        }
        List<Condition> parts = new ArrayList<>();
        do {
            parts.add(any());
        } while (cursor.takeIf(","));
        closing("the conditions of StepFact");
        return parts.size() == 1 ? parts.get(0) : new Condition.All(parts);
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
                SUBJECT_EXAMPLE);
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
