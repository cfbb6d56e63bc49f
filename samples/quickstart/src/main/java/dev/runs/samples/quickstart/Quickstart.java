package dev.runs.samples.quickstart;

/** The reference run as a program. */
public final class Quickstart {

    private Quickstart() {}

    /** Prints the name of this program. */
    public static void main(String[] args) {
        System.out.println("Runs quickstart");
    }
}
