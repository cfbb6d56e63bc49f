package dev.runs.engine;

/** The kinds of erasable content, as stores and exports name them. */
final class ContentKinds {
    static final String TEXTS = "texts";
    static final String PAYLOAD = "payload";
    static final String DECISION = "decision";
    static final String COMMENT = "comment";
    static final String OUTPUTS = "outputs";
    static final String EVIDENCE = "evidence";
    static final String FAILURE = "failure";

    private ContentKinds() {}
}
