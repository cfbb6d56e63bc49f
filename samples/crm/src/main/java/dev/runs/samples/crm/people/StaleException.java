package dev.runs.samples.crm.people;

/** It was changed since it was read. */
public final class StaleException extends RuntimeException {
    StaleException(String what, long seen, long now) {
        super(what + " was seen in version " + seen + " and is in version " + now + " now");
    }
}
