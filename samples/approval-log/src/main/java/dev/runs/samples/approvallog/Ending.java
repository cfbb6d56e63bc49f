package dev.runs.samples.approvallog;

import dev.runs.run.Step;

/** How a case stands at the end of the log, as the run's record says it. */
enum Ending {
    /** The final approval stands. */
    APPROVED("approved"),
    /** Rejected, taken back, or objected to after the payment. */
    REJECTED("rejected"),
    /** Asked, and somebody on the way has endorsed it. */
    PARTLY("partly approved"),
    /** Asked, and nobody has said anything. */
    PENDING("pending"),
    /** Never asked. */
    NEW("never submitted");

    private final String words;

    Ending(String words) {
        this.words = words;
    }

    String words() {
        return words;
    }

    /**
     * Returns how the payment stands.
     *
     * @param endorsed whether somebody on the way has endorsed the latest submission
     */
    static Ending of(Step payment, boolean endorsed) {
        return switch (payment.state()) {
            case AWAITING_APPROVAL -> endorsed ? PARTLY : PENDING;
            case REJECTED, CHANGES_REQUESTED -> REJECTED;
            case BLOCKED -> payment.rounds().isEmpty() ? NEW : PENDING;
            default -> payment.objections().isEmpty() ? APPROVED : REJECTED;
        };
    }
}
