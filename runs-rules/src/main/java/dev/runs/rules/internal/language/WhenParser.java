package dev.runs.rules.internal.language;

import dev.runs.rules.internal.model.Clause;
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
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads the {@code when} part: one named step, and what must be true of it and of what is beside it.
 *
 * <pre>
 * when    := $name : StepFact ( constraints ) { clause }
 * clause  := [ exists | not ] fact | [ exists | not ] ( fact )
 *          | count ( fact ) sign NUMBER | sum ( fact , property ) sign NUMBER
 *          | ( clause { or clause } ) | ( clause { and clause } )
 * fact    := Type ( constraints )
 * </pre>
 *
 * <p>A fact without a word before it says the same as with {@code exists}: facts beside the step have no names, so that
 * nothing multiplies.
 */
public final class WhenParser {
    static final String SUBJECT_EXAMPLE = "Example: $step : StepFact( external == true, risk >= RiskLevel.MEDIUM )";

    private static final String CLAUSE_EXAMPLE = "Example: not Approval( role == \"Legal\", approved == true )";
    private static final String TOTAL_EXAMPLE = "Example: count( OtherStep( action == \"mail.send\" ) ) >= 3";
    private static final Map<String, String> NOT_THERE =
            Map.of("forall", "'forall'", "from", "'from'", "over", "windows over time");
    private static final Set<String> CODE =
            Set.of("eval", "accumulate", "acc", "collect", "collectList", "collectSet", "if", "do", "groupby");
    private static final Map<String, String> OTHER_NAMES = Map.of(
            "RunFact", "Run",
            "SignalFact", "Signal",
            "MeetingFact", "Meeting",
            "ApprovalFact", "Approval",
            "Step", "OtherStep",
            "Clock", "Now",
            "Time", "Now");

    private final Cursor cursor;
    private final Limits limits;
    private final Vocabulary vocabulary;
    private final Problems problems;
    private final ConditionParser conditions;
    private Optional<String> subject = Optional.empty();
    private int patterns;

    WhenParser(Cursor cursor, Limits limits, Vocabulary vocabulary, Problems problems) {
        this.cursor = cursor;
        this.limits = limits;
        this.vocabulary = vocabulary;
        this.problems = problems;
        this.conditions = new ConditionParser(cursor, limits, vocabulary, problems);
    }

    /** Returns the name that the rule gives to the step, such as {@code $step}; known after {@link #subjectPattern}. */
    Optional<String> subject() {
        return subject;
    }

    /** Gives the step a name where there is no pattern that does. */
    void nameSubject(String name) {
        subject = Optional.of(name);
    }

