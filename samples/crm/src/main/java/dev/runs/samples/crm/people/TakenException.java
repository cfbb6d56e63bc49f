package dev.runs.samples.crm.people;

/** Somebody else of the tenant has it already. */
public final class TakenException extends RuntimeException {
    TakenException(String what) {
        super(what + " is taken by another");
    }
}
