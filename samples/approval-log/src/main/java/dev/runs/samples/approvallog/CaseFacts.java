package dev.runs.samples.approvallog;

import dev.runs.run.Round;
import dev.runs.run.Step;
import dev.runs.run.Vote;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What is known of a case when its last event has been replayed. What people decided is read from the run's record; only
 * what the library is not told of is noted here while it happens.
 */
final class CaseFacts {
    private final String id;
    private final Map<Fact, Integer> counts = new EnumMap<>(Fact.class);
    private final Map<String, Integer> imports = new HashMap<>();
    private final Map<String, Integer> unknown = new HashMap<>();
    private final List<String> approvers = new ArrayList<>();
    private final List<String> refusals = new ArrayList<>();
    private final Map<String, List<String>> heldBack = new LinkedHashMap<>();
    private boolean endorsed;
    private Ending ending = Ending.NEW;

    CaseFacts(String id) {
        this.id = id;
    }

    void note(Fact fact) {
        note(fact, 1);
    }

    private void note(Fact fact, int times) {
        if (times != 0) {
            counts.merge(fact, times, Integer::sum);
        }
    }

    /** Somebody on the way agrees with the latest submission. */
    void noteEndorsement(String role) {
        note(Fact.ENDORSED);
        approvers.add(role);
        endorsed = true;
    }

    void noteApproval(String role) {
        approvers.add(role);
    }

    /** What was said of the earlier submission does not count for a new one. */
    void noteSubmission() {
        endorsed = false;
    }

    void noteImport(String role) {
        imports.merge(role, 1, Integer::sum);
    }

    void noteUnknown(String activity) {
        unknown.merge(activity, 1, Integer::sum);
    }

    void noteRefusal(String refusal) {
        refusals.add(refusal);
    }

    /** A payment was asked or reported, and the library did not run it. */
    void noteHeldBack(String event, String why) {
        note(Fact.HELD_BACK);
        heldBack.computeIfAbsent(why, same -> new ArrayList<>()).add(event);
    }

    /** Reads what the library has recorded. */
    void conclude(Step payment) {
        List<Round> rounds = payment.rounds();
        int approvals = votes(rounds, Vote.Choice.APPROVE);
        int rejections = votes(rounds, Vote.Choice.REJECT);
        int revoked = in(rounds, Round.State.REVERSED);
        int objections = payment.objections().size();
        // To submit again while pending is to take back first; nobody said no.
        int recalled = in(rounds, Round.State.RECALLED) - count(Fact.SUBMITTED_AGAIN);
        note(Fact.SUBMITTED, rounds.size());
        note(Fact.RESUBMITTED, Math.max(0, rounds.size() - 1) - count(Fact.SUBMITTED_AGAIN));
        note(Fact.APPROVED, approvals);
        note(Fact.REVOKED, revoked);
        note(Fact.OBJECTED, objections);
        note(Fact.REVERSED, revoked + objections);
        note(Fact.RECALLED, recalled);
        note(Fact.TAKEN_BACK, recalled + count(Fact.ACKNOWLEDGED));
        note(Fact.REJECTED, rejections + revoked + objections + count(Fact.TAKEN_BACK));
        note(Fact.DECIDED, approvals + rejections + revoked + objections + recalled);
        ending = Ending.of(payment, endorsed);
    }

    private static int votes(List<Round> rounds, Vote.Choice choice) {
        return (int) rounds.stream()
                .flatMap(round -> round.votes().stream())
                .filter(vote -> vote.choice() == choice)
                .count();
    }

    private static int in(List<Round> rounds, Round.State state) {
        return (int) rounds.stream().filter(round -> round.state() == state).count();
    }

    String id() {
        return id;
    }

    Ending ending() {
        return ending;
    }

    int count(Fact fact) {
        return counts.getOrDefault(fact, 0);
    }

    /** Returns who endorsed and approved, in order. */
    List<String> approvers() {
        return approvers;
    }

    /** Returns the roles for which the import actor acted. */
    Map<String, Integer> imports() {
        return imports;
    }

    /** Returns the activities that this sample does not know. */
    Map<String, Integer> unknown() {
        return unknown;
    }

    /** Returns what the library refused. */
    List<String> refusals() {
        return refusals;
    }

    /** Returns why payments did not run, and what in the log asked for them or reported them. */
    Map<String, List<String>> heldBack() {
        return heldBack;
    }
}
