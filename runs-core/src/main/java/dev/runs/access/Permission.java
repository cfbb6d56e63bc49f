package dev.runs.access;

/**
 * What an actor can be permitted, besides deciding: who decides, takes back an answer or recalls a request is said by the
 * rules and by who asked, never by an access policy.
 *
 * @since 0.1.0
 */
public enum Permission {
    /** To start runs. Asked without a run. */
    START("start runs"),
    /**
     * To see which runs the tenant has, what changed, which steps wait for a time, and what led to what: keys, states, times and
     * counts. Asked without a run; whoever must not know of a certain run must not have it.
     */
    LIST("see the tenant's runs"),
    /** To see that the run is there, and its keys, states, times, counts and history, without a word or a value. */
    SEE_RUN("see"),
    /** To see its words and values: titles, reasons, comments, outputs. */
    SEE_WORDS("see the words of"),
    /** To see what is asked of approvers about a step: what would be done, to whom, why. */
    SEE_APPROVAL("see the approvals of"),
    /** To add steps, put one before another, or replace one; rules decide about each of them. */
    PROPOSE("add steps to"),
    /** To give a step another payload, or ask again after a rejection. */
    EDIT("edit the steps of"),
    /** To leave a step out, or count it as done. */
    SKIP("skip or waive steps of"),
    /** To say what became of an action of which nobody knows. */
    RESOLVE("say what became of a step of"),
    /** To say something about a step. */
    COMMENT("comment on"),
    /** To cancel the run as a whole. */
    CANCEL("cancel"),
    /** To put the run on hold, and let it go on. */
    HOLD("hold or release"),
    /** To ask other people instead of those whom the rules ask. */
    REASSIGN("reassign approvals of"),
    /** To get everything that is kept about the run, as one text. */
    EXPORT("export"),
    /** To erase its words and values for good. */
    ERASE("erase words of");

    private final String verb;

    Permission(String verb) {
        this.verb = verb;
    }

    /** Returns what it permits, to be followed by the run, such as {@code add steps to}. */
    public String verb() {
        return verb;
    }

    /** Returns whether it is about the tenant and not about a run. */
    public boolean ofTenant() {
        return this == START || this == LIST;
    }
}
