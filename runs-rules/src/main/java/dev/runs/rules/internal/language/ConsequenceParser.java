package dev.runs.rules.internal.language;

import dev.runs.action.RiskLevel;
import dev.runs.gate.Finding;
import dev.runs.rules.internal.model.Saying;
import dev.runs.rules.internal.model.Vocabulary;
import dev.runs.rules.internal.text.Cursor;
import dev.runs.rules.internal.text.Limits;
import dev.runs.rules.internal.text.Problems;
import dev.runs.rules.internal.text.Text;
import dev.runs.rules.internal.text.Token;
import dev.runs.rules.problem.RuleErrorCode;
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
 * argument := $name | TEXT | NUMBER | RiskLevel . NAME
 * </pre>
 */
public final class ConsequenceParser {
    private static final int REASON_LENGTH = 500;
    private static final int ROLE_LENGTH = 100;

    private enum Call {
        ALLOW("allow", 1, 1, "gate.allow($step, \"Drafts are internal\");"),
        DENY("deny", 1, 1, "gate.deny($step, \"Exports of personal data are not allowed\");"),
        HOLD("hold", 2, 2, "gate.hold($step, \"2027-01-31T00:00:00Z\", \"Quiet period before the results\");"),
        REQUIRE_APPROVAL(
                "requireApproval", 2, 4, "gate.requireApproval($step, \"Legal\", \"Public statement\", 2, \"P2D\");"),
        REQUIRE("require", 2, 2, "gate.require($step, \"advocacy-and-legal\", \"Public statement\");"),
        RAISE_RISK("raiseRisk", 2, 2, "gate.raiseRisk($step, RiskLevel.CRITICAL, \"Out of office hours\");"),
        NOTIFY("notify", 2, 2, "gate.notify($step, \"Finance\", \"The message names an amount\");"),
        INSERT_BEFORE(
                "insertBefore",
                3,
                13,
                "gate.insertBefore($step, \"privacy.redact\", \"Redact personal data\", \"The text leaves the company\", \"text\");");

        private final String word;
        private final int least;
        private final int most;
        private final String example;

        Call(String word, int least, int most, String example) {
            this.word = word;
            this.least = least;
            this.most = most;
            this.example = example;
        }
    }

    private static final List<String> CALLS =
            Arrays.stream(Call.values()).map(call -> call.word).toList();

    private static final Map<String, String> OTHER_WORDS = Map.ofEntries(
            Map.entry("approve", "requireApproval"),
            Map.entry("approval", "requireApproval"),
            Map.entry("ask", "requireApproval"),
            Map.entry("reject", "deny"),
            Map.entry("block", "deny"),
            Map.entry("refuse", "deny"),
            Map.entry("permit", "allow"),
            Map.entry("wait", "hold"),
            Map.entry("risk", "raiseRisk"),
            Map.entry("escalate", "raiseRisk"),
            Map.entry("tell", "notify"),
            Map.entry("inform", "notify"),
            Map.entry("insert", "insertBefore"),
            Map.entry("before", "insertBefore"));

    private final Cursor cursor;
    private final Limits limits;
    private final PackWords words;
    private final Optional<String> subject;
    private final Optional<String> review;
    private final Problems problems;

    ConsequenceParser(
            Cursor cursor,
            Limits limits,
            PackWords words,
            Optional<String> subject,
            Optional<String> review,
            Problems problems) {
        this.cursor = cursor;
        this.limits = limits;
        this.words = words;
        this.subject = subject;
        this.review = review;
        this.problems = problems;
    }

