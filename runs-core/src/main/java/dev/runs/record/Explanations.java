package dev.runs.record;

import dev.runs.action.Pattern;
import dev.runs.action.RiskLevel;
import dev.runs.document.DecisionText;
import dev.runs.error.ErrorCode;
import dev.runs.error.Nearest;
import dev.runs.error.Problem;
import dev.runs.error.RunsException;
import dev.runs.gate.FactRead;
import dev.runs.gate.Finding;
import dev.runs.gate.GateQuestion;
import dev.runs.gate.Level;
import dev.runs.gate.Stage;
import dev.runs.graph.Edge;
import dev.runs.graph.StepState;
import dev.runs.record.Explanation.Kind;
import dev.runs.record.Explanation.Line;
import dev.runs.run.Ending;
import dev.runs.run.Permit;
import dev.runs.run.RecordedEvent;
import dev.runs.run.Round;
import dev.runs.run.Run;
import dev.runs.run.RunEvent;
import dev.runs.run.Step;
import dev.runs.run.Vote;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Says why a step may be executed, or why it is not. Answers come from the record alone: no rule is asked again, and a rule
 * pack that changed meanwhile changes no answer.
 *
 * @since 0.1.0
 */
public final class Explanations {
    /** Of a rule that counts over a long run, nobody reads every step that it counted. */
    private static final int MAX_FACTS = 20;

    private final Facts facts;
    private final RecordSource source;
    private final Times times;
    private final StepWording wording;
    private final NearWording wouldHave;
    private final Step step;
    private final List<Line> lines = new ArrayList<>();

    private Explanations(RecordSource source, String step, ZoneId zone) {
        this.source = source;
        this.facts = new Facts(source);
        this.times = new Times(source.now(), zone);
        this.wording = new StepWording(facts, times);
        this.wouldHave = new NearWording(times, source.names());
        this.step = find(source.run(), step);
    }

    /**
     * Says on what the permission to execute a step rests, with times in UTC.
     *
     * @throws RunsException with {@link ErrorCode#NOT_FOUND} if there is no such step
     */
    public static Explanation whyAllowed(RecordSource source, String step) {
        return whyAllowed(source, step, ZoneOffset.UTC);
    }

    /** As {@link #whyAllowed(RecordSource, String)}, with times in the given zone. */
    public static Explanation whyAllowed(RecordSource source, String step, ZoneId zone) {
        return new Explanations(source, step, zone).allowed();
    }

    /**
     * Says what keeps a step from going on, with times in UTC.
     *
     * @throws RunsException with {@link ErrorCode#NOT_FOUND} if there is no such step
     */
    public static Explanation whyBlocked(RecordSource source, String step) {
        return whyBlocked(source, step, ZoneOffset.UTC);
    }

    /** As {@link #whyBlocked(RecordSource, String)}, with times in the given zone. */
    public static Explanation whyBlocked(RecordSource source, String step, ZoneId zone) {
        return new Explanations(source, step, zone).blocked();
    }

    private static Step find(Run run, String id) {
        List<String> ids = run.steps().stream().map(Step::id).toList();
        return run.step(id)
                .orElseThrow(() -> new RunsException(new Problem(
                        ErrorCode.NOT_FOUND,
                        "Run '" + run.id() + "' has no step '" + id + "' (steps: " + String.join(", ", ids) + ").",
                        Nearest.to(id, ids)
                                .map(near -> "did you mean '" + near + "'?")
                                .orElse("name one of its steps"))));
    }

    private void add(Kind kind, String text) {
        lines.add(new Line(kind, text));
    }

    private String name() {
        return facts.namedAction(step.id());
    }

    private Explanation explanation(String headline) {
        return new Explanation(step.id(), headline, lines);
    }

