package dev.runs.rules.internal.language;

import dev.runs.rules.internal.model.Choice;
import dev.runs.rules.internal.model.FactType;
import dev.runs.rules.internal.model.Operator;
import dev.runs.rules.internal.model.Property;
import dev.runs.rules.internal.model.Type;
import dev.runs.rules.internal.text.Cursor;
import dev.runs.rules.internal.text.Problems;
import dev.runs.rules.internal.text.Text;
import dev.runs.rules.internal.text.Token;
import dev.runs.rules.problem.RuleErrorCode;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads the fixed values that a property is compared with.
 *
 * <pre>
 * value := TEXT | NUMBER | true | false | Enum . CONSTANT
 * </pre>
 */
final class ValueParser {
    private static final int VALUES = 200;
    private static final int TEXT_LENGTH = 500;
    private static final String SET_EXAMPLE = "Example: risk in ( RiskLevel.HIGH, RiskLevel.CRITICAL )";

    private final Cursor cursor;
    private final Problems problems;
    private FactType type;

    ValueParser(Cursor cursor, FactType type, Problems problems) {
        this.cursor = cursor;
        this.type = type;
        this.problems = problems;
    }

    /** Says of what the properties are. */
    void speakOf(FactType fact) {
        this.type = fact;
    }

    /** Takes the values of a list in brackets. */
    void set(Token name, Optional<Property> property, Operator operator, List<Object> values) throws Cursor.Stop {
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

    /** Takes a value; empty after a mistake that was recorded. */
    Optional<Object> value(Token name, Optional<Property> property, Operator operator) throws Cursor.Stop {
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
        Type of = operator.looksInto() ? Type.TEXT : property.type();
        Object value = token.is(Token.Kind.TEXT) ? of.parse(token.text()) : other(of, token);
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

    private static @Nullable Object other(Type type, Token token) {
        return switch (type.kind()) {
            case NUMBER -> token.is(Token.Kind.NUMBER) ? new BigDecimal(token.text()).stripTrailingZeros() : null;
            case FLAG -> token.is("true") || token.is("false") ? (Object) token.is("true") : null;
            default -> null;
        };
    }

    private void wrongValue(Property property, Operator operator, Token token) {
        String what = "'" + property.word() + "' is " + property.type().words() + "; " + token.quoted() + " is not.";
        if (token.is(Token.Kind.WORD) && type.property(token.text()).isPresent()) {
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
        if (property.type().kind() == Type.Kind.NUMBER && token.text().matches("[0-9]+([.][0-9]+)?")) {
            value = token.text();
        }
        for (String constant : property.type().constants()) {
            if (constant.equalsIgnoreCase(token.text())) {
                value = property.type().written(constant);
            }
        }
        return "Write " + word + " " + operator.sign() + (operator.takesList() ? " ( " + value + " )" : " " + value);
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
        Optional<Choice> choice = known.type().choice(constant.text());
        if (choice.isPresent()) {
            return Optional.of(choice.get());
        }
        List<String> names = known.type().constants();
        problems.addStructure(
                RuleErrorCode.VALUE,
                constant.place(),
                "There is no " + type.text() + " '" + Text.shortened(constant.text()) + "'."
                        + Text.didYouMean(constant.text(), names),
                "There are: " + String.join(", ", names) + ".");
        return Optional.empty();
    }

    /** Stands behind the first word of the code. */
    Cursor.Stop code(Token first) {
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

    /** Returns a comparison as the author could write it. */
    static String example(Token name, Optional<Property> property) {
        Type type = property.map(Property::type).orElse(Type.TEXT);
        return "Write " + name.text() + " == " + type.example();
    }
}
