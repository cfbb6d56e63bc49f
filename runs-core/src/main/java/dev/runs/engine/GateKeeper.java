package dev.runs.engine;

import dev.runs.actor.ActorKind;
import dev.runs.content.CanonicalJson;
import dev.runs.document.DecisionText;
import dev.runs.error.ErrorCode;
import dev.runs.gate.Finding;
import dev.runs.gate.Gate;
import dev.runs.gate.GateAnswer;
import dev.runs.gate.GateAnswers;
import dev.runs.gate.GateFacts;
import dev.runs.gate.GateQuestion;
import dev.runs.gate.Level;
import dev.runs.gate.PackRef;
import dev.runs.gate.Requirement;
import dev.runs.gate.RuleTrace;
import dev.runs.gate.StepFact;
import dev.runs.gate.Verdict;
import dev.runs.run.Answering;
import dev.runs.run.PayloadRef;
import dev.runs.run.Ruling;
import dev.runs.run.Run;
import dev.runs.run.Staffing;
import dev.runs.run.Step;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the gate about steps and turns its answers into rulings, with the reasons kept as content.
 *
 * <p>Gates evaluate on threads of their own, and what they are told may have to be read in the caller's transaction. So the gate
 * says beforehand which kinds of facts it reads, those are looked up here, on the calling thread, and the gate is handed plain
 * values. A gate that reads none costs no call and no read.
 */
final class GateKeeper {
    private static final Logger LOG = LoggerFactory.getLogger(GateKeeper.class);

    /** A question stays small whatever the run: gates evaluate under a deadline. */
    private static final int MAX_SUBJECTS = 1_000;
    /** How many rules that nearly spoke are kept for explanations. */
    private static final int MAX_NEAR = 20;

    private final Settings settings;
    private final Gate gate;
    private final ApproverFinder approvers;
    private final Insertions insertions;
    /** Who is asked should the gate not even say which pack it has. */
    private final PackRef lastKnown;

    GateKeeper(Settings settings) {
        this.settings = settings;
        this.gate = settings.gate();
        this.approvers = new ApproverFinder(settings);
        this.insertions = new Insertions(settings.catalog());
        this.lastKnown = gate.pack();
    }

    /**
     * What is asked of whom.
     *
     * @param gate who answers the tenant now
     * @param subjects the steps in question, as the gate is told about them
     * @param facts what else it is told
     * @param failure why it cannot be asked
     */
    private record Inquiry(Gate gate, List<StepFact> subjects, GateFacts facts, Optional<String> failure) {}

    /** Returns a ruling for each of the steps, which must have an action and a payload. */
    List<Ruling> rule(Draft draft, GateQuestion.Phase phase, List<String> steps) {
        Run run = draft.run();
        List<Step> subjects =
                steps.stream().map(id -> run.step(id).orElseThrow()).toList();
        fetch(draft, subjects);
        Inquiry inquiry = inquiry(new FactFinder(settings, draft), run.tenant(), subjects);
        List<Ruling> rulings = new ArrayList<>();
        for (int from = 0; from < subjects.size(); from += MAX_SUBJECTS) {
            List<StepFact> some = inquiry.subjects().subList(from, Math.min(from + MAX_SUBJECTS, subjects.size()));
            GateQuestion question = new GateQuestion(run.tenant(), run.id(), phase, draft.at(), some, inquiry.facts());
            GateAnswers answers = inquiry.failure()
                    .map(why -> failed(inquiry.gate(), question, why))
                    .orElseGet(() -> ask(inquiry.gate(), question));
            for (int i = 0; i < some.size(); i++) {
                Step step = subjects.get(from + i);
                rulings.add(ruling(
                        draft,
                        phase,
                        step,
                        some.get(i),
                        answers.pack(),
                        answers.answers().get(i)));
            }
        }
        return rulings;
    }

