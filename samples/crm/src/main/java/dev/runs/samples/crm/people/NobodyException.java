package dev.runs.samples.crm.people;

/** The tenant has nobody with a given id. */
public final class NobodyException extends RuntimeException {
    NobodyException(String what, String id) {
        super(what + " '" + id + "' is not known");
    }
}
