package dev.runs.rules;

import dev.runs.gate.Finding;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads the {@code then} part: calls on {@code gate}, each about the rule's step, with fixed values.
 *
 * <pre>
 * call     := gate . name ( argument { , argument } ) ;
 * argument := $name | TEXT | NUMBER
 * </pre>
 */
final class ConsequenceParser {
    private static final int REASON_LENGTH = 500;
    private static final int ROLE_LENGTH = 100;
    private static final int MOST_QUORUM = 20;
    private static final Duration LONGEST_DUE = Duration.ofDays(366);

    private enum Call {
        ALLOW("allow", "gate.allow($step, \"Drafts are internal\");"),
        DENY("deny", "gate.deny($step, \"Exports of personal data are not allowed\");"),
        HOLD("hold", "gate.hold($step, \"2027-01-31T00:00:00Z\", \"Quiet period before the results\");"),
        REQUIRE_APPROVAL(
                "requireApproval", "gate.requireApproval($step, \"Legal\", \"Public statement\", 2, \"P2D\");");

        private final String word;
        private final String example;

        Call(String word, String example) {
            this.word = word;
            this.example = example;
        }
    }

    private static final List<String> CALLS =
            Arrays.stream(Call.values()).map(call -> call.word).toList();

    private static final Map<String, String> OTHER_WORDS = Map.of(
            "approve",
            "requireApproval",
            "require",
            "requireApproval",
            "ask",
            "requireApproval",
            "reject",
            "deny",
            "block",
            "deny",
            "refuse",
            "deny",
            "permit",
            "allow",
            "wait",
            "hold");

    private final Cursor cursor;
    private final Limits limits;
    private final Roles roles;
    private final Optional<String> subject;
    private final Optional<String> review;
    private final Problems problems;

    ConsequenceParser(
            Cursor cursor,
            Limits limits,
            Roles roles,
            Optional<String> subject,
            Optional<String> review,
            Problems problems) {
        this.cursor = cursor;
        this.limits = limits;
        this.roles = roles;
        this.subject = subject;
        this.review = review;
        this.problems = problems;
    }

    /** Returns the effects; after {@code then}, which is given, up to {@code end}. */
    List<Finding.Effect> calls(Token then) {
        List<Finding.Effect> effects = new ArrayList<>();
        int calls = 0;
        while (!cursor.atBoundary()) {
            Token start = cursor.peek();
            if (++calls > limits.calls()) {
                problems.add(RuleErrorCode.LIMIT, start.place(), "'then' has more than " + limits.calls() + " calls.");
                cursor.skipToBoundary();
                break;
            }
            try {
                call().ifPresent(effects::add);
            } catch (Cursor.Stop stop) {
                recover(start);
            }
        }
        if (calls == 0) {
            problems.addStructure(
                    RuleErrorCode.CONSEQUENCE,
                    then.place(),
                    "'then' says nothing.",
                    "Example: " + Call.REQUIRE_APPROVAL.example);
        }
        return effects;
    }

    /** After a mistake within a call goes on behind its semicolon; after anything else gives up on this part. */
    private void recover(Token start) {
        boolean inCall = start.is("gate");
        while (!cursor.atBoundary() && !(inCall && cursor.peek().is(";"))) {
            cursor.take();
        }
        cursor.takeIf(";");
    }

    private Optional<Finding.Effect> call() throws Cursor.Stop {
        Token gate = cursor.take();
        if (!gate.is("gate") || !cursor.peek().is(".")) {
            throw cursor.stop(
                    RuleErrorCode.CONSEQUENCE,
                    gate,
                    "Only calls on 'gate' stand in 'then'; found " + gate.quoted() + ".",
                    "Example: " + Call.REQUIRE_APPROVAL.example);
        }
        cursor.take();
        Token name = cursor.take();
        Optional<Call> call = Arrays.stream(Call.values())
                .filter(candidate -> candidate.word.equals(name.text()))
                .findFirst();
        if (call.isEmpty()) {
            throw cursor.stop(
                    RuleErrorCode.UNKNOWN_CALL,
                    name,
                    "'gate' has no " + name.quoted() + "."
                            + (OTHER_WORDS.containsKey(name.text())
                                    ? " Did you mean '" + OTHER_WORDS.get(name.text()) + "'?"
                                    : Text.didYouMean(name.text(), CALLS)),
                    "There are: " + String.join(", ", CALLS) + ".");
        }
        List<Token> arguments = arguments(call.get());
        if (!cursor.takeIf(";")) {
            throw cursor.stop(
                    RuleErrorCode.CONSEQUENCE,
                    cursor.peek(),
                    "';' is missing after the call; found " + cursor.peek().quoted() + ".",
                    "Example: " + call.get().example);
        }
        return effect(call.get(), name, arguments);
    }

