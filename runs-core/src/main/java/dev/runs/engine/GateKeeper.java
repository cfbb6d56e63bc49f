package dev.runs.engine;

import dev.runs.action.ActionCatalog;
import dev.runs.action.ActionType;
import dev.runs.actor.Actor;
import dev.runs.actor.ActorKind;
import dev.runs.actor.Identity;
import dev.runs.content.CanonicalJson;
import dev.runs.content.Payload;
import dev.runs.document.DecisionText;
import dev.runs.document.RunTexts;
import dev.runs.error.ErrorCode;
import dev.runs.gate.Finding;
import dev.runs.gate.Gate;
import dev.runs.gate.GateAnswer;
import dev.runs.gate.GateAnswers;
import dev.runs.gate.GateQuestion;
import dev.runs.gate.Level;
import dev.runs.gate.PackRef;
import dev.runs.gate.StepFact;
import dev.runs.gate.Track;
import dev.runs.gate.Verdict;
import dev.runs.run.ActionRef;
import dev.runs.run.PayloadRef;
import dev.runs.run.Ruling;
import dev.runs.run.Run;
import dev.runs.run.Step;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks the gate about steps and turns its answers into rulings, with the reasons kept as content. */
final class GateKeeper {
    private static final Logger LOG = LoggerFactory.getLogger(GateKeeper.class);

    /** A question stays small whatever the run: gates evaluate under a deadline. */
    private static final int MAX_SUBJECTS = 1_000;
    /** The longest amount, in digits, that is read as a number. */
    private static final int MAX_AMOUNT = 40;

    private final Gate gate;
    private final ActionCatalog catalog;
    private final Identity identity;
    /** Who is asked should the gate not even say which pack it has. */
    private final PackRef lastKnown;

    GateKeeper(Gate gate, ActionCatalog catalog, Identity identity) {
        this.gate = gate;
        this.catalog = catalog;
        this.identity = identity;
        this.lastKnown = gate.pack();
    }

