package dev.runs.samples.quickstart;

import java.io.Console;
import java.io.PrintStream;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Prints in colour where somebody looks at a terminal, and plain text elsewhere. */
final class Terminal {
    enum Style {
        PLAIN(""),
        BOLD("1"),
        DIM("2"),
        GOOD("32"),
        WAITING("33"),
        BAD("31"),
        TITLE("1;36");

        private final String code;

        Style(String code) {
            this.code = code;
        }
    }

    private final PrintStream out;
    private final boolean colour;

    Terminal(PrintStream out, boolean colour) {
        this.out = out;
        this.colour = colour;
    }

    static Terminal of(PrintStream out, Map<String, String> environment) {
        boolean wanted = !environment.containsKey("NO_COLOR")
                && !environment.getOrDefault("TERM", "dumb").equals("dumb");
        return new Terminal(out, wanted && isTerminal(System.console()));
    }

    /** From JDK 22 on there is a console also where output goes into a file; only it can say which it is. */
    private static boolean isTerminal(@Nullable Console console) {
        if (console == null) {
            return false;
        }
        try {
            return (Boolean) Console.class.getMethod("isTerminal").invoke(console);
        } catch (ReflectiveOperationException e) {
            return true;
        }
    }

    String styled(Style style, String text) {
        return colour && style != Style.PLAIN ? "\u001b[" + style.code + "m" + text + "\u001b[0m" : text;
    }

    void line(String text) {
        out.println(text);
    }

    void line() {
        out.println();
    }

    /** A heading over a part of the output. */
    void heading(String text) {
        line();
        line(styled(Style.TITLE, text));
        line(styled(Style.DIM, "-".repeat(Math.min(100, text.length()))));
    }

    /** What the program does next. */
    void act(String text) {
        line();
        line(styled(Style.BOLD, "== " + text + " " + "=".repeat(Math.max(3, 96 - text.length()))));
    }
}
