package dev.runs.rules;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads one comparison of a property with fixed values, or with a property of the rule's step.
 *
 * <pre>
 * comparison := property ( sign | [ not ] word ) value
 *             | property [ not ] in ( value { , value } )
 *             | property is [ not ] missing
 * property   := name { . name }
 * value      := TEXT | NUMBER | true | false | Enum . CONSTANT | $name . property
 * </pre>
 */
final class ComparisonParser {
    private static final int VALUES = 200;
    private static final int TEXT_LENGTH = 500;
    private static final String OPERATORS = "There are: " + String.join(", ", Operator.signs()) + ".";
    private static final String SET_EXAMPLE = "Example: risk in ( RiskLevel.HIGH, RiskLevel.CRITICAL )";
    private static final Set<String> PATTERNS = Set.of("matches", "soundslike", "str", "like");
    private static final Set<String> LATER_OPERATORS = Set.of("memberOf", "after", "before", "during");
    private static final Map<String, String> OTHER_WORDS = Map.of(
            "name", "title", "type", "action", "id", "key", "value", "amount", "internal", "external", "level", "risk");

    private final Cursor cursor;
    private final Limits limits;
    private final Problems problems;
    private final FactType subject;
    private Optional<String> subjectName = Optional.empty();
    private FactType type;
    private int count;

    ComparisonParser(Cursor cursor, Limits limits, Vocabulary vocabulary, Problems problems) {
        this.cursor = cursor;
        this.limits = limits;
        this.problems = problems;
        this.subject = vocabulary.step();
        this.type = subject;
    }

    /** Says of what the following comparisons speak; with the name of the step where they may compare with it. */
    void speakOf(FactType fact, Optional<String> step) {
        this.type = fact;
        this.subjectName = step;
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
        Token word = propertyWord(type);
        Optional<Property> property = property(type, word);
        return tail(word, property);
    }

    /** Takes the words of a property, joined by points, as one. */
    private Token propertyWord(FactType of) throws Cursor.Stop {
        Token first = cursor.take();
        boolean parted =
                of.words().stream().anyMatch(word -> word.startsWith(first.text() + ".")) || first.is("payload");
        StringBuilder word = new StringBuilder(first.text());
        while (parted && cursor.peek().is(".") && cursor.peek(1).is(Token.Kind.WORD)) {
            cursor.take();
            word.append('.').append(cursor.take().text());
        }
        if (cursor.peek().is("(") || (cursor.peek().is(".") && cursor.peek(1).is(Token.Kind.WORD))) {
            throw code(first);
        }
        return new Token(Token.Kind.WORD, word.toString(), first.place());
    }

    /** Returns the property that is named here, of the type that is spoken of; empty after a mistake that was recorded. */
    Optional<Property> property() throws Cursor.Stop {
        Token first = cursor.peek();
        if (!first.is(Token.Kind.WORD) || cursor.atBoundary()) {
            throw noProperty(first);
        }
        return property(type, propertyWord(type));
    }

    private Optional<Property> property(FactType of, Token word) {
        Optional<Property> property = of.property(word.text());
        if (property.isEmpty()) {
            boolean ofStep = of == subject;
            String other = ofStep ? OTHER_WORDS.get(word.text()) : null;
            String list =
                    (ofStep ? "A step has: " : "A '" + of.name() + "' has: ") + String.join(", ", of.words()) + ".";
            if (word.text().startsWith("payload.")) {
                list = "Payload fields are declared in vocabulary.yaml, such as payload: { discount: number }";
            }
            problems.addStructure(
                    RuleErrorCode.UNKNOWN_PROPERTY,
                    word.place(),
                    "'" + Text.shortened(word.text()) + "' is not something "
                            + (ofStep ? "a step" : "a '" + of.name() + "'") + " has."
                            + (other == null
                                    ? Text.didYouMean(word.text(), of.words())
                                    : " Did you mean '" + other + "'?"),
                    list);
        }
        return property;
    }

    private Condition tail(Token name, Optional<Property> property) throws Cursor.Stop {
        Token sign = cursor.peek();
        Operator operator = operator(name, property);
        List<Object> values = new ArrayList<>();
        Optional<Property> that = Optional.empty();
        if (operator.takesList()) {
            set(name, property, operator, values);
        } else if (operator.comparesWithValue() && cursor.peek().is(Token.Kind.VARIABLE) && subjectName.isPresent()) {
            that = that(property, operator);
        } else if (operator.comparesWithValue()) {
            value(name, property, operator).ifPresent(values::add);
        }
        property.ifPresent(known -> checkFit(known, operator, sign));
        Optional<Property> other = that;
        // With a mistake the pack is not loaded; what stands here is never evaluated.
        return property.<Condition>map(known -> new Condition.Comparison(
                        known, operator, values, other, name.place().line()))
                .orElseGet(() -> new Condition.All(List.of()));
    }

