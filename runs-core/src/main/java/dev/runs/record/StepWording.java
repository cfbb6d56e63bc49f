package dev.runs.record;

import dev.runs.action.Pattern;
import dev.runs.action.RiskLevel;
import dev.runs.document.OutputsText;
import dev.runs.error.ErrorCode;
import dev.runs.gate.Approver;
import dev.runs.gate.Finding;
import dev.runs.gate.GateAnswer;
import dev.runs.gate.Level;
import dev.runs.graph.Edge;
import dev.runs.graph.EdgeCondition;
import dev.runs.run.Ending;
import dev.runs.run.Fault;
import dev.runs.run.LateResult;
import dev.runs.run.Permit;
import dev.runs.run.Round;
import dev.runs.run.RunEvent;
import dev.runs.run.Step;
import dev.runs.run.Vote;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** What is to be said of one step, of its approval and of what is wrong with it. */
final class StepWording {
    private final Facts facts;
    private final Times times;

    StepWording(Facts facts, Times times) {
        this.facts = facts;
        this.times = times;
    }

    /** The note of the step-by-step history. */
    String note(Step step) {
        return switch (step.state()) {
            case BLOCKED -> Wording.sentence("waits for " + blockers(step));
            case HELD -> Wording.sentence("held by a rule" + until(step) + Wording.because(holdReason(step)));
            case AWAITING_APPROVAL -> awaiting(step);
            case CHANGES_REQUESTED -> Wording.sentence("waits to be asked for again" + sentBack(step));
            case READY -> Wording.sentence(releasedBy(step) + "; it is executed next");
            case RUNNING ->
                Wording.sentence(releasedBy(step) + "; it is being executed"
                        + (step.attempts() > 1 ? " for the " + step.attempts() + ". time" : ""));
            case RETRYING ->
                Wording.sentence("failed " + times(step.attempts()) + " and is tried again" + failure(step));
            case INDETERMINATE ->
                Wording.sentence("nobody knows whether it happened; a person must say" + failure(step));
            case PARKED ->
                Wording.sentence(
                        "failed " + times(step.attempts()) + "; a person must say how to go on" + failure(step));
            case COMPLETED -> completed(step);
            case REJECTED -> rejected(step);
            case FAILED -> Wording.sentence("it did not happen" + failure(step));
            case SKIPPED -> Wording.sentence(skipped(step));
            case CANCELLED -> cancelled(step);
        };
    }

    private static String times(int attempts) {
        return attempts == 1 ? "once" : attempts + " times";
    }

    private String failure(Step step) {
        return step.failure().map(facts::comment).map(Wording::because).orElse("");
    }

    /** What a blocked step waits for, as the end of "waits for". */
    String blockers(Step step) {
        List<String> waitsFor = new ArrayList<>();
        for (Edge edge : open(step)) {
            waitsFor.add(facts.named(edge.from()) + after(edge.condition()));
        }
        String steps =
                step.spec().node().join().needed(step.spec().node().edges().size())
                                < step.spec().node().edges().size()
                        ? Wording.or(waitsFor)
                        : Wording.few(waitsFor);
        boolean payload = step.spec().action().isPresent() && step.payload().isEmpty();
        if (!steps.isEmpty() && payload) {
            return steps + ", and for its payload";
        }
        return payload ? "its payload" : steps.isEmpty() ? "the rules" : steps;
    }

    /** The edges into a step that are neither true nor dead. */
    List<Edge> open(Step step) {
        return step.spec().node().edges().stream()
                .filter(edge -> !facts.step(edge.from()).state().isTerminal())
                .toList();
    }

    private static String after(EdgeCondition condition) {
        return switch (condition) {
            case COMPLETED -> "";
            case REJECTED -> " to be rejected";
            case FAILED -> " to fail";
            case ALWAYS -> " to end";
        };
    }

    private String until(Step step) {
        return step.heldUntil().map(until -> " until " + times.exact(until)).orElse("");
    }

    String holdReason(Step step) {
        List<String> reasons = findings(step, Finding.Hold.class).stream()
                .map(finding -> Wording.clause(finding.effect().reason()))
                .toList();
        return String.join("; ", reasons);
    }

