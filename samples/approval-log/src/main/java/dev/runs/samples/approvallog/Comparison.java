package dev.runs.samples.approvallog;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What a replay and an oracle say about the same cases, side by side. */
final class Comparison {
    private final Map<String, CaseFacts> ours;
    private final Oracle oracle;
    private final List<Row> rows = new ArrayList<>();
    private final List<Difference> differences = new ArrayList<>();

    private Comparison(Map<String, CaseFacts> ours, Oracle oracle) {
        this.ours = ours;
        this.oracle = oracle;
    }

    /**
     * A sum, from both sides.
     *
     * @param what what is counted
     * @param library what the replay counted
     * @param oracle what the oracle says
     */
    record Row(String what, long library, long oracle) {}

    /**
     * Something about one case on which the two do not agree.
     *
     * @param caseId the case
     * @param what the two answers
     * @param reason what is known about why
     */
    record Difference(String caseId, String what, String reason) {}

    /**
     * Compares.
     *
     * @param whole whether the whole log was replayed; otherwise cases that only the oracle knows are left out
     */
    static Comparison of(Map<String, CaseFacts> ours, Oracle oracle, boolean whole) {
        Comparison comparison = new Comparison(ours, oracle);
        comparison.compareCases(whole);
        comparison.sum();
        return comparison;
    }

    private void compareCases(boolean whole) {
        ours.forEach((id, facts) -> {
            Oracle.Line line = oracle.cases().get(id);
            if (line == null) {
                differences.add(new Difference(id, "it is in the log only", "the oracle has no line about it"));
            } else {
                compare(facts, line);
            }
        });
        if (whole) {
            oracle.cases().keySet().stream()
                    .filter(id -> !ours.containsKey(id))
                    .forEach(id -> differences.add(
                            new Difference(id, "it is in the oracle only", "the log has no case of that id")));
        }
    }

    private void compare(CaseFacts facts, Oracle.Line line) {
        String reason = facts.refusals().isEmpty()
                ? "the library refused nothing in this case"
                : "the library refused " + String.join("; and ", facts.refusals());
        if (!facts.ending().name().equals(line.end())) {
            add(facts, facts.ending().words() + " at the end, the oracle says " + line.end(), reason);
        }
        for (Fact fact : Fact.values()) {
            long theirs = line.flags().getOrDefault(fact.flag(), 0L);
            if (fact.isInOracle() && facts.count(fact) != theirs) {
                add(facts, fact.words() + ": " + facts.count(fact) + ", the oracle says " + theirs, reason);
            }
        }
        line.flags().keySet().stream()
                .filter(flag -> Fact.ofFlag(flag).isEmpty())
                .forEach(flag -> add(facts, "the oracle has a flag '" + flag + "'", "this sample does not know it"));
        if (!facts.approvers().equals(line.approvers())) {
            add(facts, "approved by " + facts.approvers() + ", the oracle says " + line.approvers(), reason);
        }
    }

    private void add(CaseFacts facts, String what, String reason) {
        differences.add(new Difference(facts.id(), what, reason));
    }

    private void sum() {
        List<Oracle.Line> theirs = ours.keySet().stream()
                .filter(oracle.cases()::containsKey)
                .map(oracle.cases()::get)
                .toList();
        for (Ending ending : Ending.values()) {
            rows.add(new Row(
                    ending.words() + " at the end",
                    ours.values().stream()
                            .filter(facts -> facts.ending() == ending)
                            .count(),
                    theirs.stream()
                            .filter(line -> line.end().equals(ending.name()))
                            .count()));
        }
        for (Fact fact : Fact.values()) {
            if (fact.isInOracle()) {
                rows.add(new Row(
                        fact.words() + " (cases)",
                        ours.values().stream()
                                .filter(facts -> facts.count(fact) > 0)
                                .count(),
                        theirs.stream()
                                .filter(line -> line.flags().getOrDefault(fact.flag(), 0L) > 0)
                                .count()));
            }
        }
    }

    /** Returns the sums. */
    List<Row> rows() {
        return rows;
    }

    /** Returns every difference, case by case. */
    List<Difference> differences() {
        return differences;
    }
}