    Condition subjectPattern() throws Cursor.Stop {
        Token first = cursor.peek();
        if (first.is(Token.Kind.VARIABLE) && cursor.peek(1).is(":")) {
            cursor.take();
            cursor.take();
            subject = Optional.of(first.text());
        }
        Token fact = cursor.peek();
        if (!fact.is(Vocabulary.STEP) || !cursor.peek(1).is("(")) {
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
        Condition condition = conditions.constraints(vocabulary.step(), Optional.empty());
        cursor.takeIf(";");
        return condition;
    }

    private Cursor.Stop notTheSubject(Token token) {
        if (cursor.atBoundary()) {
            return cursor.stop(
                    RuleErrorCode.PATTERN, token, "Between 'when' and 'then' there is no step.", SUBJECT_EXAMPLE);
        }
        if (token.is(Token.Kind.WORD) && CODE.contains(token.text())) {
            return code(token);
        }
        if (token.is("(")) {
            return cursor.stop(
                    RuleErrorCode.NOT_AVAILABLE,
                    token,
                    "A rule begins with exactly one step, which cannot stand in brackets or be joined by 'or'.",
                    "Write one rule for each, or '||' within one StepFact( ... ).");
        }
        if (token.is(Token.Kind.WORD) && NOT_THERE.containsKey(token.text())) {
            return notThere(token);
        }
        if (token.is(Token.Kind.WORD)
                && (beginsClause(token) || vocabulary.find(token.text()).isPresent())) {
            return cursor.stop(
                    RuleErrorCode.PATTERN,
                    token,
                    "A rule begins with the step that it speaks about; found " + token.quoted() + ".",
                    "Put $step : StepFact( ... ) first, and this behind it.");
        }
        if (token.is(Token.Kind.WORD)) {
            return cursor.stop(RuleErrorCode.PATTERN, token, unknownFact(token), SUBJECT_EXAMPLE);
        }
        return cursor.stop(
                RuleErrorCode.PATTERN,
                token,
                "A rule begins with exactly one StepFact; found " + token.quoted() + ".",
                SUBJECT_EXAMPLE);
    }

    /** Reads what stands behind the step, up to {@code then}. */
    List<Clause> clauses() throws Cursor.Stop {
        List<Clause> clauses = new ArrayList<>();
        // A call on the gate here means that 'then' was forgotten, which is found next.
        while (!cursor.atBoundary() && !cursor.peek().is("gate")) {
            clauses.add(clause());
            cursor.takeIf(";");
            Token next = cursor.peek();
            if (next.is("or") || next.is("and") || next.is("||") || next.is("&&")) {
                throw cursor.stop(
                        RuleErrorCode.SYNTAX,
                        next,
                        "Facts that are joined by " + next.quoted() + " stand in brackets.",
                        "Write ( Meeting( external == true ) or Run( external == true ) ); what stands one below the other"
                                + " must all hold.");
            }
        }
        return clauses;
    }

    private static boolean beginsClause(Token token) {
        return token.is("exists") || token.is("not") || token.is("count") || token.is("sum");
    }

    Clause clause() throws Cursor.Stop {
        Token token = cursor.peek();
        if (token.is("(")) {
            cursor.take();
            return group();
        }
        if ((token.is("count") || token.is("sum")) && cursor.peek(1).is("(")) {
            return total();
        }
        boolean not = token.is("not");
        if (not || token.is("exists")) {
            cursor.take();
            if (cursor.takeIf("(")) {
                Clause fact = fact(!not, token);
                if (!cursor.takeIf(")")) {
                    throw cursor.stop(
                            RuleErrorCode.SYNTAX,
                            cursor.peek(),
                            "'" + token.text() + "' is said of one fact; found "
                                    + cursor.peek().quoted() + ".",
                            "Write it for each: not Meeting( external == true ) not Approval( approved == false )");
                }
                return fact;
            }
        }
        return fact(!not, token);
    }

    /** Stands behind the opening bracket. */
    private Clause group() throws Cursor.Stop {
        List<Clause> parts = new ArrayList<>();
        parts.add(clause());
        Token sign = cursor.peek();
        String word = sign.is("and") || sign.is("&&") ? "and" : "or";
        while (is(word, cursor.peek())) {
            cursor.take();
            parts.add(clause());
        }
        Token end = cursor.peek();
        if (!cursor.takeIf(")")) {
            boolean mixed = is("and", end) || is("or", end);
            throw cursor.stop(
                    RuleErrorCode.SYNTAX,
                    end,
                    mixed
                            ? "'and' and 'or' stand beside each other; it is not clear what belongs together."
                            : "Facts in brackets are joined by 'or' or 'and', and end with ')'; found " + end.quoted()
                                    + ".",
                    "Example: ( Meeting( external == true ) or ( Run( external == true ) and not Approval( approved == true ) ) )");
        }
        if (parts.size() == 1) {
            return parts.get(0);
        }
        return word.equals("and") ? new Clause.All(parts) : new Clause.Any(parts);
    }

    private static boolean is(String word, Token token) {
        return token.is(word) || token.is(word.equals("and") ? "&&" : "||");
    }

    private Clause fact(boolean wanted, Token start) throws Cursor.Stop {
        FactType type = type();
        Condition condition = conditions.constraints(type, subject);
        return new Clause.Some(wanted, type, condition, start.place().line());
    }

    /** Takes the name of a fact and the bracket behind it. */
    private FactType type() throws Cursor.Stop {
        Token name = cursor.peek();
        if (name.is(Token.Kind.VARIABLE) && cursor.peek(1).is(":")) {
            throw cursor.stop(
                    RuleErrorCode.NOT_AVAILABLE,
                    name,
                    "Only the step has a name; found " + name.quoted() + ".",
                    "Delete '" + name.text() + " :'. To compare with the step: OtherStep( target == "
                            + subject.orElse("$step") + ".target )");
        }
        if (!name.is(Token.Kind.WORD)) {
            throw cursor.stop(
                    RuleErrorCode.PATTERN,
                    name,
                    "Behind the step stand other facts, and then 'then'; found " + name.quoted() + ".",
                    CLAUSE_EXAMPLE);
        }
        if (CODE.contains(name.text())) {
            throw code(name);
        }
        if (NOT_THERE.containsKey(name.text())) {
            throw notThere(name);
        }
        if (name.is(Vocabulary.STEP)) {
            throw cursor.stop(
                    RuleErrorCode.PATTERN,
                    name,
                    "A rule speaks about exactly one StepFact.",
                    "Another step of the run is an OtherStep( ... ); for more of this one, use ',' within its brackets.");
        }
        Optional<FactType> type = vocabulary.find(name.text());
        if (type.isEmpty()) {
            throw cursor.stop(RuleErrorCode.PATTERN, name, unknownFact(name), knownFacts());
        }
        if (++patterns > limits.patterns()) {
            throw cursor.stop(
                    RuleErrorCode.LIMIT,
                    name,
                    "The rule speaks about more than " + limits.patterns() + " facts besides its step.",
                    "Write it as several rules.");
        }
        cursor.take();
        cursor.expect("(", "after '" + name.text() + "'", CLAUSE_EXAMPLE);
        return type.get();
    }

    private Clause total() throws Cursor.Stop {
        Token word = cursor.take();
        cursor.take();
        FactType type = type();
        Condition condition = conditions.constraints(type, subject);
        Optional<Property> sum = Optional.empty();
        if (word.is("sum")) {
            cursor.expect(
                    ",",
                    "after the fact",
                    "Example: sum( OtherStep( action == \"crm.offer-discount\" ), amount ) > 50000");
            sum = summed(type);
        }
        cursor.expect(")", "after '" + word.text() + "( ... '", TOTAL_EXAMPLE);
        Token sign = cursor.peek();
        if (sign.is(Token.Kind.SIGN)) {
            cursor.take();
        }
        Optional<Operator> operator = Operator.ofSign(sign.text())
                .filter(found -> sign.is(Token.Kind.SIGN) && found.comparesWithValue() && !found.takesList());
        Token number = cursor.peek();
        if (operator.isEmpty() || !number.is(Token.Kind.NUMBER)) {
            throw cursor.stop(
                    RuleErrorCode.VALUE,
                    operator.isEmpty() ? sign : number,
                    "'" + word.text() + "( ... )' is compared with a number; found "
                            + (operator.isEmpty() ? sign : number).quoted() + ".",
                    TOTAL_EXAMPLE);
        }
        cursor.take();
        return new Clause.Total(
                type,
                condition,
                sum,
                operator.get(),
                new BigDecimal(number.text()).stripTrailingZeros(),
                word.place().line());
    }

    private Optional<Property> summed(FactType type) throws Cursor.Stop {
        Token name = cursor.peek();
        Optional<Property> property = conditions.property(type);
        if (property.isPresent() && property.get().type().kind() != Type.Kind.NUMBER) {
            problems.addStructure(
                    RuleErrorCode.VALUE,
                    name.place(),
                    "'" + property.get().word() + "' is "
                            + property.get().type().words() + "; only numbers can be summed up.",
                    "Example: sum( OtherStep( action == \"crm.offer-discount\" ), amount ) > 50000");
        }
        return property;
    }

    private String unknownFact(Token token) {
        String other = OTHER_NAMES.get(token.text());
        return "There is no fact " + token.quoted() + "."
                + (other == null
                        ? Text.didYouMean(
                                token.text(),
                                vocabulary.types().stream().map(FactType::name).toList())
                        : " Did you mean '" + other + "'?");
    }

    private String knownFacts() {
        return "Beside the step there are: " + String.join(", ", vocabulary.others())
                + "; facts of the host are declared in vocabulary.yaml.";
    }

    private Cursor.Stop notThere(Token token) {
        return cursor.stop(
                RuleErrorCode.NOT_AVAILABLE,
                token,
                "Rules have no " + NOT_THERE.get(token.text()) + ".",
                "There are: exists, not, count, sum, and 'or' and 'and' in brackets. " + CLAUSE_EXAMPLE);
    }

    private Cursor.Stop code(Token token) {
        return cursor.stop(
                RuleErrorCode.CODE,
                token,
                "'" + token.text()
                        + "' would run code; rules compare properties of facts with fixed values, and count.",
                TOTAL_EXAMPLE);
    }
}
