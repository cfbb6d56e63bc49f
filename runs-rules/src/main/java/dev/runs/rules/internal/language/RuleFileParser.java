package dev.runs.rules.internal.language;

import dev.runs.gate.Level;
import dev.runs.gate.RuleRef;
import dev.runs.rules.internal.model.Clause;
import dev.runs.rules.internal.model.Condition;
import dev.runs.rules.internal.model.Rule;
import dev.runs.rules.internal.model.Saying;
import dev.runs.rules.internal.text.Cursor;
import dev.runs.rules.internal.text.Limits;
import dev.runs.rules.internal.text.Place;
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
 * Reads one rule file by recursive descent. What it does not know is a mistake: the language is what is written here
 * and in {@link ConditionParser} and {@link ConsequenceParser}, nothing else.
 *
 * <pre>
 * file       := package name [;] { import dev.runs.rules.facts.* [;] } rule+
 * rule       := rule TEXT annotation+ when subject then call+ end
 * annotation := @ (id | owner | rationale | review) ( TEXT )
 * </pre>
 */
public final class RuleFileParser {
    /** A rule and where its id stands. */
    public record Parsed(Rule rule, Place id) {}

    private static final String FACTS = "dev.runs.rules.facts.*";
    private static final String RULE_EXAMPLE =
            "Example: rule \"Discounts above 30 % need sales\" @id(\"PRC-001\") @owner(\"Sales\") @rationale(\"...\")";
    private static final Set<String> RESERVED_PACKAGES =
            Set.of("java", "javax", "jakarta", "jdk", "sun", "com.sun", "dev.runs", "org.drools", "org.kie");
    private static final Map<String, String> DECLARATIONS = Map.of(
            "function", "functions",
            "global", "globals; 'gate' is there without one",
            "query", "queries",
            "declare", "types; the facts are those of Runs",
            "unit", "rule units",
            "dialect", "a dialect",
            "template", "templates",
            "agenda", "agenda groups");
    private static final Set<String> ATTRIBUTES = Set.of(
            "salience",
            "no-loop",
            "lock-on-active",
            "enabled",
            "dialect",
            "timer",
            "calendars",
            "duration",
            "agenda-group",
            "activation-group",
            "ruleflow-group",
            "auto-focus",
            "date-effective",
            "date-expires",
            "extends");

    private final String file;
    private final Cursor cursor;
    private final Limits limits;
    private final PackWords words;
    private final Problems problems;

    public RuleFileParser(String file, List<Token> tokens, Limits limits, PackWords words, Problems problems) {
        this.file = file;
        this.cursor = new Cursor(tokens, problems);
        this.limits = limits;
        this.words = words;
        this.problems = problems;
    }

    public List<Parsed> rules() {
        packageLine();
        List<Parsed> rules = new ArrayList<>();
        boolean anyRule = false;
        while (!cursor.peek().is(Token.Kind.END)) {
            Token token = cursor.peek();
            if (token.is("rule")) {
                anyRule = true;
                rule().ifPresent(rules::add);
            } else if (token.is("import")) {
                importLine();
            } else if (!cursor.takeIf(";")) {
                declaration();
            }
        }
        if (!anyRule) {
            problems.addStructure(
                    RuleErrorCode.PACK_INCOMPLETE, Place.file(file), "There is no rule in this file.", RULE_EXAMPLE);
        }
        return rules;
    }

    private void packageLine() {
        Token start = cursor.peek();
        if (!cursor.takeIf("package")) {
            problems.addStructure(
                    RuleErrorCode.PACKAGE,
                    start.place(),
                    "A rule file begins with its package; found " + start.quoted() + ".",
                    "Example: package governance.advocacy");
            return;
        }
        String name = qualifiedName();
        if (!name.matches("[a-z][a-z0-9_]*([.][a-z][a-z0-9_]*)*") || name.length() > 100) {
            problems.addStructure(
                    RuleErrorCode.PACKAGE,
                    start.place(),
                    "'" + Text.shortened(name) + "' cannot be a package name: small letters, digits and points only.",
                    "Example: package governance.advocacy");
        }
        for (String reserved : RESERVED_PACKAGES) {
            if (name.equals(reserved) || name.startsWith(reserved + ".")) {
                problems.addStructure(
                        RuleErrorCode.PACKAGE,
                        start.place(),
                        "The package '" + Text.shortened(name)
                                + "' belongs to a library; a pack has a name of its own.",
                        "Example: package governance.advocacy");
            }
        }
        cursor.takeIf(";");
    }

    private void importLine() {
        Token start = cursor.take();
        String name = qualifiedName();
        if (name.endsWith(".") && cursor.takeIf("*")) {
            name += "*";
        }
        if (!name.equals(FACTS)) {
            problems.addStructure(
                    RuleErrorCode.IMPORT,
                    start.place(),
                    "Rules can import the facts of Runs only, not '" + Text.shortened(name) + "'.",
                    "Write: import " + FACTS);
            cursor.skipLine(start);
        }
        cursor.takeIf(";");
    }

    /** Takes words that are joined by points, as far as they go; may end with a point. */
    private String qualifiedName() {
        StringBuilder name = new StringBuilder();
        while (cursor.peek().is(Token.Kind.WORD) || cursor.peek().is(".")) {
            boolean point = cursor.peek().is(".");
            boolean pointBefore = name.length() == 0 || name.charAt(name.length() - 1) == '.';
            if (point == pointBefore) {
                break;
            }
            name.append(cursor.take().text());
        }
        return name.toString();
    }