    /** The findings of the gate's last answer about a step that decided and say a certain thing. */
    List<Finding> findings(Step step, Class<? extends Finding.Effect> effect) {
        return step.decision().flatMap(facts::decision).stream()
                .flatMap(decision -> decision.answer().findings().stream())
                .filter(finding -> finding.level() == Level.ENFORCE && effect.isInstance(finding.effect()))
                .toList();
    }

    private String awaiting(Step step) {
        Round round = step.lastRound().orElseThrow();
        if (!round.isOpen()) {
            return "Nobody is asked while the run is on hold; what was said is kept.";
        }
        String faults = String.join(" ", step.faults().stream().map(this::fault).toList());
        long needed = Facts.needed(round);
        String votes = needed > 1 ? " (" + Wording.progress(Facts.given(round), needed) + ")" : "";
        String gating = "1 approval decision is still gating risky work" + votes + ".";
        return faults.isEmpty() ? gating : gating + " " + faults;
    }

    String sentBack(Step step) {
        return facts.latest(step.id(), RunEvent.ChangesRequested.class)
                .flatMap(RunEvent.ChangesRequested::reason)
                .map(facts::comment)
                .map(Wording::because)
                .orElse("");
    }

    /** How a step came to its permit: "approved by ana (Legal)" or "allowed by rule ADV-002". */
    String releasedBy(Step step) {
        Optional<Round> round = step.permit().flatMap(Permit::round).flatMap(step::round);
        if (round.isPresent()) {
            return "approved by " + voters(round.get(), Vote.Choice.APPROVE);
        }
        Set<String> rules = facts.latest(step.id(), RunEvent.GateAsked.class)
                .map(RunEvent.GateAsked::rules)
                .orElse(Set.of());
        return rules.isEmpty() ? "no rule asks for an approval" : "allowed by " + rules(rules);
    }

    /** "rule A", "rules A and B". */
    static String rules(Set<String> rules) {
        return (rules.size() == 1 ? "rule " : "rules ") + Wording.and(List.copyOf(rules));
    }

    /** "ana (Legal) and ben (Sales director)". */
    String voters(Round round, Vote.Choice choice) {
        Set<String> voters = new LinkedHashSet<>();
        round.votes().stream().filter(vote -> vote.choice() == choice).forEach(vote -> voters.add(voter(vote)));
        return Wording.and(List.copyOf(voters));
    }

    /** "ana (Legal)"; whoever was asked by name is named once. */
    private String voter(Vote vote) {
        return who(vote) + (Approver.isPerson(vote.role()) ? "" : " (" + vote.role() + ")");
    }

    private String who(Vote vote) {
        return facts.who(vote.voter())
                + vote.insteadOf()
                        .map(other -> " for " + facts.names().of(other))
                        .orElse("");
    }

    /** "approved by ana as Legal, 20 November 2026, 14:05 UTC: the words". */
    String vote(Vote vote, String reason) {
        return (vote.choice() == Vote.Choice.APPROVE ? "approved" : "rejected") + " by "
                + who(vote)
                + (Approver.isPerson(vote.role()) ? "" : " as " + vote.role()) + ", " + times.exact(vote.at())
                + Wording.because(reason);
    }

    /** Why a step was stopped, and what was told of it afterwards. */
    String cancelled(Step step) {
        return Wording.sentence(stopped(step))
                + step.lateResult()
                        .map(result -> " " + Wording.sentence(late("it", result) + lateWords(step)))
                        .orElse("");
    }

    /** Why a step was stopped, as the end of a sentence. */
    String stopped(Step step) {
        String other = step.ending().flatMap(Ending::by).map(facts::named).orElse("");
        if (step.ended(Ending.Kind.REPLACED)) {
            return "replaced by " + other + reason(step, RunEvent.StepReplaced.class, RunEvent.StepReplaced::reason);
        }
        if (step.ended(Ending.Kind.STOPPED)) {
            return "stopped, because the run was cancelled"
                    + reason(step, RunEvent.StepStopped.class, event -> Optional.of(event.reason()));
        }
        return other.isEmpty() ? "stopped" : "stopped, because " + other + " has enough without it";
    }

    /** What became of a step after it was stopped, as the end of a sentence. */
    static String late(String step, LateResult result) {
        return switch (result) {
            case AWAITED -> step + " had been started, and its handler has not answered";
            case DONE -> step + " happened all the same";
            case NOT_DONE -> step + " turned out not to have happened";
            case UNKNOWN -> "nobody knows whether " + step + " happened";
        };
    }