    private Explanation allowed() {
        if (step.spec().action().isEmpty()) {
            return explanation(name() + " is a milestone: it does nothing that would need a permission.");
        }
        if (step.ended(Ending.Kind.WAIVED)) {
            add(Kind.SKIPPED, Wording.sentence(wording.waived(step)));
            return explanation(name() + " was never executed: it was waived.");
        }
        Optional<Permit> valid = step.permit().filter(permit -> permit.state() != Permit.State.REVOKED);
        if (valid.isEmpty()) {
            add(Kind.MEND, "Ask why it is blocked instead.");
            return explanation(name() + " is not allowed: it " + Wording.is(step.state()) + ".");
        }
        Permit permit = valid.get();
        Optional<Round> round = permit.round().flatMap(step::round);
        verdicts(permit, round.isPresent());
        decision(permit.decision());
        floor(permit.pattern(), permit.risk());
        round.ifPresent(there -> there.votes()
                .forEach(vote -> add(Kind.VOTE, Wording.sentence(wording.vote(vote, facts.comment(vote.reason()))))));
        permit(permit);
        add(Kind.PAYLOAD, "Payload " + permit.digest().value() + ", and no other.");
        round.filter(there -> there.state() == Round.State.REVERSED)
                .ifPresent(there -> add(Kind.REJECTION, "The approval was taken back afterwards."));
        step.objections()
                .forEach(objection -> add(
                        Kind.REJECTION,
                        Wording.sentence("objection by " + facts.who(objection.by()) + " after the start, "
                                + times.exact(objection.at())
                                + Wording.because(facts.comment(objection.reason())))));
        return explanation(Wording.sentence(
                name() + " " + execution() + ": " + (round.isPresent() ? approved(round.get()) : byRules())));
    }

    private String execution() {
        return switch (step.state()) {
            case READY -> "may be executed";
            case RUNNING, RETRYING -> "is being executed";
            case COMPLETED -> "was executed";
            case FAILED -> "was tried and failed";
            case INDETERMINATE, PARKED -> "was started";
            default -> "was allowed";
        };
    }

    private String approved(Round round) {
        return "approved by " + wording.voters(round, Vote.Choice.APPROVE)
                + (round.number() > 1 ? " in round " + round.number() : "");
    }

    private String byRules() {
        return wording.releasedBy(step);
    }

    /** What the gate said when it decided, and when it was asked again at the start. */
    private void verdicts(Permit permit, boolean votes) {
        for (RecordedEvent recorded : source.history()) {
            if (recorded.event() instanceof RunEvent.GateAsked asked
                    && asked.step().equals(step.id())
                    && (asked.decision().equals(permit.decision())
                            || (asked.phase() == GateQuestion.Phase.START
                                    && !recorded.at().isBefore(permit.issued())))) {
                boolean again = asked.phase() == GateQuestion.Phase.START;
                String held = again && votes && asked.verdict() == RunEvent.VerdictKind.NEEDS_APPROVAL
                        ? "; the votes hold"
                        : "";
                add(
                        Kind.VERDICT,
                        (again ? "Asked again at the start, " : "Asked ") + times.exact(recorded.at()) + ": "
                                + EventWording.verdict(asked) + held + ".");
            }
        }
    }

    /** Rules, pack and default approvers of one answer of the gate. */
    private void decision(String content) {
        Optional<DecisionText> read = facts.decision(content);
        if (read.isEmpty()) {
            add(Kind.RULE, "The reasons of the rules " + facts.wereGone() + ".");
            return;
        }
        DecisionText decision = read.get();
        for (Finding finding : decision.answer().findings()) {
            lines.add(new Line(
                    Kind.RULE,
                    "Rule " + finding.rule().id() + " (" + finding.rule().place() + ") \""
                            + finding.rule().title() + "\" " + effect(finding) + level(finding.level()) + ".",
                    Optional.of(finding.rule().id())));
        }
        facts(decision.answer().reads());
        decision.answer()
                .faults()
                .forEach(fault -> add(Kind.FAULT, Wording.sentence(fault.code() + " " + fault.message())));
        add(
                Kind.PACK,
                "Rule pack '" + decision.pack() + "', version " + decision.version() + ", " + decision.digest() + ".");
        add(
                Kind.DEFAULT_APPROVERS,
                "Where no rule speaks about a risky or external step, its default approvers are asked: "
                        + Wording.or(decision.defaultApprovers()) + ".");
        decision.answer().near().forEach(trace -> add(Kind.NEAR, wouldHave.sentence(trace)));
    }

    private void facts(List<FactRead> reads) {
        FactWording words = new FactWording(times);
        reads.stream().limit(MAX_FACTS).forEach(read -> add(Kind.FACT, "The rules read: " + words.of(read) + "."));
        if (reads.size() > MAX_FACTS) {
            add(Kind.FACT, "They read " + Wording.count(reads.size() - MAX_FACTS, "more fact") + ".");
        }
    }

