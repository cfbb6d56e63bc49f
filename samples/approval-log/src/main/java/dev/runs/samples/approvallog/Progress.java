package dev.runs.samples.approvallog;

import java.io.Console;
import java.io.PrintStream;
import java.lang.reflect.InvocationTargetException;
import java.util.Locale;

/** Tells how far a replay has come: a bar that is drawn over on a terminal, a line per tenth elsewhere. */
final class Progress {
    private static final int WIDTH = 30;

    private final PrintStream out;
    private final boolean terminal;
    private int shown = -1;
    private int shownCases;

    private Progress(PrintStream out, boolean terminal) {
        this.out = out;
        this.terminal = terminal;
    }

    static Progress on(PrintStream out) {
        return new Progress(out, isTerminal());
    }

    static Progress on(PrintStream out, boolean terminal) {
        return new Progress(out, terminal);
    }

    /** Shows that a part of the log, from 0 to 1, has been read. */
    void at(double part, int cases) {
        int percent = (int) (part * 100);
        int step = terminal ? percent : percent / 10 * 10;
        if (step > shown) {
            shown = step;
            show(step, cases);
        }
    }

    /** Shows the last state, and leaves the bar so that what follows begins on a line of its own. */
    void done(int cases) {
        if (cases != shownCases) {
            show(shown, cases);
        }
        if (terminal && shown >= 0) {
            out.println();
        }
    }

    private void show(int percent, int cases) {
        shownCases = cases;
        String text = String.format(Locale.ROOT, "%3d %%  %,d cases", percent, cases);
        if (terminal) {
            int full = percent * WIDTH / 100;
            out.print("\r[" + "#".repeat(full) + "-".repeat(WIDTH - full) + "] " + text);
            out.flush();
        } else {
            out.println(text);
        }
    }

    @SuppressWarnings("SystemConsoleNull") // It does on Java 17, and what newer ones return is asked below.
    private static boolean isTerminal() {
        Console console = System.console();
        if (console == null) {
            return false;
        }
        try {
            // From Java 22 on there may be a console without a terminal, and a method that tells.
            return (Boolean) Console.class.getMethod("isTerminal").invoke(console);
        } catch (NoSuchMethodException e) {
            return true;
        } catch (IllegalAccessException | InvocationTargetException e) {
            return false;
        }
    }
}
