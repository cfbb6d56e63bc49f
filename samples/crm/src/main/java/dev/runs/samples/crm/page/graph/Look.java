package dev.runs.samples.crm.page.graph;

import java.util.Locale;

/** How a step's state looks: a shape and a sign for each, so that nobody has to tell colours apart. */
public enum Look {
    /** It waits for other steps, or for a time. */
    WAITING("·"),
    /** People are asked. */
    ASKING("?"),
    /** It may be done, or is being done. */
    GOING("▶"),
    /** It is done. */
    DONE("✓"),
    /** Somebody or something said no. */
    REFUSED("✕"),
    /** It needs somebody who mends it. */
    TROUBLE("!"),
    /** It is not needed. */
    LEFT_OUT("–");

    private final String sign;

    Look(String sign) {
        this.sign = sign;
    }

    /** Returns the sign that stands for it. */
    public String sign() {
        return sign;
    }

    /** Returns its name in style sheets. */
    public String style() {
        return "look-" + name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Returns whether it goes on, or is at its end as it was meant to be. */
    public boolean isGoing() {
        return this == GOING || this == DONE;
    }

    /** Returns whether a step that looks so may be folded away with others: nobody has to do anything about it. */
    boolean isCalm() {
        return this == WAITING || this == DONE || this == LEFT_OUT;
    }

    /** Returns the look of a step's state, by the state's name. */
    public static Look of(String state) {
        return switch (state) {
            case "BLOCKED", "HELD" -> WAITING;
            case "AWAITING_APPROVAL", "CHANGES_REQUESTED" -> ASKING;
            case "READY", "RUNNING", "RETRYING" -> GOING;
            case "COMPLETED" -> DONE;
            case "REJECTED", "FAILED" -> REFUSED;
            case "SKIPPED", "CANCELLED" -> LEFT_OUT;
            // A state that a newer library has: somebody should look.
            default -> TROUBLE;
        };
    }
}
