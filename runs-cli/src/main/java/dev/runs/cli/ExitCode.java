package dev.runs.cli;

/** What the process says to scripts. Further numbers are kept for commands to come. */
final class ExitCode {
    static final int OK = 0;
    /** The command line, a folder or a store is wrong, or the program failed. */
    static final int TOOL_ERROR = 1;
    /** There are warnings, and they were to count. */
    static final int WARNINGS = 2;
    /** A rule pack or its cases have mistakes. */
    static final int INVALID_PACK = 3;
    /** A case does not get what it expects, or cases cover less than asked. */
    static final int FAILED = 4;

    private ExitCode() {}
}