    private String lateWords(Step step) {
        String note = step.outputs()
                .flatMap(facts::outputs)
                .flatMap(OutputsText::note)
                .map(Wording::because)
                .orElse("");
        return note + reason(step, RunEvent.LateResultRecorded.class, RunEvent.LateResultRecorded::reason);
    }

    /** The words of whoever caused the last event of a kind. */
    private <E extends RunEvent> String reason(Step step, Class<E> kind, Function<E, Optional<String>> reason) {
        return facts.latest(step.id(), kind)
                .flatMap(reason)
                .map(facts::comment)
                .map(Wording::because)
                .orElse("");
    }

    /** Who said that a step counts as done, and why. */
    String waived(Step step) {
        String who = facts.recorded(step.id(), RunEvent.StepWaived.class)
                .map(recorded -> " by " + facts.who(recorded.by()))
                .orElse("");
        return "waived" + who + "; nothing was executed"
                + reason(step, RunEvent.StepWaived.class, event -> Optional.of(event.reason()));
    }

    private String completed(Step step) {
        if (step.ended(Ending.Kind.WAIVED)) {
            return Wording.sentence(waived(step));
        }
        Optional<String> reason =
                facts.latest(step.id(), RunEvent.StepCompleted.class).flatMap(RunEvent.StepCompleted::reason);
        if (reason.isPresent()) {
            String who = facts.recorded(step.id(), RunEvent.StepCompleted.class)
                    .map(recorded -> facts.who(recorded.by()))
                    .orElse("");
            return Wording.sentence("done, says " + who + Wording.because(facts.comment(reason.get())));
        }
        if (step.outputs().isPresent()) {
            Optional<OutputsText> outputs = facts.outputs(step.outputs().get());
            if (outputs.isEmpty()) {
                return Wording.sentence(facts.gone());
            }
            return outputs.get()
                    .note()
                    .or(() -> facts.plannedNote(step.id()))
                    .map(Wording::plain)
                    .orElse("Done.");
        }
        return facts.plannedNote(step.id()).orElse("Reached.");
    }

    private String rejected(Step step) {
        return Wording.sentence(rejection(step));
    }

    /** Whose no it was, and why. */
    String rejection(Step step) {
        RunEvent.StepRejected.No whose = facts.latest(step.id(), RunEvent.StepRejected.class)
                .map(RunEvent.StepRejected::whose)
                .orElse(RunEvent.StepRejected.No.RULE);
        return switch (whose) {
            case PERSON -> step.lastRound().map(this::rejection).orElse("rejected");
            case REVERSAL -> "the approval was taken back" + by(step) + reversal(step);
            case RULE -> denial(step);
            case EXPIRY -> "nobody answered in time";
        };
    }

    private String rejection(Round round) {
        return round.votes().stream()
                .filter(vote -> vote.choice() == Vote.Choice.REJECT)
                .findFirst()
                .map(vote -> "rejected by " + voter(vote) + Wording.because(facts.comment(vote.reason())))
                .orElse("rejected");
    }

    private String by(Step step) {
        return facts.recorded(step.id(), RunEvent.RoundClosed.class)
                .map(recorded -> " by " + facts.who(recorded.by()))
                .orElse("");
    }

    private String reversal(Step step) {
        return facts.latest(step.id(), RunEvent.RoundClosed.class)
                .flatMap(RunEvent.RoundClosed::reason)
                .map(facts::comment)
                .map(Wording::because)
                .orElse("");
    }

    private String denial(Step step) {
        Set<String> rules = facts.latest(step.id(), RunEvent.GateAsked.class)
                .map(RunEvent.GateAsked::rules)
                .orElse(Set.of());
        List<String> reasons = findings(step, Finding.Deny.class).stream()
                .map(finding -> Wording.clause(finding.effect().reason()))
                .toList();
        boolean overruled = step.lastRound()
                .filter(round -> round.state() == Round.State.OVERRULED)
                .isPresent();
        return "forbidden by " + (rules.isEmpty() ? "a rule" : rules(rules))
                + Wording.because(String.join("; ", reasons))
                + (overruled ? ". The approval that was given is overruled" : "");
    }