    private List<Token> arguments(Call call) throws Cursor.Stop {
        cursor.expect("(", "after '" + call.word + "'", "Example: " + call.example);
        List<Token> arguments = new ArrayList<>();
        if (cursor.takeIf(")")) {
            return arguments;
        }
        do {
            Token argument = cursor.take();
            boolean plain =
                    argument.is(Token.Kind.TEXT) || argument.is(Token.Kind.NUMBER) || argument.is(Token.Kind.VARIABLE);
            if (!plain) {
                throw notFixed(call, argument);
            }
            if (!cursor.peek().is(",") && !cursor.peek().is(")")) {
                throw notFixed(call, cursor.peek());
            }
            arguments.add(argument);
        } while (cursor.takeIf(","));
        cursor.expect(")", "after the arguments", "Example: " + call.example);
        return arguments;
    }

    private Cursor.Stop notFixed(Call call, Token token) {
        String example = "Example: " + call.example;
        if (token.is("+")) {
            return cursor.stop(
                    RuleErrorCode.ARGUMENT,
                    token,
                    "Texts cannot be put together with '+'; each value is one fixed text.",
                    example);
        }
        boolean code = token.is(Token.Kind.WORD) || token.is(".") || token.is("(");
        return cursor.stop(
                code ? RuleErrorCode.CODE : RuleErrorCode.ARGUMENT,
                token,
                "A call on 'gate' takes the step and fixed values only; found " + token.quoted() + ".",
                example);
    }

    private Optional<Finding.Effect> effect(Call call, Token name, List<Token> arguments) {
        List<Token> rest = withoutSubject(call, name, arguments);
        int least = call == Call.ALLOW || call == Call.DENY ? 1 : 2;
        int most = call == Call.REQUIRE_APPROVAL ? 4 : least;
        if (rest.size() < least || rest.size() > most) {
            problems.addStructure(
                    RuleErrorCode.ARGUMENT,
                    name.place(),
                    "'" + call.word + "' has " + rest.size() + (rest.size() == 1 ? " value" : " values")
                            + " after the step; it takes " + least + (most > least ? " to " + most : "") + ".",
                    "Example: " + call.example);
            return Optional.empty();
        }
        return switch (call) {
            case ALLOW -> text(call, rest.get(0), "The reason", REASON_LENGTH).map(Finding.Allow::new);
            case DENY -> text(call, rest.get(0), "The reason", REASON_LENGTH).map(Finding.Deny::new);
            case HOLD -> hold(rest);
            case REQUIRE_APPROVAL -> require(rest);
        };
    }

    /** Returns the arguments after the step, which must be the first and only variable. */
    private List<Token> withoutSubject(Call call, Token name, List<Token> arguments) {
        String expected = subject.orElse("$step");
        List<Token> rest = new ArrayList<>(arguments);
        if (rest.isEmpty() || !rest.get(0).is(Token.Kind.VARIABLE)) {
            if (subject.isPresent() || !rest.isEmpty()) {
                problems.addStructure(
                        RuleErrorCode.ARGUMENT,
                        rest.isEmpty() ? name.place() : rest.get(0).place(),
                        "The step is missing as the first value of '" + call.word + "'.",
                        "Write: gate." + call.word + "(" + expected + ", ...);");
            }
        } else {
            Token first = rest.remove(0);
            if (subject.isPresent() && !first.text().equals(expected)) {
                problems.addStructure(
                        RuleErrorCode.ARGUMENT,
                        first.place(),
                        "There is no " + first.quoted() + " in this rule." + " Did you mean '" + expected + "'?",
                        "");
            }
        }
        return rest;
    }