    private String effect(Finding finding) {
        String reason = Wording.because(finding.effect().reason());
        if (finding.effect() instanceof Finding.Require require) {
            return "asks for " + Wording.stages(require.stages(), facts.names()) + reason;
        } else if (finding.effect() instanceof Finding.Hold hold) {
            return "holds until " + times.exact(hold.until()) + reason;
        } else if (finding.effect() instanceof Finding.RaiseRisk raise) {
            return "raises the risk to " + Wording.lower(raise.risk()) + reason;
        } else if (finding.effect() instanceof Finding.Notify notice) {
            return "tells " + Wording.and(List.copyOf(notice.roles())) + reason;
        }
        if (finding.effect() instanceof Finding.InsertBefore insert) {
            return "wants '" + insert.title() + "' to be done before" + reason;
        }
        return (finding.effect() instanceof Finding.Deny ? "forbids" : "allows") + reason;
    }

    private static String level(Level level) {
        return switch (level) {
            case OBSERVE -> " (observed only)";
            case ADVISE -> " (advice only)";
            case ENFORCE -> "";
        };
    }

    private void floor(Pattern pattern, RiskLevel risk) {
        String kind = "an " + Wording.lower(pattern) + " action of " + Wording.lower(risk) + " risk";
        boolean floor = pattern == Pattern.EXTERNAL && risk == RiskLevel.CRITICAL;
        add(Kind.FLOOR, "It is " + kind + (floor ? ", which no rule can allow without a person." : "."));
        step.spec()
                .action()
                .filter(action -> !action.catalogued())
                .ifPresent(action -> add(
                        Kind.FLOOR,
                        "The catalogue does not know '" + action.type()
                                + "', so that it counts as external and critical."));
    }

    private void permit(Permit permit) {
        String state = switch (permit.state()) {
            case ISSUED -> "not used yet, valid until " + times.exact(permit.expires());
            case CONSUMED -> "used";
            case REVOKED -> "void";
        };
        add(Kind.PERMIT, "Permit " + permit.key() + ", issued " + times.exact(permit.issued()) + ", " + state + ".");
    }

    private Explanation blocked() {
        StepState state = step.state();
        switch (state) {
            case BLOCKED -> waiting();
            case HELD -> held();
            case AWAITING_APPROVAL -> awaiting();
            case CHANGES_REQUESTED -> {
                sentBack();
                add(Kind.MEND, "Resubmit it, with the same payload or another one.");
            }
            case INDETERMINATE, PARKED -> {
                step.failure()
                        .ifPresent(failure -> add(
                                Kind.EXECUTION,
                                Wording.sentence("its handler said" + Wording.because(facts.comment(failure)))));
                add(Kind.MEND, "Let a person say whether it happened.");
            }
            case FAILED ->
                step.failure()
                        .ifPresent(failure -> add(
                                Kind.EXECUTION,
                                Wording.sentence("its handler said" + Wording.because(facts.comment(failure)))));
            case REJECTED -> rejected();
            case SKIPPED -> add(Kind.SKIPPED, Wording.sentence(wording.skipped(step)));
            case CANCELLED -> {
                add(Kind.SKIPPED, wording.cancelled(step));
                if (step.isCancelledUnknown()) {
                    add(Kind.MEND, "Let a person say whether it happened.");
                }
            }
            default -> {
                return explanation(name() + " is not blocked: it " + Wording.is(state) + ".");
            }
        }
        faults();
        return explanation(Wording.sentence(headline(state)));
    }

    private String headline(StepState state) {
        return switch (state) {
            case BLOCKED -> name() + " waits for " + wording.blockers(step);
            case HELD ->
                name() + " is held until " + step.heldUntil().map(times::exact).orElse("a rule lets it go");
            case AWAITING_APPROVAL ->
                step.openRound()
                        .map(round -> name() + " waits for approval by "
                                + Wording.and(round.missing().stream()
                                        .map(asking -> Wording.asked(asking, facts.names()))
                                        .toList()))
                        .orElseGet(() -> name() + " waits until the run is let go on");
            case CHANGES_REQUESTED -> name() + " waits to be asked for again";
            case INDETERMINATE -> "Nobody knows whether " + name() + " happened";
            case PARKED -> name() + " failed as often as it may";
            case FAILED -> name() + " did not happen";
            case REJECTED -> name() + " was rejected";
            case CANCELLED -> name() + " was " + wording.stopped(step);
            default -> name() + " is " + wording.skipped(step);
        };
    }

