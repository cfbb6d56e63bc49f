package dev.runs.rules;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads one comparison of a property with fixed values.
 *
 * <pre>
 * comparison := property (== | != | &lt; | &lt;= | &gt; | &gt;=) value
 *             | property [ not ] in ( value { , value } )
 *             | property is [ not ] missing
 * </pre>
 */
final class ComparisonParser {
    private static final int VALUES = 200;
    private static final int TEXT_LENGTH = 500;
    private static final String OPERATORS = "There are: ==, !=, <, <=, >, >=, in, not in, is missing, is not missing.";
    private static final String SET_EXAMPLE = "Example: risk in ( RiskLevel.HIGH, RiskLevel.CRITICAL )";
    private static final Set<String> LATER_OPERATORS =
            Set.of("matches", "contains", "memberOf", "soundslike", "str", "startsWith", "endsWith", "after", "before");
    private static final Map<String, String> OTHER_WORDS = Map.of(
            "name", "title", "type", "action", "id", "key", "value", "amount", "internal", "external", "level", "risk");

    private final Cursor cursor;
    private final Limits limits;
    private final Problems problems;
    private int count;

    ComparisonParser(Cursor cursor, Limits limits, Problems problems) {
        this.cursor = cursor;
        this.limits = limits;
        this.problems = problems;
    }

    /** Returns the comparison; after a mistake that was recorded, something in its place. */
    Condition comparison() throws Cursor.Stop {
        Token name = cursor.peek();
        if (++count > limits.comparisons()) {
            throw cursor.stop(
                    RuleErrorCode.LIMIT,
                    name,
                    "The rule has more than " + limits.comparisons() + " comparisons.",
                    "Use 'in ( ... )', or split the rule.");
        }
        if (!name.is(Token.Kind.WORD) || cursor.atBoundary()) {
            throw noProperty(name);
        }
        cursor.take();
        if (cursor.peek().is("(") || (cursor.peek().is(".") && cursor.peek(1).is(Token.Kind.WORD))) {
            throw code(name);
        }
        Optional<Property> property = Property.named(name.text());
        if (property.isEmpty()) {
            String other = OTHER_WORDS.get(name.text());
            problems.addStructure(
                    RuleErrorCode.UNKNOWN_PROPERTY,
                    name.place(),
                    "'" + Text.shortened(name.text()) + "' is not something a step has."
                            + (other == null
                                    ? Text.didYouMean(name.text(), Property.words())
                                    : " Did you mean '" + other + "'?"),
                    "A step has: " + String.join(", ", Property.words()) + ".");
        }
        return tail(name, property);
    }

    private Condition tail(Token name, Optional<Property> property) throws Cursor.Stop {
        Token sign = cursor.peek();
        Operator operator = operator(name, property);
        List<Object> values = new ArrayList<>();
        if (operator == Operator.IN || operator == Operator.NOT_IN) {
            set(name, property, operator, values);
        } else if (operator.comparesWithValue()) {
            value(name, property, operator).ifPresent(values::add);
        }
        property.ifPresent(known -> checkFit(known, operator, sign));
        // With a mistake the pack is not loaded; what stands here is never evaluated.
        return property.<Condition>map(known -> new Condition.Comparison(known, operator, values))
                .orElseGet(() -> new Condition.All(List.of()));
    }

    private Operator operator(Token name, Optional<Property> property) throws Cursor.Stop {
        Token token = cursor.take();
        if (token.is("is")) {
            boolean not = cursor.takeIf("not");
            if (!cursor.takeIf("missing")) {
                throw cursor.stop(
                        RuleErrorCode.OPERATOR,
                        cursor.peek(),
                        "After 'is' comes 'missing' or 'not missing'; found "
                                + cursor.peek().quoted() + ".",
                        "Example: target is missing, or: amount is not missing");
            }
            return not ? Operator.PRESENT : Operator.MISSING;
        }
        if (token.is("in")) {
            return Operator.IN;
        }
        if (token.is("not")) {
            cursor.expect("in", "after 'not'", "Example: action not in ( \"crm.note\", \"crm.draft\" )");
            return Operator.NOT_IN;
        }
        Optional<Operator> operator =
                token.is(Token.Kind.SIGN) ? Operator.ofSign(token.text()) : Optional.<Operator>empty();
        if (operator.isPresent()) {
            return operator.get();
        }
        if (token.is("=")) {
            throw cursor.stop(
                    RuleErrorCode.OPERATOR,
                    token,
                    "'=' is not a comparison. Did you mean '=='?",
                    example(name, property));
        }
        if (token.is(Token.Kind.WORD) && LATER_OPERATORS.contains(token.text())) {
            throw cursor.stop(
                    RuleErrorCode.NOT_AVAILABLE,
                    token,
                    "This version has no '" + token.text() + "'; a text is compared as a whole.",
                    "Write " + name.text() + " == \"...\", or: " + name.text() + " in ( \"...\", \"...\" )");
        }
        if (token.is(",") || token.is(")") || token.is("&&") || token.is("||")) {
            throw cursor.stop(
                    RuleErrorCode.OPERATOR,
                    token,
                    "'" + name.text() + "' is not compared with anything.",
                    example(name, property));
        }
        throw cursor.stop(RuleErrorCode.OPERATOR, token, token.quoted() + " is not a comparison.", OPERATORS);
    }