    private Optional<Finding.Effect> hold(List<Token> rest) {
        Optional<String> until = text(Call.HOLD, rest.get(0), "The time", 40);
        Optional<String> reason = text(Call.HOLD, rest.get(1), "The reason", REASON_LENGTH);
        if (until.isEmpty() || reason.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(new Finding.Hold(Instant.parse(until.get()), reason.get()));
        } catch (DateTimeException e) {
            problems.add(
                    RuleErrorCode.ARGUMENT,
                    rest.get(0).place(),
                    "\"" + until.get() + "\" is not a point in time.",
                    "Write date, time and Z for UTC: \"2027-01-31T00:00:00Z\"");
            return Optional.empty();
        }
    }

    private Optional<Finding.Effect> require(List<Token> rest) {
        Optional<String> role = role(rest.get(0));
        Optional<String> reason = text(Call.REQUIRE_APPROVAL, rest.get(1), "The reason", REASON_LENGTH);
        Optional<Integer> quorum = rest.size() < 3 ? Optional.of(1) : quorum(rest.get(2));
        Optional<Duration> due = rest.size() < 4 ? Optional.empty() : due(rest.get(3));
        if (role.isEmpty() || reason.isEmpty() || quorum.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new Finding.Require(Set.of(role.get()), quorum.get(), reason.get(), review, due));
    }

    private Optional<String> role(Token token) {
        Optional<String> role = text(Call.REQUIRE_APPROVAL, token, "The role", ROLE_LENGTH);
        if (role.isPresent() && !role.get().equals(role.get().strip())) {
            problems.add(RuleErrorCode.ARGUMENT, token.place(), "The role begins or ends with a space.", "Delete it.");
            return Optional.empty();
        }
        return role.flatMap(written -> roles.resolve(written, token.place(), problems));
    }

    private Optional<Integer> quorum(Token token) {
        if (token.is(Token.Kind.NUMBER) && token.text().matches("[0-9]{1,3}")) {
            int quorum = Integer.parseInt(token.text());
            if (quorum >= 1 && quorum <= MOST_QUORUM) {
                return Optional.of(quorum);
            }
        }
        problems.addStructure(
                RuleErrorCode.ARGUMENT,
                token.place(),
                "How many people must approve is a whole number from 1 to " + MOST_QUORUM + "; " + token.quoted()
                        + " is not.",
                "Example: " + Call.REQUIRE_APPROVAL.example);
        return Optional.empty();
    }

    private Optional<Duration> due(Token token) {
        if (token.is(Token.Kind.TEXT) && token.text().matches("P[0-9DTHMS]+")) {
            try {
                Duration due = Duration.parse(token.text());
                if (due.compareTo(Duration.ZERO) > 0 && due.compareTo(LONGEST_DUE) <= 0) {
                    return Optional.of(due);
                }
            } catch (DateTimeException | ArithmeticException e) {
                // Reported below, like a duration that is out of range.
            }
        }
        problems.addStructure(
                RuleErrorCode.ARGUMENT,
                token.place(),
                "The time for the approval is a duration of days, hours and minutes up to 366 days; " + token.quoted()
                        + " is not.",
                "Write \"P2D\" for two days, \"PT4H\" for four hours.");
        return Optional.empty();
    }

    private Optional<String> text(Call call, Token token, String what, int most) {
        if (!token.is(Token.Kind.TEXT)) {
            problems.addStructure(
                    RuleErrorCode.ARGUMENT,
                    token.place(),
                    what + " of '" + call.word + "' is a text in double quotes; " + token.quoted() + " is not.",
                    "Example: " + call.example);
            return Optional.empty();
        }
        return Text.check(problems, RuleErrorCode.ARGUMENT, token, what, most)
                ? Optional.of(token.text())
                : Optional.empty();
    }
}