    /** Why a step is not needed. */
    String skipped(Step step) {
        if (step.skippedBecause().isEmpty()) {
            String who = facts.recorded(step.id(), RunEvent.StepSkipped.class)
                    .map(recorded -> " by " + facts.who(recorded.by()))
                    .orElse("");
            return "skipped" + who + reason(step, RunEvent.StepSkipped.class, RunEvent.StepSkipped::reason);
        }
        Optional<Step> because = step.skippedBecause().flatMap(id -> facts.run().step(id));
        return because.map(other -> "not needed, because " + facts.named(other.id()) + " " + ended(other))
                .orElse("not needed");
    }

    private static String ended(Step step) {
        return switch (step.state()) {
            case COMPLETED, REJECTED, SKIPPED, CANCELLED -> "was " + Wording.lower(step.state());
            case FAILED -> "failed";
            default -> "ended otherwise";
        };
    }

    /** Why people are asked in a round, in the words of the rules. */
    String reason(Round round) {
        if (facts.decision(round.decision()).isEmpty()) {
            return facts.gone();
        }
        Set<String> reasons = new LinkedHashSet<>();
        facts.requirements(round).forEach(require -> reasons.add(Wording.clause(require.reason())));
        if (round.requirement().tracks().stream()
                .anyMatch(track -> track.rules().isEmpty())) {
            reasons.add(defaultReason(round));
        }
        return String.join("; ", reasons);
    }

    /** Why the default approvers are asked. */
    String defaultReason(Round round) {
        List<GateAnswer.Fault> faults =
                facts.decision(round.decision()).orElseThrow().answer().faults();
        if (!faults.isEmpty()) {
            return "A rule could not be evaluated, so the default approvers decide";
        }
        boolean floor = round.pattern() == Pattern.EXTERNAL && round.risk() == RiskLevel.CRITICAL;
        boolean matched = facts.decision(round.decision()).orElseThrow().answer().findings().stream()
                .anyMatch(finding -> finding.level() == Level.ENFORCE);
        if (floor && matched) {
            return "An external action of critical risk always needs a person";
        }
        return raised(round)
                ? "A rule raised its risk to " + Wording.lower(round.risk()) + ", so the default approvers decide"
                : "No rule speaks about it, so the default approvers decide";
    }

    private boolean raised(Round round) {
        return facts.decision(round.decision()).orElseThrow().answer().findings().stream()
                .anyMatch(finding -> finding.level() == Level.ENFORCE && finding.effect() instanceof Finding.RaiseRisk);
    }

    /** What rules advise approvers without deciding. */
    List<String> advice(Round round) {
        return facts.decision(round.decision()).stream()
                .flatMap(decision -> decision.answer().findings().stream())
                .filter(finding -> finding.level() == Level.ADVISE)
                .map(finding -> finding.rule().id() + ": " + finding.effect().reason())
                .toList();
    }

    /** What a round's review is called, as the end of "pending". */
    String review(Round round) {
        Set<String> reviews = new LinkedHashSet<>();
        facts.requirements(round).forEach(require -> require.review().ifPresent(reviews::add));
        return reviews.isEmpty()
                ? "approval by " + Wording.approvers(round.requirement(), facts.names())
                : Wording.and(List.copyOf(reviews));
    }

    String fault(Fault fault) {
        String rules = fault.rules().isEmpty() ? "the pack" : rules(fault.rules());
        String roles = Wording.and(fault.roles().stream().map(Wording::quoted).toList());
        return switch (fault.code()) {
            case FAULT_NO_ELIGIBLE_APPROVER ->
                "Nobody holds the role " + roles + ", for which " + rules + " "
                        + (fault.rules().size() > 1 ? "ask." : "asks.");
            case FAULT_GATE -> "A rule failed or the gate could not answer, so people are asked.";
            case FAULT_GATE_UNSTABLE -> "The answer of " + rules + " changed each time the step was to start.";
            default -> Wording.sentence(fault.code().words());
        };
    }

    static String mend(ErrorCode code) {
        return switch (code) {
            case FAULT_NO_ELIGIBLE_APPROVER -> "give somebody the role, or change the rule";
            case FAULT_GATE -> "mend the rule pack; until then let the approvers decide";
            case FAULT_GATE_UNSTABLE -> "mend the rules, so that they answer the same about the same step";
            default -> "see docs/error-codes.md";
        };
    }
}
