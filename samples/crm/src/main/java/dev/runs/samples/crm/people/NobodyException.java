package dev.runs.samples.crm.people;

/** The tenant has nobody with a given id. */
public final class NobodyException extends RuntimeException {
    private final boolean asked;

    private NobodyException(String what, String id, boolean asked) {
        super(what + " '" + id + "' is not known");
        this.asked = asked;
    }

    /** The one that was asked for is not there. */
    static NobodyException asked(String what, String id) {
        return new NobodyException(what, id, true);
    }

    /** The one that is named in what is to be written is not there. */
    static NobodyException named(String what, String id) {
        return new NobodyException(what, id, false);
    }

    /** Returns whether it is the one that was asked for, and not one that was named. */
    public boolean isAsked() {
        return asked;
    }
}
