package dev.runs.samples.approvallog;

/** Replays an approval log as a program. */
public final class ApprovalLog {

    private ApprovalLog() {}

    /** Prints the name of this program. */
    public static void main(String[] args) {
        System.out.println("Runs approval log");
    }
}
