package dev.runs.rules.internal.text;

import dev.runs.rules.problem.RuleErrorCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Cuts a scanned rule file into tokens, in one pass. Bounds the nesting of brackets, so that no parser ever recurses
 * deeper than that.
 */
public final class Tokenizer {
    private static final List<String> LONG_SIGNS = List.of("==", "!=", "<=", ">=", "&&", "||");
    private static final String OTHER_QUOTES = "'`\u00B4\u2018\u2019\u201A\u201C\u201D\u201E\u00AB\u00BB";
    private static final String SIGNS = "(){}[],;:.@!<>=+-*/%#&|?~^";

    private final String file;
    private final String text;
    private final Limits limits;
    private final Problems problems;
    private final List<Token> tokens = new ArrayList<>();
    private int at;
    private int line = 1;
    private int column = 1;
    private int depth;
    private boolean tooDeep;
    private String end = "the end of the file";

    public Tokenizer(String file, String text, Limits limits, Problems problems) {
        this.file = file;
        this.text = text;
        this.limits = limits;
        this.problems = problems;
    }

    /** Cuts a text that stands at a place of a file. */
    public Tokenizer(Place start, String text, Limits limits, Problems problems) {
        this(start.file(), text, limits, problems);
        this.line = start.line();
        this.column = start.column();
        this.end = "the end of the text";
    }

    /** Returns the tokens, the last of which is the end; empty when the file is not to be parsed. */
    public Optional<List<Token>> tokens() {
        while (at < text.length() && !tooDeep) {
            next();
        }
        tokens.add(new Token(Token.Kind.END, end, here()));
        return tooDeep ? Optional.empty() : Optional.of(tokens);
    }

    private void next() {
        int c = text.codePointAt(at);
        if (c == ' ' || c == '\t' || c == '\n' || c == '\r') {
            advance();
        } else if (text.startsWith("//", at)) {
            while (at < text.length() && text.charAt(at) != '\n') {
                advance();
            }
        } else if (text.startsWith("/*", at)) {
            comment();
        } else if (c == '"') {
            quoted();
        } else if (c == '$' || letter(c)) {
            Place place = here();
            String word = run();
            tokens.add(new Token(c == '$' ? Token.Kind.VARIABLE : Token.Kind.WORD, word, place));
            if (word.equals("rule") || word.equals("then") || word.equals("end")) {
                // A bracket that was left open in one part does not count in the next.
                depth = 0;
            }
        } else if (digit(c) || (c == '-' && at + 1 < text.length() && digit(text.charAt(at + 1)))) {
            number();
        } else {
            sign(c);
        }
    }

    private void comment() {
        Place place = here();
        int end = text.indexOf("*/", at + 2);
        if (end < 0) {
            problems.addSpelling(RuleErrorCode.SYNTAX, place, "This comment has no end.", "Close it with */");
            end = text.length() - 2;
        }
        while (at < end + 2) {
            advance();
        }
    }

    private void quoted() {
        Place place = here();
        StringBuilder content = new StringBuilder();
        advance();
        while (at < text.length() && text.charAt(at) != '"' && text.charAt(at) != '\n' && text.charAt(at) != '\r') {
            if (text.charAt(at) == '\\') {
                escape(content);
            } else {
                content.appendCodePoint(text.codePointAt(at));
                advance();
            }
        }
        if (at < text.length() && text.charAt(at) == '"') {
            advance();
        } else {
            problems.addSpelling(
                    RuleErrorCode.SYNTAX,
                    place,
                    "This text has no closing quote in its line.",
                    "Example: \"Requires legal review\"");
        }
        tokens.add(new Token(Token.Kind.TEXT, content.toString(), place));
    }

    private void escape(StringBuilder content) {
        Place place = here();
        advance();
        char escaped = at < text.length() ? text.charAt(at) : '\n';
        if (escaped == '"' || escaped == '\\') {
            content.append(escaped);
            advance();
        } else {
            problems.addSpelling(
                    RuleErrorCode.CHARACTER,
                    place,
                    "A backslash in a text can only stand before a quote or another backslash.",
                    "Write \\\" for a quote and \\\\ for a backslash.");
        }
    }