    private void set(Token name, Optional<Property> property, Operator operator, List<Object> values)
            throws Cursor.Stop {
        Token start = cursor.peek();
        boolean brackets = cursor.takeIf("(");
        if (!brackets) {
            problems.addStructure(
                    RuleErrorCode.SYNTAX,
                    start.place(),
                    "The values after '" + operator.sign() + "' stand in brackets; found " + start.quoted() + ".",
                    SET_EXAMPLE);
        }
        try {
            do {
                Token token = cursor.peek();
                Optional<Object> value = value(name, property, operator);
                if (value.isPresent() && values.contains(value.get())) {
                    problems.add(
                            RuleErrorCode.VALUE,
                            token.place(),
                            "This list has " + token.quoted() + " twice.",
                            "Delete one.");
                }
                value.ifPresent(values::add);
            } while (cursor.peek().is(",") && (brackets || !cursor.peek(1).is(Token.Kind.WORD)) && cursor.takeIf(","));
            if (brackets) {
                cursor.expect(")", "after the list of values", SET_EXAMPLE);
            }
        } catch (Cursor.Stop stop) {
            if (!brackets) {
                throw stop;
            }
            cursor.skipPastClosing();
        }
        if (values.size() > VALUES) {
            problems.add(
                    RuleErrorCode.LIMIT,
                    start.place(),
                    "The list has " + values.size() + " values; at most " + VALUES + " are allowed.");
        }
    }

    private void checkFit(Property property, Operator operator, Token sign) {
        if (operator.needsOrder() && !property.type().ordered()) {
            problems.addStructure(
                    RuleErrorCode.OPERATOR,
                    sign.place(),
                    "'" + property.word() + "' is " + property.type().words() + ", which has no order; '"
                            + operator.sign() + "' does not fit.",
                    "Write " + property.word() + " == " + property.type().example());
        } else if (!operator.comparesWithValue() && !property.optional()) {
            problems.addStructure(
                    RuleErrorCode.OPERATOR,
                    sign.place(),
                    "'" + property.word() + "' is never missing.",
                    "Only 'amount' and 'target' can be missing.");
        }
    }

    /** Takes a value; empty after a mistake that was recorded. */
    private Optional<Object> value(Token name, Optional<Property> property, Operator operator) throws Cursor.Stop {
        Token token = cursor.peek();
        if (token.is(Token.Kind.WORD)
                && cursor.peek(1).is(".")
                && cursor.peek(2).is(Token.Kind.WORD)) {
            if (cursor.peek(3).is(".") || cursor.peek(3).is("(")) {
                cursor.take();
                throw code(token);
            }
            cursor.take();
            cursor.take();
            return constant(token, cursor.take(), property, operator);
        }
        if (cursor.peek(1).is("+")) {
            throw cursor.stop(
                    RuleErrorCode.CODE,
                    cursor.peek(1),
                    "Values are fixed; they cannot be computed with '+'.",
                    "Write one value.");
        }
        if (cursor.atBoundary() || token.is(Token.Kind.SIGN) || token.is(Token.Kind.VARIABLE)) {
            throw cursor.stop(
                    RuleErrorCode.VALUE,
                    token,
                    "'" + name.text() + "' is compared with a fixed value; found " + token.quoted() + ".",
                    example(name, property));
        }
        cursor.take();
        if (token.is(Token.Kind.WORD) && cursor.peek().is("(")) {
            throw code(token);
        }
        return property.flatMap(known -> plain(known, operator, token));
    }

    private Optional<Object> plain(Property property, Operator operator, Token token) {
        Object value = switch (property.type()) {
            case TEXT -> token.is(Token.Kind.TEXT) ? token.text() : null;
            case DECIMAL -> token.is(Token.Kind.NUMBER) ? new BigDecimal(token.text()).stripTrailingZeros() : null;
            case FLAG -> token.is("true") || token.is("false") ? (Object) token.is("true") : null;
            case REACH, RISK -> null;
        };
        if (value == null) {
            wrongValue(property, operator, token);
        } else if (value instanceof String text && text.length() > TEXT_LENGTH) {
            problems.add(
                    RuleErrorCode.LIMIT,
                    token.place(),
                    "The text has " + text.length() + " characters; at most " + TEXT_LENGTH + " are allowed.");
        }
        return Optional.ofNullable(value);
    }