    /** Takes a property of the rule's step, of the same kind. */
    private Optional<Property> that(Optional<Property> property, Operator operator) throws Cursor.Stop {
        Token variable = cursor.take();
        String step = subjectName.orElseThrow();
        if (!variable.text().equals(step)) {
            throw cursor.stop(
                    RuleErrorCode.VALUE,
                    variable,
                    "There is no " + variable.quoted() + " in this rule. Did you mean '" + step + "'?",
                    "Only the step has a name.");
        }
        String example = "Example: target == " + step + ".target";
        cursor.expect(".", "after '" + step + "'", example);
        if (!cursor.peek().is(Token.Kind.WORD) || cursor.atBoundary()) {
            throw cursor.stop(
                    RuleErrorCode.SYNTAX,
                    cursor.peek(),
                    "After '" + step + ".' comes a property of the step; found "
                            + cursor.peek().quoted() + ".",
                    example);
        }
        Token word = propertyWord(subject);
        Optional<Property> that = property(subject, word);
        if (property.isPresent() && that.isPresent()) {
            Type expected = operator.looksInto() ? Type.TEXT : property.get().type();
            if (!expected.equals(that.get().type())) {
                problems.addStructure(
                        RuleErrorCode.VALUE,
                        word.place(),
                        "'" + property.get().word() + "' " + operator.sign() + " needs " + expected.words() + "; '"
                                + step + "." + word.text() + "' is "
                                + that.get().type().words() + ".",
                        example);
            }
        }
        return that;
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
        if (token.is("not")) {
            Optional<Operator> negated = Operator.ofSign("not " + cursor.peek().text());
            if (negated.isEmpty() || !cursor.peek().is(Token.Kind.WORD)) {
                cursor.expect("in", "after 'not'", "Example: action not in ( \"crm.note\", \"crm.draft\" )");
            }
            cursor.take();
            return negated.orElse(Operator.NOT_IN);
        }
        Optional<Operator> operator = token.is(Token.Kind.SIGN) || token.is(Token.Kind.WORD)
                ? Operator.ofSign(token.text())
                : Optional.<Operator>empty();
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
        if (token.is(Token.Kind.WORD) && PATTERNS.contains(token.text())) {
            throw cursor.stop(
                    RuleErrorCode.NOT_AVAILABLE,
                    token,
                    "Rules have no '" + token.text()
                            + "'; a text is compared as a whole, or a part of it is looked for.",
                    "Write " + name.text() + " startsWith \"...\", contains \"...\", endsWith \"...\", or: "
                            + name.text() + " in ( \"...\", \"...\" )");
        }
        if (token.is(Token.Kind.WORD) && LATER_OPERATORS.contains(token.text())) {
            throw cursor.stop(
                    RuleErrorCode.NOT_AVAILABLE,
                    token,
                    "Rules have no '" + token.text() + "'.",
                    token.is("memberOf")
                            ? "Write it the other way round: requester.roles contains \"Legal\""
                            : "Compare times by < and >: at < \"2027-01-31T00:00:00Z\"");
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
        if (operator.needsOrder() && !operator.fits(property.type())) {
            problems.addStructure(
                    RuleErrorCode.OPERATOR,
                    sign.place(),
                    "'" + property.word() + "' is " + property.type().words() + ", which has no order; '"
                            + operator.sign() + "' does not fit.",
                    mendOperator(property));
        } else if (!operator.fits(property.type())) {
            problems.addStructure(
                    RuleErrorCode.OPERATOR,
                    sign.place(),
                    "'" + property.word() + "' is " + property.type().words() + "; '" + operator.sign()
                            + "' does not fit.",
                    mendOperator(property));
        } else if (!operator.comparesWithValue() && !property.optional()) {
            List<String> optional = type.properties().stream()
                    .filter(Property::optional)
                    .map(other -> "'" + other.word() + "'")
                    .sorted()
                    .toList();
            problems.addStructure(
                    RuleErrorCode.OPERATOR,
                    sign.place(),
                    "'" + property.word() + "' is never missing.",
                    optional.isEmpty()
                            ? "Delete the comparison."
                            : "These can be missing: " + String.join(", ", optional) + ".");
        }
    }

    private static String mendOperator(Property property) {
        boolean set = property.type().kind() == Type.Kind.TEXTS;
        return "Write " + property.word() + (set ? " contains " : " == ")
                + property.type().example();
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
        Type of = operator.looksInto() ? Type.TEXT : property.type();
        Object value = token.is(Token.Kind.TEXT) ? text(of, token.text()) : other(of, token);
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

    /** Returns the value that a text stands for; null if it does not. */
    static @Nullable Object text(Type type, String text) {
        try {
            return switch (type.kind()) {
                case TEXT, TEXTS -> text;
                case INSTANT -> Instant.parse(text);
                case DATE -> LocalDate.parse(text);
                case TIME -> text.length() == 5 || text.length() == 8 ? LocalTime.parse(text) : null;
                case DURATION -> Duration.parse(text);
                case CHOICE ->
                    type.enumName().isPresent() ? null : type.choice(text).orElse(null);
                case FLAG, NUMBER -> null;
            };
        } catch (DateTimeException | ArithmeticException e) {
            return null;
        }
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
                    "Values have no names; found " + token.quoted() + ".",
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
                "A step has: " + String.join(", ", subject.words()) + ".");
    }

    private static String example(Token name, Optional<Property> property) {
        Type type = property.map(Property::type).orElse(Type.TEXT);
        return "Write " + name.text() + " == " + type.example();
    }
}