    private void number() {
        Place place = here();
        int start = at;
        advance();
        while (at < text.length() && (digit(text.charAt(at)) || decimalPoint())) {
            advance();
        }
        String digits = text.substring(start, at);
        if (at < text.length() && letter(text.codePointAt(at))) {
            String tail = run();
            problems.addSpelling(
                    RuleErrorCode.VALUE,
                    place,
                    "'" + digits + tail + "' is not a number.",
                    "Numbers are written with digits and one point, such as 10000 or 99.50");
        } else if (digits.matches("-?0[0-9].*") || digits.indexOf('.') != digits.lastIndexOf('.')) {
            problems.addSpelling(
                    RuleErrorCode.VALUE,
                    place,
                    "'" + digits + "' is not a number.",
                    "Numbers are written with digits and one point, such as 10000 or 99.50");
            digits = "0";
        } else if (digits.length() > 30) {
            problems.addSpelling(RuleErrorCode.LIMIT, place, "The number has more than 30 characters.", "");
            digits = "0";
        }
        tokens.add(new Token(Token.Kind.NUMBER, digits, place));
    }

    private boolean decimalPoint() {
        return text.charAt(at) == '.' && at + 1 < text.length() && digit(text.charAt(at + 1));
    }

    private void sign(int c) {
        Place place = here();
        for (String sign : LONG_SIGNS) {
            if (text.startsWith(sign, at)) {
                advance();
                advance();
                tokens.add(new Token(Token.Kind.SIGN, sign, place));
                return;
            }
        }
        advance();
        if (c < 128 && SIGNS.indexOf(c) >= 0) {
            nest(c, place);
            tokens.add(new Token(Token.Kind.SIGN, Character.toString(c), place));
        } else if (OTHER_QUOTES.indexOf(c) >= 0) {
            otherQuotes(c, place);
        } else if (Character.isSpaceChar(c)) {
            problems.addSpelling(
                    RuleErrorCode.CHARACTER,
                    place,
                    "This is an unusual space (" + Character.getName(c) + ").",
                    "Replace it by an ordinary space.");
        } else {
            problems.addSpelling(
                    RuleErrorCode.CHARACTER,
                    place,
                    "'" + Character.toString(c) + "' can only stand within a text or a comment.",
                    "");
        }
    }

    /** Reports a text in other quotes, and takes it all the same, to find what else is wrong. */
    private void otherQuotes(int c, Place place) {
        problems.addSpelling(
                RuleErrorCode.CHARACTER,
                place,
                "Texts stand in straight double quotes, not in " + Character.toString(c) + " quotes.",
                "Example: \"Requires legal review\"");
        int start = at;
        while (at < text.length() && text.charAt(at) != '\n' && OTHER_QUOTES.indexOf(text.charAt(at)) < 0) {
            advance();
        }
        tokens.add(new Token(Token.Kind.TEXT, text.substring(start, at), place));
        if (at < text.length() && text.charAt(at) != '\n') {
            advance();
        }
    }

    private void nest(int c, Place place) {
        if (c == '(' || c == '[' || c == '{') {
            depth++;
            if (depth > limits.nesting()) {
                tooDeep = true;
                problems.add(
                        RuleErrorCode.NESTING,
                        place,
                        "Brackets stand more than " + limits.nesting() + " deep in each other.",
                        "Write the condition flatter, or as several rules.");
            }
        } else if (c == ')' || c == ']' || c == '}') {
            depth = Math.max(0, depth - 1);
        }
    }

    private String run() {
        int start = at;
        advance();
        while (at < text.length() && (letter(text.codePointAt(at)) || digit(text.charAt(at)))) {
            advance();
        }
        return text.substring(start, at);
    }

    private static boolean letter(int c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
    }

    private static boolean digit(int c) {
        return c >= '0' && c <= '9';
    }

    private Place here() {
        return new Place(file, line, column);
    }

    private void advance() {
        int c = text.codePointAt(at);
        at += Character.charCount(c);
        if (c == '\n') {
            line++;
            column = 1;
        } else {
            column++;
        }
    }
}