    private void wrongValue(Property property, Operator operator, Token token) {
        String what = "'" + property.word() + "' is " + property.type().words() + "; " + token.quoted() + " is not.";
        if (token.is(Token.Kind.WORD) && Property.named(token.text()).isPresent()) {
            what = "A property is compared with a fixed value, not with another property; found " + token.quoted()
                    + ".";
        }
        problems.addStructure(RuleErrorCode.VALUE, token.place(), what, mend(property, operator, token));
    }

    /** Returns what the author probably meant, as she should have written it. */
    private static String mend(Property property, Operator operator, Token token) {
        String word = property.word();
        if (token.is("null")) {
            return property.optional()
                    ? "Write " + word + " is missing, or: " + word + " is not missing"
                    : "'" + word + "' is never missing.";
        }
        String value = property.type().example();
        if (property.type() == Property.Type.DECIMAL && token.text().matches("[0-9]+([.][0-9]+)?")) {
            value = token.text();
        }
        for (Enum<?> constant : property.type().constants()) {
            if (constant.name().equalsIgnoreCase(token.text())) {
                value = property.type().enumName().orElse("") + "." + constant.name();
            }
        }
        boolean list = operator == Operator.IN || operator == Operator.NOT_IN;
        return "Write " + word + " " + operator.sign() + (list ? " ( " + value + " )" : " " + value);
    }

    private Optional<Object> constant(Token type, Token constant, Optional<Property> property, Operator operator) {
        if (property.isEmpty()) {
            return Optional.empty();
        }
        Property known = property.get();
        if (!known.type().enumName().equals(Optional.of(type.text()))) {
            String written = type.text() + "." + constant.text();
            wrongValue(known, operator, new Token(Token.Kind.WORD, written, type.place()));
            return Optional.empty();
        }
        List<String> names = new ArrayList<>();
        for (Enum<?> candidate : known.type().constants()) {
            names.add(candidate.name());
            if (candidate.name().equals(constant.text())) {
                return Optional.of(candidate);
            }
        }
        problems.addStructure(
                RuleErrorCode.VALUE,
                constant.place(),
                "There is no " + type.text() + " '" + Text.shortened(constant.text()) + "'."
                        + Text.didYouMean(constant.text(), names),
                "There are: " + String.join(", ", names) + ".");
        return Optional.empty();
    }

    /** Stands behind the first word of the code. */
    private Cursor.Stop code(Token first) {
        StringBuilder code = new StringBuilder(first.text());
        while (cursor.peek().is(".") && cursor.peek(1).is(Token.Kind.WORD)) {
            cursor.take();
            code.append('.').append(cursor.take().text());
        }
        return cursor.stop(
                RuleErrorCode.CODE,
                first,
                "'" + Text.shortened(code.toString()) + (cursor.peek().is("(") ? "(...)" : "")
                        + "' would run code; rules only compare properties of the step with fixed values.",
                "Example: action == \"crm.promote-reference\"");
    }

    private Cursor.Stop noProperty(Token token) {
        if (token.is(Token.Kind.VARIABLE)) {
            return cursor.stop(
                    RuleErrorCode.NOT_AVAILABLE,
                    token,
                    "This version cannot give names to values; found " + token.quoted() + ".",
                    "Compare the property with a fixed value, such as: title == \"Promote Acme\"");
        }
        if (Operator.ofSign(token.text()).isPresent() && token.is(Token.Kind.SIGN)) {
            return cursor.stop(
                    RuleErrorCode.SYNTAX,
                    token,
                    "The property is missing before '" + token.text() + "'.",
                    "Name it in each comparison: amount > 100 && amount < 500");
        }
        if (token.is(Token.Kind.TEXT) || token.is(Token.Kind.NUMBER)) {
            return cursor.stop(
                    RuleErrorCode.SYNTAX,
                    token,
                    "A comparison begins with a property of the step; found " + token.quoted() + ".",
                    "Write the property first, such as: "
                            + (token.is(Token.Kind.TEXT) ? "action == \"crm.note\"" : "amount > 1000"));
        }
        return cursor.stop(
                RuleErrorCode.SYNTAX,
                token,
                "A comparison begins with a property of the step; found " + token.quoted() + ".",
                "A step has: " + String.join(", ", Property.words()) + ".");
    }

    private static String example(Token name, Optional<Property> property) {
        Property.Type type = property.map(Property::type).orElse(Property.Type.TEXT);
        return "Write " + name.text() + " == " + type.example();
    }
}
