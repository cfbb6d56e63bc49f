package dev.runs.gate;

/**
 * Where a finding comes from: a rule of a pack, down to file and line.
 *
 * @param id the rule's id, as in {@code @id("ADV-001")}; unique within its pack
 * @param title the rule's name, a sentence
 * @param owner who answers for the rule
 * @param rationale why there is such a rule
 * @param file the file within the pack, with forward slashes
 * @param line the line on which the rule begins, from 1
 * @since 0.1.0
 */
public record RuleRef(String id, String title, String owner, String rationale, String file, int line) {
    /** Returns {@code file:line}. */
    public String place() {
        return file + ":" + line;
    }
}