    /** Looks up what the gate reads. What fails here fails the question: a fact that is not known is not a fact that is not. */
    private Inquiry inquiry(FactFinder finder, String tenant, List<Step> subjects) {
        Gate now = gate;
        try {
            now = gate.forTenant(tenant);
            Set<GateFacts.Kind> kinds = now.reads();
            List<StepFact> told = finder.subjects(subjects, kinds);
            return new Inquiry(now, told, finder.facts(told, kinds), Optional.empty());
        } catch (FactFinder.PortFailedException e) {
            LOG.error("{} {} (run '{}')", ErrorCode.FAULT_GATE.id(), e.what(), finder.run(), e);
            return withoutFacts(now, finder, subjects, e.what());
        } catch (RuntimeException | StackOverflowError e) {
            LOG.error("{} The gate failed for run '{}'", ErrorCode.FAULT_GATE.id(), finder.run(), e);
            return withoutFacts(
                    now, finder, subjects, "The gate failed: " + e.getClass().getName());
        }
    }

    private static Inquiry withoutFacts(Gate gate, FactFinder finder, List<Step> subjects, String why) {
        return new Inquiry(gate, finder.subjects(subjects, Set.of()), FactFinder.UNKNOWN, Optional.of(why));
    }

    private static void fetch(Draft draft, List<Step> subjects) {
        List<String> wanted = new ArrayList<>(draft.run().texts());
        for (Step step : subjects) {
            step.payload().map(PayloadRef::content).ifPresent(wanted::add);
            step.decision().ifPresent(wanted::add);
        }
        draft.fetch(wanted);
    }

    // A gate is foreign code: whatever it throws must not let a step pass.
    @SuppressWarnings("CatchAndPrintStackTrace")
    private GateAnswers ask(Gate now, GateQuestion question) {
        try {
            GateAnswers answers = now.ask(question);
            if (answers.answers().size() == question.subjects().size()) {
                return answers;
            }
            return failed(
                    now,
                    question,
                    "The gate gave " + answers.answers().size() + " answers to "
                            + question.subjects().size() + " questions");
        } catch (RuntimeException | StackOverflowError e) {
            LOG.error("{} The gate failed for run '{}'", ErrorCode.FAULT_GATE.id(), question.run(), e);
            return failed(now, question, "The gate failed: " + e.getClass().getName());
        }
    }

    private GateAnswers failed(Gate now, GateQuestion question, String message) {
        GateAnswer answer =
                new GateAnswer(List.of(), List.of(new GateAnswer.Fault(ErrorCode.FAULT_GATE.id(), message)));
        return new GateAnswers(
                pack(now), question.subjects().stream().map(subject -> answer).toList());
    }

    private PackRef pack(Gate now) {
        try {
            return now.pack();
        } catch (RuntimeException e) {
            LOG.warn("The gate does not say which pack it has; '{}' is taken", lastKnown.name(), e);
            return lastKnown;
        }
    }

    private Ruling ruling(
            Draft draft, GateQuestion.Phase phase, Step step, StepFact fact, PackRef pack, GateAnswer answer) {
        Verdict verdict = Verdict.combine(fact.pattern(), fact.risk(), pending(answer, draft), pack.defaultApprovers());
        Optional<Requirement> needs =
                verdict instanceof Verdict.NeedsApproval asked ? Optional.of(asked.requirement()) : Optional.empty();
        DecisionText text = new DecisionText(
                pack.name(),
                pack.version(),
                pack.digest(),
                List.copyOf(pack.defaultApprovers()),
                fact,
                withFewNear(answer));
        // A forecast changes nothing, so that nothing need be kept for it.
        boolean binding = phase != GateQuestion.Phase.FORECAST;
        return new Ruling(
                step.id(),
                step.payload().orElseThrow(),
                phase,
                verdict,
                Verdict.raised(fact.risk(), answer),
                deciding(verdict, answer),
                pack.digest(),
                keep(draft, step, text),
                !answer.faults().isEmpty(),
                needs.map(whom -> approvers.staffing(draft, step, whom, Answering.excluded(draft.run(), step)))
                        .orElse(Staffing.FULL),
                binding
                        ? needs.map(whom -> shown(draft, step, fact, whom)).orElse(Ruling.Evidence.NONE)
                        : Ruling.Evidence.NONE,
                binding ? insertions.wanted(draft, step, answer) : List.of());
    }

