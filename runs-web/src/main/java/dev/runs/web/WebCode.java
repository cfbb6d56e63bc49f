package dev.runs.web;

/** What the API itself has to object to. Listed in {@code docs/error-codes.md}. */
enum WebCode {
    /** Nobody has signed in. */
    NOBODY("RUNS-WEB-001", 401, "Not signed in"),
    /** There is nothing at that address. */
    NO_RESOURCE("RUNS-WEB-002", 404, "No such resource"),
    /** What is there does not know the method. */
    METHOD("RUNS-WEB-003", 405, "Method not allowed"),
    /** An address, parameter, header or body cannot be read. */
    BAD_INPUT("RUNS-WEB-004", 400, "Bad input"),
    /** The body is not JSON, as it says itself. */
    MEDIA_TYPE("RUNS-WEB-005", 415, "Not JSON"),
    /** The body is too large. */
    TOO_LARGE("RUNS-WEB-006", 413, "Too large"),
    /** A decision does not say what was looked at. */
    NO_IF_MATCH("RUNS-WEB-007", 428, "If-Match is missing"),
    /** A page of another site wants to change something. */
    CROSS_SITE("RUNS-WEB-008", 403, "From another site"),
    /** There are too many event streams. */
    TOO_MANY_STREAMS("RUNS-WEB-009", 429, "Too many event streams"),
    /** The store cannot be reached. */
    STORE_DOWN("RUNS-WEB-010", 503, "Not available now"),
    /** Something failed that should not. */
    UNEXPECTED("RUNS-WEB-011", 500, "Unexpected failure");

    private final String id;
    private final int status;
    private final String title;

    WebCode(String id, int status, String title) {
        this.id = id;
        this.status = status;
        this.title = title;
    }

    String id() {
        return id;
    }

    int status() {
        return status;
    }

    String title() {
        return title;
    }
}