    private void waiting() {
        step.lastRound()
                .filter(round -> round.state() == Round.State.SUSPENDED)
                .ifPresent(round -> add(
                        Kind.VOTE,
                        "Round " + round.number() + " of its approval is suspended ("
                                + Wording.progress(Facts.given(round), Facts.needed(round))
                                + "); what was said counts on if the payload stays as it is."));
        for (Edge edge : wording.open(step)) {
            Step earlier = facts.step(edge.from());
            add(
                    Kind.PREDECESSOR,
                    facts.named(earlier.id()) + " " + Wording.is(earlier.state()) + " since "
                            + times.exact(earlier.since()) + ".");
        }
        if (step.spec().action().isPresent() && step.payload().isEmpty()) {
            add(Kind.PAYLOAD, "It has no payload yet.");
        }
    }

    private void held() {
        step.decision().ifPresent(this::decision);
        step.heldUntil().ifPresent(until -> add(Kind.HELD, "The rules are asked again " + times.exact(until) + "."));
    }

    private void awaiting() {
        Round round = step.lastRound().orElseThrow();
        facts.run()
                .hold()
                .ifPresent(hold -> add(
                        Kind.HELD,
                        Wording.sentence("the run is on hold since " + times.exact(hold.since()) + ", by "
                                + facts.who(hold.by())
                                + Wording.because(facts.comment(hold.reason())))));
        for (Round.Asking asking : round.missing()) {
            long missing = asking.offer().needed() - round.approvals(asking);
            Set<String> rules = asking.track().rules();
            add(
                    Kind.MISSING,
                    Wording.count(missing, "approval") + " by " + Wording.asked(asking, facts.names()) + " "
                            + Wording.be(missing)
                            + " missing since " + times.exact(asking.offer().opened())
                            + (rules.isEmpty() ? "" : ", for " + StepWording.rules(rules)) + then(asking) + ".");
        }
        round.items()
                .forEach((key, item) -> item.owner()
                        .ifPresent(owner -> add(
                                Kind.MISSING,
                                Wording.sentence(facts.names().of(owner) + " has the question for "
                                        + facts.names().ofKey(key) + " to answer"))));
        round.votes()
                .forEach(vote -> add(Kind.VOTE, Wording.sentence(wording.vote(vote, facts.comment(vote.reason())))));
        if (!round.excluded().isEmpty()) {
            add(
                    Kind.EXCLUDED,
                    "Cannot vote, having asked for it, edited it or being represented by who did: "
                            + Wording.and(round.excluded().stream()
                                    .map(facts.names()::of)
                                    .toList()) + ".");
        }
        decision(round.decision());
        add(Kind.PAYLOAD, "Votes count for payload " + round.digest().value() + " alone.");
    }

    /** What comes after a stage. */
    private String then(Round.Asking asking) {
        List<Stage> later = asking.track()
                .stages()
                .subList(asking.offer().stage() + 1, asking.track().stages().size());
        return later.isEmpty()
                ? ""
                : "; then " + Wording.stages(later, facts.names()) + " " + (later.size() == 1 ? "is" : "are")
                        + " asked";
    }

    private void sentBack() {
        facts.recorded(step.id(), RunEvent.ChangesRequested.class)
                .ifPresent(recorded -> add(
                        Kind.REJECTION,
                        Wording.sentence("taken back by " + facts.who(recorded.by()) + ", " + times.exact(recorded.at())
                                + wording.sentBack(step))));
    }

    private void rejected() {
        add(Kind.REJECTION, Wording.sentence(wording.rejection(step)));
        boolean byRule = facts.latest(step.id(), RunEvent.StepRejected.class)
                .filter(event -> event.whose() == RunEvent.StepRejected.No.RULE)
                .isPresent();
        if (byRule) {
            step.decision().ifPresent(this::decision);
        }
        step.lastRound().stream()
                .flatMap(round -> round.votes().stream())
                .filter(vote -> vote.choice() == Vote.Choice.APPROVE)
                .forEach(vote -> add(Kind.VOTE, Wording.sentence(wording.vote(vote, facts.comment(vote.reason())))));
    }

    private void faults() {
        step.faults().forEach(fault -> {
            add(Kind.FAULT, fault.code().id() + " " + wording.fault(fault));
            add(Kind.MEND, Wording.sentence(StepWording.mend(fault.code())));
        });
    }
}
