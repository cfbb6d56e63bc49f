package dev.runs.record;

@SuppressWarnings("DoNotCallSuggester")
public final class Explanations {
    private Explanations() {}

    public static Explanation whyAllowed(RecordSource s, String step) {
        throw new IllegalStateException();
    }

    public static Explanation whyBlocked(RecordSource s, String step) {
        throw new IllegalStateException();
    }
}
