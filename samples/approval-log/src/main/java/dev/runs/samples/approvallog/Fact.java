package dev.runs.samples.approvallog;

import java.util.Arrays;
import java.util.Optional;

/** What is counted in each case. Most of it the oracle counts too, under a name of its own. */
enum Fact {
    SAVED("n_SAVED", "saved as a draft"),
    SUBMITTED("n_SUBMITTED", "submitted, each time a round of approval"),
    FOR_APPROVAL("n_FOR_APPROVAL", "put on somebody's desk"),
    ENDORSED("n_APPROVED", "approved on the way, each time a stage"),
    APPROVED("n_FINAL_APPROVED", "approved finally"),
    REJECTED("n_REJECTED", "rejected, in any way"),
    TAKEN_BACK("withdrawn_or_rejected_by_submitter", "rejected by the employee"),
    RESUBMITTED("resubmitted_after_rejection", "resubmitted after a rejection"),
    SUBMITTED_AGAIN("submitted_again_while_pending", "submitted again while pending"),
    REVERSED("rejected_after_final", "rejected after the final approval"),
    ENDORSED_LATE("approved_after_final", "approved after the final approval, counted only"),
    ASKED_UNAPPROVED("Request_Payment_before_final_approval", "payment asked without a final approval"),
    HANDLED_UNAPPROVED("Payment_Handled_before_final_approval", "payment made without a final approval"),

    /** An answer of a person that the library accepted: approve, reject, take back, reverse. */
    DECIDED("", "decisions of people"),
    /** The employee takes an open request back. */
    RECALLED("", "taken back while open"),
    /** The employee has read a rejection; the library has nothing to do. */
    ACKNOWLEDGED("", "rejected already, the employee has read it"),
    /** An approval taken back in time. */
    REVOKED("", "permit revoked"),
    /** An approval taken back too late. */
    OBJECTED("", "objected to after the payment"),
    /** A payment that is to be asked back. */
    COMPENSATION("", "compensation proposed, which waits for an approval of its own"),
    /** The library ran the payment. */
    PAID("", "payment executed"),
    /** The library ran it before. */
    PAID_ALREADY("", "asked again, not executed again"),
    /** The library did not run the payment. */
    HELD_BACK("", "asked and held back");

    private final String flag;
    private final String words;

    Fact(String flag, String words) {
        this.flag = flag;
        this.words = words;
    }

    /** Returns the fact that the oracle calls by that name. */
    static Optional<Fact> ofFlag(String flag) {
        return Arrays.stream(values())
                .filter(fact -> fact.isInOracle() && fact.flag.equals(flag))
                .findFirst();
    }

    /** Returns what the oracle calls it; empty if it knows nothing of it. */
    String flag() {
        return flag;
    }

    boolean isInOracle() {
        return !flag.isEmpty();
    }

    String words() {
        return words;
    }
}
