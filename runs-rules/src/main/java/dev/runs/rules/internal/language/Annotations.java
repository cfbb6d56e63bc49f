package dev.runs.rules.internal.language;

import dev.runs.rules.internal.text.Cursor;
import dev.runs.rules.internal.text.Place;
import dev.runs.rules.internal.text.Problems;
import dev.runs.rules.internal.text.Text;
import dev.runs.rules.internal.text.Token;
import dev.runs.rules.problem.RuleErrorCode;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The annotations of one rule: {@code @id}, {@code @owner}, {@code @rationale}, and {@code @review} if it has one. */
public final class Annotations {
    private enum Name {
        ID("@id(\"ADV-001\")", 64),
        OWNER("@owner(\"Legal\")", 100),
        RATIONALE("@rationale(\"Customer references are public statements\")", 500),
        REVIEW("@review(\"legal-safe review\")", 100);

        private final String example;
        private final int most;

        Name(String example, int most) {
            this.example = "Example: " + example;
            this.most = most;
        }

        private String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private static final List<String> WORDS =
            Arrays.stream(Name.values()).map(Name::word).toList();
    private static final Map<String, String> OTHER_WORDS =
            Map.of("author", "owner", "team", "owner", "description", "rationale", "reason", "rationale", "name", "id");

    private final Problems problems;
    private final Map<Name, Token> values = new EnumMap<>(Name.class);

    Annotations(Problems problems) {
        this.problems = problems;
    }

    /** Reads one annotation; stands on its {@code @}. */
    void read(Cursor cursor) {
        cursor.take();
        Token name = cursor.peek();
        if (!name.is(Token.Kind.WORD) || cursor.atBoundary()) {
            problems.addStructure(
                    RuleErrorCode.ANNOTATION,
                    name.place(),
                    "A name is missing after '@'.",
                    "Example: @id(\"ADV-001\")");
            return;
        }
        cursor.take();
        Optional<Name> known = Arrays.stream(Name.values())
                .filter(candidate -> candidate.word().equals(name.text()))
                .findFirst();
        if (known.isEmpty()) {
            unknown(name);
        }
        if (!cursor.peek().is("(")) {
            problems.addStructure(
                    RuleErrorCode.ANNOTATION,
                    name.place(),
                    "'@" + name.text() + "' has no text in brackets.",
                    known.map(annotation -> annotation.example).orElse(""));
            return;
        }
        Token value = cursor.peek(1);
        boolean simple = value.is(Token.Kind.TEXT) && cursor.peek(2).is(")");
        cursor.skipBrackets();
        known.ifPresent(annotation -> value(annotation, name, value, simple));
    }

    private void value(Name annotation, Token name, Token value, boolean simple) {
        if (!simple) {
            problems.addStructure(
                    RuleErrorCode.ANNOTATION,
                    value.place(),
                    "'@" + name.text() + "' takes exactly one text, in double quotes; found " + value.quoted() + ".",
                    annotation.example);
            values.putIfAbsent(annotation, new Token(Token.Kind.END, "", value.place()));
        } else if (values.putIfAbsent(annotation, value) != null) {
            problems.add(RuleErrorCode.ANNOTATION, name.place(), "'@" + name.text() + "' stands twice in this rule.");
        } else if (Text.check(problems, RuleErrorCode.ANNOTATION, value, "'@" + name.text() + "'", annotation.most)
                && annotation == Name.ID
                && !value.text().matches("[A-Za-z0-9][A-Za-z0-9._-]*")) {
            problems.add(
                    RuleErrorCode.ANNOTATION,
                    value.place(),
                    "An id has letters, digits, '.', '_' and '-' only; '" + value.text() + "' has others.",
                    annotation.example);
        }
    }

    private void unknown(Token name) {
        String other = OTHER_WORDS.get(name.text());
        problems.addStructure(
                RuleErrorCode.ANNOTATION,
                name.place(),
                "Rules have no '@" + name.text() + "'."
                        + (other == null ? Text.didYouMean(name.text(), WORDS) : " Did you mean '" + other + "'?"),
                "A rule has: @id, @owner, @rationale, and @review if it asks for an approval.");
    }

    /** Records what is missing. */
    void checkComplete(Token rule) {
        for (Name name : Name.values()) {
            if (name != Name.REVIEW && !values.containsKey(name)) {
                problems.addStructure(
                        RuleErrorCode.ANNOTATION,
                        rule.place(),
                        "The rule has no '@" + name.word() + "'.",
                        name.example);
            }
        }
    }

    String id() {
        return text(Name.ID);
    }

    Optional<Place> idPlace() {
        return Optional.ofNullable(values.get(Name.ID))
                .filter(token -> token.is(Token.Kind.TEXT))
                .map(Token::place);
    }

    String owner() {
        return text(Name.OWNER);
    }

    String rationale() {
        return text(Name.RATIONALE);
    }

    Optional<String> review() {
        return Optional.of(text(Name.REVIEW)).filter(text -> !text.isEmpty());
    }

    private String text(Name name) {
        Token token = values.get(name);
        return token == null ? "" : token.text();
    }
}
