package dev.runs.samples.approvallog;

import dev.runs.gate.Stage;
import dev.runs.gate.Track;
import dev.runs.run.Round;
import dev.runs.run.Run;
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
    private final Map<String, StageCounts> stages = new LinkedHashMap<>();
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

    void noteApproval(String role) {
        approvers.add(role);
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
    void conclude(Run run) {
        Step payment = run.step(CaseReplay.PAY).orElseThrow();
        List<Round> rounds = payment.rounds();
        rounds.forEach(this::countStages);
        int approvals = votes(rounds, Vote.Choice.APPROVE);
        int last = lastWords(rounds);
        int rejections = votes(rounds, Vote.Choice.REJECT);
        int revoked = in(rounds, Round.State.REVERSED);
        int objections = payment.objections().size();
        // To submit again while pending is to take back first; nobody said no.
        int recalled = in(rounds, Round.State.RECALLED) - count(Fact.SUBMITTED_AGAIN);
        note(Fact.SUBMITTED, rounds.size());
        note(Fact.RESUBMITTED, Math.max(0, rounds.size() - 1) - count(Fact.SUBMITTED_AGAIN));
        note(Fact.ENDORSED, approvals - last + count(Fact.ENDORSED_LATE));
        note(Fact.APPROVED, last);
        note(Fact.REVOKED, revoked);
        note(Fact.OBJECTED, objections);
        note(Fact.COMPENSATION, compensations(run));
        note(Fact.REVERSED, revoked + objections);
        note(Fact.RECALLED, recalled);
        note(Fact.TAKEN_BACK, recalled + count(Fact.ACKNOWLEDGED));
        note(Fact.REJECTED, rejections + revoked + objections + count(Fact.TAKEN_BACK));
        note(Fact.DECIDED, approvals + rejections + revoked + objections + recalled);
        ending = Ending.of(payment);
    }

    private void countStages(Round round) {
        for (Round.Asking asking : round.askings()) {
            List<Stage> asked =
                    asking.track().stages().subList(0, asking.offer().stage() + 1);
            for (int place = 0; place < asked.size(); place++) {
                Stage stage = asked.get(place);
                stages.merge(stage.words(), StageCounts.of(round, stage, place), StageCounts::plus);
            }
        }
    }

    /** Returns how many approvals were those of a last stage. */
    private static int lastWords(List<Round> rounds) {
        int count = 0;
        for (Round round : rounds) {
            for (Track track : round.requirement().tracks()) {
                int place = track.stages().size() - 1;
                count += StageCounts.of(round, track.stages().get(place), place).approved();
            }
        }
        return count;
    }

    private static int compensations(Run run) {
        return (int) run.steps().stream()
                .flatMap(step -> step.spec().action().stream())
                .filter(action -> action.type().equals(Payment.RECLAIM))
                .count();
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

    /** Returns the roles that approved, in order. */
    List<String> approvers() {
        return approvers;
    }

    /** Returns what became of the stages of its rounds, by the people whom they ask. */
    Map<String, StageCounts> stages() {
        return stages;
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
