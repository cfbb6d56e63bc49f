package dev.runs.samples.approvallog;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The sums over all cases of a replay. */
final class Totals {
    private final Map<Ending, Integer> endings = new EnumMap<>(Ending.class);
    private final Map<Fact, Integer> times = new EnumMap<>(Fact.class);
    private final Map<Fact, Integer> cases = new EnumMap<>(Fact.class);
    private final Map<String, Integer> imports = new TreeMap<>();
    private final Map<String, Integer> unknown = new TreeMap<>();
    private final Map<String, StageCounts> stages = new TreeMap<>();
    private final List<String> heldBack = new ArrayList<>();
    private final List<String> refusals = new ArrayList<>();
    private int count;
    private int objectedEndings;

    void add(CaseFacts facts) {
        count++;
        endings.merge(facts.ending(), 1, Integer::sum);
        for (Fact fact : Fact.values()) {
            if (facts.count(fact) > 0) {
                times.merge(fact, facts.count(fact), Integer::sum);
                cases.merge(fact, 1, Integer::sum);
            }
        }
        facts.stages().forEach((people, counts) -> stages.merge(people, counts, StageCounts::plus));
        facts.imports().forEach((role, uses) -> imports.merge(role, uses, Integer::sum));
        facts.unknown().forEach((activity, uses) -> unknown.merge(activity, uses, Integer::sum));
        facts.heldBack()
                .forEach((why, events) -> heldBack.add(facts.id() + " (" + String.join(", ", events) + "): " + why));
        facts.refusals().forEach(refusal -> refusals.add(facts.id() + ": " + refusal));
        if (facts.ending() == Ending.REJECTED && facts.count(Fact.OBJECTED) > 0) {
            objectedEndings++;
        }
    }

    int count() {
        return count;
    }

    int ended(Ending ending) {
        return endings.getOrDefault(ending, 0);
    }

    /** Returns how many cases ended rejected although they were paid. */
    int rejectedAfterPayment() {
        return objectedEndings;
    }

    int times(Fact fact) {
        return times.getOrDefault(fact, 0);
    }

    /** Returns in how many cases something happened at least once. */
    int cases(Fact fact) {
        return cases.getOrDefault(fact, 0);
    }

    /** Returns what became of the stages, by the people whom they ask. */
    Map<String, StageCounts> stages() {
        return stages;
    }

    Map<String, Integer> imports() {
        return imports;
    }

    Map<String, Integer> unknown() {
        return unknown;
    }

    List<String> heldBack() {
        return heldBack;
    }

    List<String> refusals() {
        return refusals;
    }
}