    private void declaration() {
        Token token = cursor.take();
        String known = DECLARATIONS.get(token.text());
        problems.addStructure(
                RuleErrorCode.DECLARATION,
                token.place(),
                known == null
                        ? "After the package and the import there are only rules; found " + token.quoted() + "."
                        : "A rule file cannot have " + known + ".",
                known == null ? RULE_EXAMPLE : "Delete '" + token.text() + "' and what belongs to it.");
        while (!cursor.peek().is(Token.Kind.END) && !beginsSomething(cursor.peek())) {
            cursor.take();
        }
    }

    private static boolean beginsSomething(Token token) {
        return token.is("rule")
                || token.is("import")
                || (token.place().column() == 1 && DECLARATIONS.containsKey(token.text()));
    }

    private Optional<Parsed> rule() {
        Token start = cursor.take();
        String title = title();
        Annotations annotations = new Annotations(problems);
        while (!cursor.atBoundary()) {
            if (cursor.peek().is("@")) {
                annotations.read(cursor);
            } else {
                attribute();
            }
        }
        annotations.checkComplete(start);
        WhenParser parser = new WhenParser(cursor, limits, words.vocabulary(), problems);
        When when = when(parser);
        List<Saying> sayings = then(parser.subject(), annotations.review());
        end(start);
        RuleRef ref = new RuleRef(
                annotations.id(),
                title,
                annotations.owner(),
                annotations.rationale(),
                file,
                start.place().line());
        return annotations
                .idPlace()
                .map(place ->
                        new Parsed(new Rule(ref, Level.ENFORCE, when.condition(), when.clauses(), sayings), place));
    }

    private String title() {
        Token token = cursor.peek();
        if (!token.is(Token.Kind.TEXT)) {
            problems.addStructure(
                    RuleErrorCode.RULE_NAME,
                    token.place(),
                    "A rule's name is a sentence in double quotes; found " + token.quoted() + ".",
                    RULE_EXAMPLE);
            if (token.is(Token.Kind.WORD) && !cursor.atBoundary()) {
                cursor.take();
            }
            return "";
        }
        Text.check(problems, RuleErrorCode.RULE_NAME, cursor.take(), "A rule's name", 200);
        return token.text();
    }

    private void attribute() {
        Token token = cursor.take();
        StringBuilder word = new StringBuilder(token.text());
        while (token.is(Token.Kind.WORD)
                && cursor.peek().is("-")
                && cursor.peek(1).is(Token.Kind.WORD)) {
            word.append(cursor.take().text()).append(cursor.take().text());
        }
        boolean known = ATTRIBUTES.contains(word.toString());
        problems.addStructure(
                RuleErrorCode.ATTRIBUTE,
                token.place(),
                known
                        ? "Rules have no '" + word + "'."
                        : "Between a rule's name and 'when' stand annotations; found " + token.quoted() + ".",
                known
                        ? "Delete it: every rule is asked, always, in no order, and the strictest finding wins."
                        : "Example: @id(\"ADV-001\") @owner(\"Legal\") @rationale(\"...\")");
        while (!cursor.atBoundary() && !cursor.peek().is("@")) {
            cursor.take();
        }
    }

    /** What a rule says about its step, and about what is beside it. */
    private record When(Condition condition, List<Clause> clauses) {
        static final When ALWAYS = new When(new Condition.All(List.of()), List.of());
    }

    private When when(WhenParser parser) {
        Token token = cursor.peek();
        if (!cursor.takeIf("when")) {
            problems.addStructure(
                    RuleErrorCode.SYNTAX,
                    token.place(),
                    "'when' is missing after the annotations; found " + token.quoted() + ".",
                    "Example: when $step : StepFact( external == true ) then ... end");
            return When.ALWAYS;
        }
        try {
            return new When(parser.subjectPattern(), parser.clauses());
        } catch (Cursor.Stop stop) {
            cursor.skipToBoundary();
            return When.ALWAYS;
        }
    }

    private List<Saying> then(Optional<String> subject, Optional<String> review) {
        Token token = cursor.peek();
        if (!cursor.takeIf("then")) {
            problems.addStructure(
                    RuleErrorCode.SYNTAX,
                    token.place(),
                    "'then' is missing after the condition; found " + token.quoted() + ".",
                    "Example: when $step : StepFact( external == true ) then ... end");
            if (!token.is("gate")) {
                return List.of();
            }
        }
        return new ConsequenceParser(cursor, limits, words, subject, review, problems).calls(token);
    }

    private void end(Token start) {
        if (!cursor.takeIf("end")) {
            problems.addStructure(
                    RuleErrorCode.SYNTAX,
                    cursor.peek().place(),
                    "'end' is missing: the rule of line " + start.place().line() + " is not closed; found "
                            + cursor.peek().quoted() + ".",
                    "A rule has the form: rule \"...\" @id(\"...\") ... when ... then ... end");
            cursor.skipToBoundary();
            while (cursor.peek().is("when") || cursor.peek().is("then")) {
                cursor.take();
                cursor.skipToBoundary();
            }
            cursor.takeIf("end");
        }
    }
}
