package dev.runs.cli;

/** The program behind {@code bin/runs}. */
public final class RunsCli {

    private RunsCli() {}

    /** Prints the name of this program. */
    public static void main(String[] args) {
        System.out.println("runs");
    }
}
