package dev.runs.record;

import dev.runs.graph.StepState;
import dev.runs.run.Ending;
import dev.runs.run.Fault;
import dev.runs.run.Permit;
import dev.runs.run.RunOutcome;
import dev.runs.run.RunStatus;
import dev.runs.run.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;

/** The summary: what was found, in stored words, joined with how the run stands, in derived ones (S12). */
final class SummaryWording {
    private static final int LISTED = 3;

    private final Facts facts;
    private final StepWording steps;
    private final Times times;

    SummaryWording(Facts facts, StepWording steps, Times times) {
        this.facts = facts;
        this.steps = steps;
        this.times = times;
    }

    /** How the run stands, and whether that is what one hopes for after good news. */
    private record Standing(boolean adverse, String text) {
        static Standing but(String text) {
            return new Standing(true, text);
        }

        static Standing and(String text) {
            return new Standing(false, text);
        }
    }

    String summary() {
        Standing standing = standing();
        return facts.clause()
                .map(clause -> Wording.ended(
                        Wording.clause(clause) + (standing.adverse() ? ", but " : ", and ") + standing.text()))
                .orElseGet(() -> Wording.sentence(standing.text()));
    }

    private Standing standing() {
        RunStatus status = facts.run().status();
        return switch (status) {
            case HELD -> Standing.but("the run is on hold");
            case RUNNING -> running();
            case ATTENTION -> attention();
            case PAUSED -> Standing.but(paused());
            case WAITING -> waiting();
            case COMPLETED -> completed();
            case FAILED -> Standing.but(list(in(StepState.FAILED)) + " failed");
            case CANCELLED -> Standing.but("the run was stopped: " + done());
        };
    }

    private List<Step> in(StepState... states) {
        List<StepState> wanted = List.of(states);
        return facts.counted().stream()
                .filter(step -> wanted.contains(step.state()))
                .toList();
    }

    private List<Step> where(Predicate<Step> condition) {
        return facts.counted().stream().filter(condition).toList();
    }

    /** "external reference promotion"; a step without an action goes by its title. */
    private String name(Step step) {
        return step.spec()
                .action()
                .map(action -> action.pattern().name().toLowerCase(Locale.ROOT) + " " + facts.actionName(action))
                .orElseGet(() -> facts.named(step.id()));
    }

    /** The steps by name, or their number where they are many. */
    private String list(List<Step> some) {
        return some.size() > LISTED
                ? Wording.count(some.size(), "step")
                : Wording.and(some.stream().map(this::name).distinct().toList());
    }

    private long number(List<Step> some) {
        return some.size() > LISTED
                ? some.size()
                : some.stream().map(this::name).distinct().count();
    }

    private String paused() {
        List<String> parts = new ArrayList<>(pending());
        List<Step> sentBack = in(StepState.CHANGES_REQUESTED);
        if (!sentBack.isEmpty()) {
            parts.add(list(sentBack) + " " + Wording.be(number(sentBack)) + " paused until asked for again");
        }
        return Wording.and(parts);
    }

    /** What waits for people, with which review. */
    private List<String> pending() {
        List<Step> asked = where(step -> step.openRound().isPresent());
        if (asked.size() > LISTED) {
            return List.of(asked.size() + " actions are paused pending approval");
        }
        return asked.stream()
                .map(step -> name(step) + " is paused pending "
                        + step.openRound().map(steps::review).orElse("approval"))
                .distinct()
                .toList();
    }

    private Standing running() {
        List<Step> rejected = in(StepState.REJECTED);
        List<Step> approved = where(step -> isApproved(step) && isMoving(step));
        StringBuilder text = new StringBuilder();
        if (!rejected.isEmpty()) {
            text.append(list(rejected))
                    .append(number(rejected) == 1 ? " was" : " were")
                    .append(" rejected, and ");
        }
        if (approved.isEmpty()) {
            text.append("work is under way: ").append(done());
        } else {
            boolean started = approved.stream().allMatch(step -> step.state() != StepState.READY);
            text.append(list(approved))
                    .append(" ")
                    .append(Wording.be(number(approved)))
                    .append(started ? " approved and being executed" : " approved and executed next");
        }
        List<String> pending = pending();
        if (!pending.isEmpty()) {
            text.append("; ").append(Wording.and(pending));
        }
        return new Standing(!rejected.isEmpty() || !pending.isEmpty(), text.toString());
    }

