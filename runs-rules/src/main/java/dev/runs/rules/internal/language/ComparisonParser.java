package dev.runs.rules.internal.language;

import dev.runs.rules.internal.model.Condition;
import dev.runs.rules.internal.model.FactType;
import dev.runs.rules.internal.model.Operator;
import dev.runs.rules.internal.model.Property;
import dev.runs.rules.internal.model.Type;
import dev.runs.rules.internal.model.Vocabulary;
import dev.runs.rules.internal.text.Cursor;
import dev.runs.rules.internal.text.Limits;
import dev.runs.rules.internal.text.Problems;
import dev.runs.rules.internal.text.Text;
import dev.runs.rules.internal.text.Token;
import dev.runs.rules.problem.RuleErrorCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads one comparison of a property with fixed values, or with a property of the rule's step.
 *
 * <pre>
 * comparison := property ( sign | [ not ] word ) value
 *             | property [ not ] in ( value { , value } )
 *             | property is [ not ] missing
 * property   := name { . name }
 * value      := {@link ValueParser fixed} | $name . property
 * </pre>
 */
public final class ComparisonParser {
    private static final String OPERATORS = "There are: " + String.join(", ", Operator.signs()) + ".";
    private static final Set<String> PATTERNS = Set.of("matches", "soundslike", "str", "like");
    private static final Set<String> LATER_OPERATORS = Set.of("memberOf", "after", "before", "during");
    private static final Map<String, String> OTHER_WORDS = Map.of(
            "name", "title", "type", "action", "id", "key", "value", "amount", "internal", "external", "level", "risk");

    private final Cursor cursor;
    private final Limits limits;
    private final Problems problems;
    private final ValueParser values;
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
        this.values = new ValueParser(cursor, subject, problems);
    }

    /** Says of what the following comparisons speak; with the name of the step where they may compare with it. */
    void speakOf(FactType fact, Optional<String> step) {
        this.type = fact;
        values.speakOf(fact);
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
            throw values.code(first);
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
        List<Object> compared = new ArrayList<>();
        Optional<Property> that = Optional.empty();
        if (operator.takesList()) {
            values.set(name, property, operator, compared);
        } else if (operator.comparesWithValue() && cursor.peek().is(Token.Kind.VARIABLE) && subjectName.isPresent()) {
            that = that(property, operator);
        } else if (operator.comparesWithValue()) {
            values.value(name, property, operator).ifPresent(compared::add);
        }
        property.ifPresent(known -> checkFit(known, operator, sign));
        Optional<Property> other = that;
        // With a mistake the pack is not loaded; what stands here is never evaluated.
        return property.<Condition>map(known -> new Condition.Comparison(
                        known,
                        operator,
                        compared,
                        other,
                        name.place().line(),
                        name.place().column()))
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
                    ValueParser.example(name, property));
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
                    ValueParser.example(name, property));
        }
        throw cursor.stop(RuleErrorCode.OPERATOR, token, token.quoted() + " is not a comparison.", OPERATORS);
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
}
