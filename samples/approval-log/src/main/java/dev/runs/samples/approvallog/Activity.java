package dev.runs.samples.approvallog;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What an event of an approval log means, told from its name alone: {@code Declaration FINAL_APPROVED by SUPERVISOR}.
 *
 * @param kind what was done
 * @param document to what kind of document, such as {@code Declaration}; empty for what the payment system did
 * @param role by whom, as the log says it; empty for what the payment system did
 */
record Activity(Kind kind, String document, String role) {
    static final String EMPLOYEE = "EMPLOYEE";

    private static final Pattern BY_SOMEBODY =
            Pattern.compile("(?<document>.+) (?<verb>SAVED|SUBMITTED|FOR_APPROVAL|APPROVED|FINAL_APPROVED|REJECTED)"
                    + " by (?<role>[^/]+)");

    /** What was done. */
    enum Kind {
        /** A draft was kept. Nothing is asked yet. */
        SAVED,
        /** The employee asks for the payment. */
        SUBMITTED,
        /** Somebody has it on the desk. */
        FOR_APPROVAL,
        /** Somebody in between agrees. */
        ENDORSED,
        /** Who has the last word agrees. */
        APPROVED,
        /** An approver says no. */
        REJECTED,
        /** The employee says no: takes it back, or has read that it was rejected. */
        TAKEN_BACK,
        /** The payment is asked of the payment system. */
        PAYMENT_REQUESTED,
        /** The payment system has paid. */
        PAYMENT_HANDLED,
        /** This sample does not know it. */
        UNKNOWN
    }

    /** Reads an event's name. */
    static Activity of(String name) {
        if (name.equals("Request Payment")) {
            return new Activity(Kind.PAYMENT_REQUESTED, "", "");
        } else if (name.equals("Payment Handled")) {
            return new Activity(Kind.PAYMENT_HANDLED, "", "");
        }
        Matcher match = BY_SOMEBODY.matcher(name);
        if (!match.matches()) {
            return new Activity(Kind.UNKNOWN, "", "");
        }
        String role = match.group("role");
        return new Activity(kind(match.group("verb"), role), match.group("document"), role);
    }

    private static Kind kind(String verb, String role) {
        return switch (verb) {
            case "APPROVED" -> Kind.ENDORSED;
            case "FINAL_APPROVED" -> Kind.APPROVED;
            case "REJECTED" -> role.equals(EMPLOYEE) ? Kind.TAKEN_BACK : Kind.REJECTED;
            default -> Kind.valueOf(verb);
        };
    }
}