    /** Returns the effects; after {@code then}, which is given, up to {@code end}. */
    List<Saying> calls(Token then) {
        List<Saying> effects = new ArrayList<>();
        int calls = 0;
        while (!cursor.atBoundary()) {
            Token start = cursor.peek();
            if (++calls > limits.calls()) {
                problems.add(RuleErrorCode.LIMIT, start.place(), "'then' has more than " + limits.calls() + " calls.");
                cursor.skipToBoundary();
                break;
            }
            try {
                effects.addAll(call());
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

    private List<Saying> call() throws Cursor.Stop {
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
            if (argument.is("RiskLevel")
                    && cursor.peek().is(".")
                    && cursor.peek(1).is(Token.Kind.WORD)) {
                cursor.take();
                argument =
                        new Token(Token.Kind.WORD, "RiskLevel." + cursor.take().text(), argument.place());
            } else if (!plain) {
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

    private List<Saying> effect(Call call, Token name, List<Token> arguments) {
        List<Token> rest = withoutSubject(call, name, arguments);
        if (rest.size() < call.least || rest.size() > call.most) {
            problems.addStructure(
                    RuleErrorCode.ARGUMENT,
                    name.place(),
                    "'" + call.word + "' has " + rest.size() + (rest.size() == 1 ? " value" : " values")
                            + " after the step; it takes " + call.least
                            + (call.most > call.least ? " to " + call.most : "") + ".",
                    "Example: " + call.example);
            return List.of();
        }
        return switch (call) {
            case ALLOW -> always(reason(call, rest.get(0)).map(Finding.Allow::new));
            case DENY -> always(reason(call, rest.get(0)).map(Finding.Deny::new));
            case HOLD -> always(hold(rest));
            case REQUIRE_APPROVAL -> always(requireApproval(rest));
            case REQUIRE -> require(rest);
            case RAISE_RISK -> always(raiseRisk(rest));
            case NOTIFY -> always(inform(rest));
            case INSERT_BEFORE -> insertBefore(rest);
        };
    }

    private static List<Saying> always(Optional<? extends Finding.Effect> effect) {
        return effect.<Saying>map(Saying.Always::new).stream().toList();
    }

    private Optional<String> reason(Call call, Token token) {
        return text(call, token, "The reason", REASON_LENGTH);
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
        Optional<String> reason = reason(Call.HOLD, rest.get(1));
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

    private Optional<Finding.Effect> requireApproval(List<Token> rest) {
        Optional<String> role = role(Call.REQUIRE_APPROVAL, rest.get(0));
        Optional<String> reason = reason(Call.REQUIRE_APPROVAL, rest.get(1));
        Optional<Integer> quorum = rest.size() < 3 ? Optional.of(1) : quorum(rest.get(2));
        Optional<Duration> due = rest.size() < 4 ? Optional.empty() : due(rest.get(3));
        if (role.isEmpty() || reason.isEmpty() || quorum.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new Finding.Require(Set.of(role.get()), quorum.get(), reason.get(), review, due));
    }

    private List<Saying> require(List<Token> rest) {
        Optional<String> name = text(Call.REQUIRE, rest.get(0), "The requirement", 100);
        Optional<String> reason = reason(Call.REQUIRE, rest.get(1));
        if (name.isEmpty() || reason.isEmpty()) {
            return List.of();
        }
        Requirements requirements = words.requirements();
        Requirements.Named named = requirements.named().get(name.get());
        if (named != null) {
            return named.sayings(reason.get());
        }
        if (requirements.declared()) {
            problems.addStructure(
                    RuleErrorCode.UNKNOWN_REQUIREMENT,
                    rest.get(0).place(),
                    "pack.yaml has no requirement '" + Text.shortened(name.get()) + "'."
                            + problems.didYouMean(
                                    rest.get(0).place(),
                                    name.get(),
                                    requirements.named().keySet()),
                    "Add it there: requirements: { " + Text.shortened(name.get())
                            + ": { ask: [ { roles: [Legal] } ] } }");
        }
        return List.of();
    }

    private List<Saying> insertBefore(List<Token> rest) {
        Optional<String> action = text(Call.INSERT_BEFORE, rest.get(0), "The action", 200);
        Optional<String> title = text(Call.INSERT_BEFORE, rest.get(1), "The title", 200);
        Optional<String> reason = reason(Call.INSERT_BEFORE, rest.get(2));
        List<String> declared = words.vocabulary().payload().stream()
                .map(Vocabulary.Declared::name)
                .toList();
        List<String> fields = new ArrayList<>();
        boolean known = true;
        for (Token token : rest.subList(3, rest.size())) {
            Optional<String> field = text(Call.INSERT_BEFORE, token, "A field", 100);
            field.ifPresent(fields::add);
            known &= field.filter(declared::contains).isPresent();
            if (field.isPresent() && !declared.contains(field.get())) {
                problems.addStructure(
                        RuleErrorCode.UNKNOWN_PROPERTY,
                        token.place(),
                        "'" + Text.shortened(field.get()) + "' is not a payload field of vocabulary.yaml."
                                + problems.didYouMean(token.place(), field.get(), declared),
                        "What stands behind the reason are the fields of the step's payload that the new step gets.");
            }
        }
        if (action.isEmpty() || title.isEmpty() || reason.isEmpty() || !known) {
            return List.of();
        }
        return List.of(new Saying.Insert(action.get(), title.get(), List.copyOf(fields), reason.get()));
    }

    private Optional<Finding.Effect> raiseRisk(List<Token> rest) {
        Token level = rest.get(0);
        Optional<RiskLevel> risk = Vocabulary.RISK
                .choice(level.text().replaceFirst("^RiskLevel[.]", ""))
                .filter(found -> level.is(Token.Kind.WORD))
                .map(found -> RiskLevel.valueOf(found.name()));
        if (risk.isEmpty()) {
            problems.addStructure(
                    RuleErrorCode.ARGUMENT,
                    level.place(),
                    "The risk is a RiskLevel; " + level.quoted() + " is not.",
                    "Example: " + Call.RAISE_RISK.example);
        }
        Optional<String> reason = reason(Call.RAISE_RISK, rest.get(1));
        return risk.flatMap(to -> reason.map(why -> new Finding.RaiseRisk(to, why)));
    }

    private Optional<Finding.Effect> inform(List<Token> rest) {
        Optional<String> role = role(Call.NOTIFY, rest.get(0));
        Optional<String> reason = reason(Call.NOTIFY, rest.get(1));
        return role.flatMap(who -> reason.map(why -> new Finding.Notify(Set.of(who), why)));
    }

    private Optional<String> role(Call call, Token token) {
        Optional<String> role = text(call, token, "The role", ROLE_LENGTH);
        if (role.isPresent() && !role.get().equals(role.get().strip())) {
            problems.add(RuleErrorCode.ARGUMENT, token.place(), "The role begins or ends with a space.", "Delete it.");
            return Optional.empty();
        }
        return role.flatMap(written -> words.roles().resolve(written, token.place(), problems));
    }

    private Optional<Integer> quorum(Token token) {
        Optional<Integer> quorum =
                token.is(Token.Kind.NUMBER) ? Requirements.quorum(token.text()) : Optional.<Integer>empty();
        if (quorum.isEmpty()) {
            problems.addStructure(
                    RuleErrorCode.ARGUMENT,
                    token.place(),
                    "How many people must approve is a whole number from 1 to " + Requirements.MOST_QUORUM + "; "
                            + token.quoted() + " is not.",
                    "Example: " + Call.REQUIRE_APPROVAL.example);
        }
        return quorum;
    }

    private Optional<Duration> due(Token token) {
        Optional<Duration> due =
                token.is(Token.Kind.TEXT) ? Requirements.due(token.text()) : Optional.<Duration>empty();
        if (due.isEmpty()) {
            problems.addStructure(
                    RuleErrorCode.ARGUMENT,
                    token.place(),
                    "The time for the approval is a duration of days, hours and minutes up to 366 days; "
                            + token.quoted() + " is not.",
                    "Write \"P2D\" for two days, \"PT4H\" for four hours.");
        }
        return due;
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