    /** Returns a ruling for each of the steps, which must have an action and a payload. */
    List<Ruling> rule(Draft draft, GateQuestion.Phase phase, List<String> steps) {
        Run run = draft.run();
        List<Step> subjects =
                steps.stream().map(id -> run.step(id).orElseThrow()).toList();
        fetch(draft, subjects);
        Map<String, String> titles = titles(draft);
        List<StepFact> facts = new ArrayList<>();
        for (Step step : subjects) {
            facts.add(fact(draft, step, titles));
        }
        List<Ruling> rulings = new ArrayList<>();
        for (int from = 0; from < facts.size(); from += MAX_SUBJECTS) {
            List<StepFact> some = facts.subList(from, Math.min(from + MAX_SUBJECTS, facts.size()));
            GateAnswers answers = ask(new GateQuestion(run.tenant(), run.id(), phase, draft.at(), some));
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

    private static void fetch(Draft draft, List<Step> subjects) {
        List<String> wanted = new ArrayList<>(draft.run().texts());
        for (Step step : subjects) {
            step.payload().map(PayloadRef::content).ifPresent(wanted::add);
            step.decision().ifPresent(wanted::add);
        }
        draft.fetch(wanted);
    }

    private static Map<String, String> titles(Draft draft) {
        Map<String, String> titles = new HashMap<>();
        for (String id : draft.run().texts()) {
            draft.fields("texts", id)
                    .map(RunTexts::from)
                    .ifPresent(texts -> texts.steps()
                            .forEach((step, text) ->
                                    titles.put(step, text.action().orElse(text.title()))));
        }
        return titles;
    }

    private StepFact fact(Draft draft, Step step, Map<String, String> titles) {
        ActionRef action = step.spec().action().orElseThrow();
        Optional<ActionType> type = catalog.find(action.type());
        Optional<Payload> payload =
                step.payload().flatMap(ref -> draft.json(ref.content())).map(Payload::parse);
        return new StepFact(
                step.id(),
                titles.getOrDefault(step.id(), step.id()),
                action.type(),
                action.pattern(),
                action.risk(),
                type.flatMap(ActionType::targetField).flatMap(field -> payload.flatMap(fields -> fields.text(field))),
                type.flatMap(ActionType::amountField)
                        .flatMap(field -> payload.flatMap(fields -> decimal(fields, field))),
                byAgent(step));
    }

    /** An agent's hand in a step counts, whether it proposed the step, asked for it again or wrote its payload. */
    private static boolean byAgent(Step step) {
        return step.spec().proposedBy().kind() == ActorKind.AGENT
                || step.requester().kind() == ActorKind.AGENT
                || step.payload()
                        .filter(payload -> payload.editor().kind() == ActorKind.AGENT)
                        .isPresent();
    }

    private static Optional<BigDecimal> decimal(Payload payload, String field) {
        Object value = payload.fields().get(field);
        if (value instanceof Long number) {
            return Optional.of(BigDecimal.valueOf(number));
        }
        try {
            // An exponent of a billion is short as text and would fill the memory once it is written out.
            return payload.text(field)
                    .filter(text -> text.length() <= MAX_AMOUNT)
                    .map(BigDecimal::new)
                    .filter(amount -> Math.abs((long) amount.scale()) <= MAX_AMOUNT);
        } catch (NumberFormatException e) {
            // Rules treat an unreadable amount as a missing one; the schema is what refuses it.
            return Optional.empty();
        }
    }

    // A gate is foreign code: whatever it throws must not let a step pass.
    @SuppressWarnings("CatchAndPrintStackTrace")
    private GateAnswers ask(GateQuestion question) {
        try {
            GateAnswers answers = gate.ask(question);
            if (answers.answers().size() == question.subjects().size()) {
                return answers;
            }
            return failed(
                    question,
                    "The gate gave " + answers.answers().size() + " answers to "
                            + question.subjects().size() + " questions");
        } catch (RuntimeException | StackOverflowError e) {
            LOG.error("{} The gate failed for run '{}'", ErrorCode.FAULT_GATE.id(), question.run(), e);
            return failed(question, "The gate failed: " + e.getClass().getName());
        }
    }

    private GateAnswers failed(GateQuestion question, String message) {
        GateAnswer answer =
                new GateAnswer(List.of(), List.of(new GateAnswer.Fault(ErrorCode.FAULT_GATE.id(), message)));
        return new GateAnswers(
                lastKnown, question.subjects().stream().map(subject -> answer).toList());
    }

    private Ruling ruling(
            Draft draft, GateQuestion.Phase phase, Step step, StepFact fact, PackRef pack, GateAnswer answer) {
        Verdict verdict = Verdict.combine(fact.pattern(), fact.risk(), pending(answer, draft), pack.defaultApprovers());
        DecisionText text = new DecisionText(
                pack.name(), pack.version(), pack.digest(), List.copyOf(pack.defaultApprovers()), fact, answer);
        return new Ruling(
                step.id(),
                step.payload().orElseThrow(),
                phase,
                verdict,
                deciding(verdict, answer),
                pack.digest(),
                keep(draft, step, text),
                !answer.faults().isEmpty(),
                unfilled(draft.key().tenant(), verdict));
    }

    /** Without holds whose time is over: asked again at once, they would say the same for ever. */
    private static GateAnswer pending(GateAnswer answer, Draft draft) {
        List<Finding> findings = answer.findings().stream()
                .filter(finding -> !(finding.effect() instanceof Finding.Hold hold)
                        || hold.until().isAfter(draft.at()))
                .toList();
        return new GateAnswer(findings, answer.faults());
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

    private Set<String> unfilled(String tenant, Verdict verdict) {
        Set<String> roles = new TreeSet<>();
        if (verdict instanceof Verdict.NeedsApproval needs) {
            for (Track track : needs.requirement().tracks()) {
                if (!anyoneHolds(tenant, track.roles())) {
                    roles.addAll(track.roles());
                }
            }
        }
        return roles;
    }

    private boolean anyoneHolds(String tenant, Set<String> roles) {
        try {
            return identity.anyoneHolds(tenant, roles);
        } catch (RuntimeException e) {
            LOG.warn("The host's identity port failed; nobody is taken to hold {}", roles, e);
            return false;
        }
    }

    /** Returns the roles that the voters of a step's latest round hold now; who is not known any more is missing. */
    Map<String, Set<String>> rolesOfVoters(Run run, List<String> steps) {
        Map<String, Set<String>> roles = new HashMap<>();
        for (String id : steps) {
            run.step(id)
                    .flatMap(Step::lastRound)
                    .ifPresent(round -> round.votes()
                            .forEach(vote -> find(run.tenant(), vote.voter().id())
                                    .ifPresent(actor -> roles.put(actor.id(), actor.roles()))));
        }
        return roles;
    }

    /** Returns the actor as the host knows it now; a failure of the host lets nobody in. */
    Optional<Actor> find(String tenant, String id) {
        try {
            return identity.find(tenant, id)
                    .filter(actor -> actor.tenant().equals(tenant) && actor.id().equals(id));
        } catch (RuntimeException e) {
            LOG.warn("The host's identity port failed; actor '{}' counts as unknown", id, e);
            return Optional.empty();
        }
    }
}