    /** What approvers are shown; if the action reaches further than they were told then, it is not what it was. */
    private Ruling.Evidence shown(Draft draft, Step step, StepFact fact, Requirement requirement) {
        Ruling.Evidence evidence = approvers.evidence(draft, step, requirement);
        boolean wider = fact.pattern() != step.spec().action().orElseThrow().pattern()
                && step.lastRound()
                        .filter(round -> draft.fields("decision", round.decision())
                                .map(fields -> DecisionText.from(fields).fact().pattern() != fact.pattern())
                                .orElse(true))
                        .isPresent();
        return wider ? new Ruling.Evidence(evidence.content(), true) : evidence;
    }

    /** Without holds whose time is over: asked again at once, they would say the same for ever. */
    private static GateAnswer pending(GateAnswer answer, Draft draft) {
        List<Finding> findings = answer.findings().stream()
                .filter(finding -> !(finding.effect() instanceof Finding.Hold hold)
                        || hold.until().isAfter(draft.at()))
                .toList();
        return new GateAnswer(findings, answer.faults());
    }

    /** With the near misses that tell most, for explanations: of rules that would have decided something, before others. */
    private static GateAnswer withFewNear(GateAnswer answer) {
        if (answer.near().isEmpty()) {
            return answer;
        }
        List<RuleTrace> near = answer.near().stream()
                .filter(RuleTrace::nearMiss)
                .sorted(Comparator.comparing(RuleTrace::level)
                        .reversed()
                        .thenComparing(trace -> trace.rule().id()))
                .limit(MAX_NEAR)
                .toList();
        return new GateAnswer(answer.findings(), answer.faults(), answer.reads(), near);
    }

    /** Keeps the reasons once: asked again with the same facts and rules, the gate has nothing new to say. */
    private static String keep(Draft draft, Step step, DecisionText text) {
        String json = CanonicalJson.write(text.toFields());
        Optional<String> same =
                step.decision().filter(id -> draft.json(id).filter(json::equals).isPresent());
        return same.orElseGet(() -> draft.add(ContentKinds.DECISION, text.toFields()));
    }

    private static Set<String> deciding(Verdict verdict, GateAnswer answer) {
        Set<String> rules = new TreeSet<>();
        for (Finding finding : answer.findings()) {
            boolean decides = finding.level() == Level.ENFORCE
                    && ((verdict instanceof Verdict.Allow && finding.effect() instanceof Finding.Allow)
                            || (verdict instanceof Verdict.NeedsApproval && finding.effect() instanceof Finding.Require)
                            || (verdict instanceof Verdict.Hold && finding.effect() instanceof Finding.Hold)
                            || (verdict instanceof Verdict.Deny && finding.effect() instanceof Finding.Deny));
            if (decides) {
                rules.add(finding.rule().id());
            }
        }
        return rules;
    }

    /** Returns the roles that the voters of a step's latest round hold now; who is not known any more is missing. */
    Map<String, Set<String>> rolesOfVoters(Run run, List<String> steps) {
        Map<String, Set<String>> roles = new HashMap<>();
        for (String id : steps) {
            run.step(id)
                    .flatMap(Step::lastRound)
                    .ifPresent(round -> round.votes().stream()
                            .flatMap(vote -> Stream.of(vote.voter().id(), vote.right()))
                            .distinct()
                            .forEach(person -> approvers
                                    .find(run.tenant(), person)
                                    .filter(actor -> actor.kind() == ActorKind.HUMAN && !round.excludes(actor))
                                    .ifPresent(actor -> roles.put(actor.id(), actor.roles()))));
        }
        return roles;
    }
}