    private static boolean isApproved(Step step) {
        return step.permit().flatMap(Permit::round).isPresent();
    }

    private static boolean isMoving(Step step) {
        return switch (step.state()) {
            case READY, RUNNING, RETRYING -> true;
            default -> false;
        };
    }

    private Standing attention() {
        List<String> parts = new ArrayList<>();
        for (Step step : in(StepState.INDETERMINATE)) {
            parts.add("nobody knows whether " + name(step) + " happened");
        }
        for (Step step : in(StepState.PARKED)) {
            parts.add(name(step) + " failed " + (step.attempts() == 1 ? "once" : step.attempts() + " times")
                    + " and waits for a person");
        }
        for (Step step : where(other -> !other.faults().isEmpty())) {
            step.faults().forEach(fault -> parts.add(fault(step, fault)));
        }
        return Standing.but(parts.size() > LISTED ? parts.size() + " things need attention" : Wording.and(parts));
    }

    private String fault(Step step, Fault fault) {
        return switch (fault.code()) {
            case FAULT_NO_ELIGIBLE_APPROVER -> "nobody may approve " + name(step);
            case FAULT_GATE -> "the rules could not be asked about " + name(step);
            case FAULT_GATE_UNSTABLE -> "the rules keep changing their answer about " + name(step);
            default -> name(step) + " needs attention";
        };
    }

    private Standing waiting() {
        List<Step> held = in(StepState.HELD);
        if (!held.isEmpty()) {
            Step first = held.stream()
                    .min(java.util.Comparator.comparing(step -> step.heldUntil().orElseThrow()))
                    .orElseThrow();
            return Standing.but(name(first) + " is held until "
                    + times.exact(first.heldUntil().orElseThrow()));
        }
        List<Step> lacking = where(step -> step.state() == StepState.BLOCKED
                && step.spec().action().isPresent()
                && step.payload().isEmpty());
        return lacking.isEmpty()
                ? Standing.and("the rest waits for work outside")
                : Standing.but(list(lacking) + (number(lacking) == 1 ? " waits" : " wait") + " for a payload");
    }

    private Standing completed() {
        RunOutcome outcome = facts.run().outcome().orElse(RunOutcome.DONE);
        List<Step> rejected = in(StepState.REJECTED);
        String no = list(rejected) + (number(rejected) == 1 ? " was" : " were") + " rejected";
        return switch (outcome) {
            case DONE ->
                done(where(step ->
                        isApproved(step) && step.state() == StepState.COMPLETED && !step.ended(Ending.Kind.WAIVED)));
            case REJECTED -> Standing.but(no + ", and nothing external was executed");
            case PARTLY -> Standing.but(rejected.isEmpty() ? done() : no + "; " + done());
        };
    }

    private Standing done(List<Step> approved) {
        List<Step> objected = where(step -> !step.objections().isEmpty());
        if (!objected.isEmpty()) {
            return Standing.but(list(objected) + (number(objected) == 1 ? " was" : " were")
                    + " executed before an approver objected");
        }
        return Standing.and(
                approved.isEmpty()
                        ? done()
                        : list(approved) + (number(approved) == 1 ? " was" : " were") + " approved and executed");
    }

    /** "2 of 3 steps are done". */
    private String done() {
        long done = in(StepState.COMPLETED).size();
        long all = where(step -> !step.ended(Ending.Kind.REPLACED)).size();
        if (all == 0) {
            return "there is no step yet";
        }
        if (done == all) {
            return all == 1 ? "its one step is done" : "all " + all + " steps are done";
        }
        return done + " of " + Wording.count(all, "step") + " " + Wording.be(done) + " done";
    }
}
