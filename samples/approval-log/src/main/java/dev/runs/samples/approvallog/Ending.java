package dev.runs.samples.approvallog;

import dev.runs.run.Step;
import dev.runs.run.Vote;

/** How a case stands at the end of the log, as the run's record says it. */
enum Ending {
    /** The final approval stands. */
    APPROVED("approved"),
    /** Rejected, taken back, or objected to after the payment. */
    REJECTED("rejected"),
    /** Asked, and a stage has approved it. */
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

    /** Returns how the payment stands. */
    static Ending of(Step payment) {
        return switch (payment.state()) {
            case AWAITING_APPROVAL -> isPartly(payment) ? PARTLY : PENDING;
            case REJECTED, CHANGES_REQUESTED -> REJECTED;
            case BLOCKED -> payment.rounds().isEmpty() ? NEW : PENDING;
            default -> payment.objections().isEmpty() ? APPROVED : REJECTED;
        };
    }

    private static boolean isPartly(Step payment) {
        return payment.openRound().stream()
                .flatMap(round -> round.votes().stream())
                .anyMatch(Vote::approves);
    }
}
