package dev.runs.rules.internal.text;

import dev.runs.rules.problem.RuleErrorCode;
import java.util.List;

/** Walks over the tokens of one file. Stays on the last token, the end, for ever. */
public final class Cursor {
    /** Leaves the part of a rule that cannot be understood any further; the mistake is recorded already. */
    public static final class Stop extends Exception {
        private static final long serialVersionUID = 1L;

        Stop() {
            super("stop", null, false, false);
        }
    }

    private final List<Token> tokens;
    private final Problems problems;
    private int at;

    public Cursor(List<Token> tokens, Problems problems) {
        this.tokens = tokens;
        this.problems = problems;
    }

    public Token peek() {
        return tokens.get(at);
    }

    public Token peek(int ahead) {
        return tokens.get(Math.max(0, Math.min(at + ahead, tokens.size() - 1)));
    }

    public Token take() {
        Token token = peek();
        if (at < tokens.size() - 1) {
            at++;
        }
        return token;
    }

    public boolean takeIf(String wordOrSign) {
        boolean there = peek().is(wordOrSign);
        if (there) {
            take();
        }
        return there;
    }

    /** Takes the word or sign that must stand here. */
    public void expect(String wordOrSign, String where, String example) throws Stop {
        if (!takeIf(wordOrSign)) {
            throw stop(
                    RuleErrorCode.SYNTAX,
                    peek(),
                    "'" + wordOrSign + "' is missing " + where + "; found " + peek().quoted() + ".",
                    example);
        }
    }

    public Stop stop(RuleErrorCode code, Token token, String text, String hint) {
        // A word that was misspelt just before explains what does not fit here.
        if (!problems.misspelt(peek(-1).place()) && !problems.misspelt(peek(-2).place())) {
            problems.addStructure(code, token.place(), text, hint);
        }
        return new Stop();
    }

    /** Returns whether here begins something that cannot be within the present part of a rule. */
    public boolean atBoundary() {
        Token token = peek();
        return token.is(Token.Kind.END)
                || token.is("when")
                || token.is("then")
                || token.is("end")
                || (token.is("rule") && !peek(1).is("."));
    }

    /** Skips to the next boundary. */
    public void skipToBoundary() {
        while (!atBoundary()) {
            take();
        }
    }

    /** Skips brackets and what is in them; stands on an opening bracket. */
    public void skipBrackets() {
        int depth = 0;
        do {
            Token token = peek();
            if (token.is("(") || token.is("[") || token.is("{")) {
                depth++;
            } else if (token.is(")") || token.is("]") || token.is("}")) {
                depth--;
            } else if (atBoundary()) {
                return;
            }
            take();
        } while (depth > 0);
    }

    /** Skips to behind the bracket that closes the one in which this stands, or to the next boundary. */
    public void skipPastClosing() {
        while (!atBoundary() && !takeIf(")")) {
            if (peek().is("(") || peek().is("[") || peek().is("{")) {
                skipBrackets();
            } else {
                take();
            }
        }
    }

    /** Skips the tokens in the line of the given one. */
    public void skipLine(Token token) {
        while (!peek().is(Token.Kind.END)
                && peek().place().line() == token.place().line()) {
            take();
        }
    }
}
