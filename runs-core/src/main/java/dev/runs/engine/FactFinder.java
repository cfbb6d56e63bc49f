package dev.runs.engine;

import dev.runs.action.ActionCatalog;
import dev.runs.action.ActionType;
import dev.runs.action.Pattern;
import dev.runs.action.RiskLevel;
import dev.runs.actor.Actor;
import dev.runs.actor.ActorKind;
import dev.runs.content.Payload;
import dev.runs.document.RunTexts;
import dev.runs.gate.ActorFact;
import dev.runs.gate.ApprovalFact;
import dev.runs.gate.GateFacts;
import dev.runs.gate.GateFacts.Kind;
import dev.runs.gate.HostFact;
import dev.runs.gate.MeetingFact;
import dev.runs.gate.OtherStep;
import dev.runs.gate.RunFact;
import dev.runs.gate.SignalFact;
import dev.runs.gate.StepFact;
import dev.runs.run.ActionRef;
import dev.runs.run.ActorRef;
import dev.runs.run.PayloadRef;
import dev.runs.run.Round;
import dev.runs.run.Run;
import dev.runs.run.RunHeader;
import dev.runs.run.Step;
import dev.runs.run.Vote;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Looks up what a gate reads, for one asking: in the run and its contents, and with the host's ports. Each kind of facts is
 * looked up once, and only if it is read. Used by the thread that decides.
 */
final class FactFinder {
    /** What a gate is told that reads nothing besides the steps in question. */
    static final GateFacts UNKNOWN = GateFacts.builder().kinds(Set.of()).build();

    /** The longest amount, in digits, that is read as a number. */
    private static final int MAX_AMOUNT = 40;

    private final Settings settings;
    private final ActionCatalog catalog;
    private final Draft draft;
    private final Run run;
    private final List<RunTexts> texts = new ArrayList<>();
    private final Map<String, String> titles = new HashMap<>();
    private final Map<String, Optional<Actor>> actors = new HashMap<>();
    /** What the host knows about single steps, as far as it was asked. */
    private final Map<String, List<HostFact>> records = new HashMap<>();

    /** Makes a finder for a draft that has the run's texts already. */
    FactFinder(Settings settings, Draft draft) {
        this.settings = settings;
        this.catalog = settings.catalog();
        this.draft = draft;
        this.run = draft.run();
        for (String id : run.texts()) {
            draft.fields("texts", id).map(RunTexts::from).ifPresent(texts::add);
        }
        texts.forEach(text -> text.steps()
                .forEach((step, words) -> titles.put(step, words.action().orElse(words.title()))));
    }

    /** Thrown when a port of the host failed, or the store. */
    static final class PortFailedException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final String what;

        private PortFailedException(String port, Throwable cause) {
            super(port, cause);
            this.what = port + " failed: " + cause.getClass().getName();
        }

        /** Which port failed and how, without any data. */
        String what() {
            return what;
        }
    }

    /** Foreign code may throw what it likes: it fails this question and nothing else. */
    private static <T> T ask(String port, Supplier<T> question) {
        try {
            return question.get();
        } catch (PortFailedException e) {
            throw e;
        } catch (RuntimeException | StackOverflowError e) {
            throw new PortFailedException(port, e);
        }
    }

    String run() {
        return run.id();
    }

    /** Returns the steps in question, whose payloads the draft has already. */
    List<StepFact> subjects(List<Step> steps, Set<Kind> kinds) {
        List<StepFact> facts = new ArrayList<>(steps.size());
        steps.forEach(step -> facts.add(fact(step, kinds)));
        return facts;
    }

    /** Returns what else is read. */
    GateFacts facts(List<StepFact> subjects, Set<Kind> kinds) {
        if (kinds.isEmpty()) {
            return UNKNOWN;
        }
        GateFacts.Builder facts = GateFacts.builder().kinds(kinds);
        if (kinds.contains(Kind.RUN)) {
            facts.run(runFact());
        }
        if (kinds.contains(Kind.SIGNAL)) {
            run.header().signal().ifPresent(id -> facts.signal(signal(id)));
        }
        if (kinds.contains(Kind.MEETINGS)) {
            facts.meetings(run.header().meetings().stream().map(this::meeting).toList());
        }
        if (kinds.contains(Kind.STEPS)) {
            facts.steps(ask("The store", () -> steps(kinds)));
        }
        if (kinds.contains(Kind.APPROVALS)) {
            facts.approvals(approvals());
        }
        if (kinds.contains(Kind.DAY)) {
            facts.day(ask(
                    "The host's day count",
                    () -> List.copyOf(settings.dayCount().day(run.tenant(), draft.at()))));
        }
        if (kinds.contains(Kind.RECORDS)) {
            facts.records(ask(
                    "The host's fact source",
                    () -> List.copyOf(settings.factSource().facts(run.tenant(), runFact(), subjects))));
        }
        return facts.build();
    }

    /**
     * Returns the values of a field as texts: of the run ({@code run.owner}), of the step's payload ({@code payload.amount}), or of
     * the host's records ({@code Account.owner}), of which there may be several.
     */
    List<String> values(Step step, String path) {
        int dot = path.indexOf('.');
        String of = path.substring(0, dot);
        String field = path.substring(dot + 1);
        List<Object> values = new ArrayList<>();
        if (of.equals("run")) {
            values.addAll(ofRun(step, field).stream().toList());
        } else if (of.equals("payload")) {
            payload(step).map(payload -> payload.fields().get(field)).ifPresent(values::add);
        } else {
            for (HostFact fact : records.computeIfAbsent(step.id(), id -> records(step))) {
                if (fact.type().equals(of)) {
                    Optional.ofNullable(fact.values().get(field)).ifPresent(values::add);
                }
            }
        }
        return values.stream()
                .flatMap(value -> value instanceof Collection<?> several ? several.stream() : Stream.of(value))
                .map(FactFinder::text)
                .filter(text -> !text.isBlank())
                .distinct()
                .toList();
    }

    private List<HostFact> records(Step step) {
        return facts(subjects(List.of(step), Set.of(Kind.PAYLOAD)), Set.of(Kind.RECORDS))
                .records();
    }

    private static String text(Object value) {
        return value instanceof BigDecimal number ? number.toPlainString() : value.toString();
    }

    private Optional<Object> ofRun(Step step, String field) {
        RunHeader header = run.header();
        return switch (field) {
            case "owner" -> Optional.of(header.owner());
            case "starter" -> Optional.of(header.startedBy().id());
            case "requester" -> Optional.of(step.requester().id());
            case "about" -> header.about().map(about -> about);
            default -> Optional.empty();
        };
    }

    private StepFact fact(Step step, Set<Kind> kinds) {
        ActionRef action = step.spec().action().orElseThrow();
        Optional<ActionType> type = catalog.find(action.type())
                .or(() -> action.catalogued() ? Interventions.type(action.type()) : Optional.empty());
        // A catalogue that is stricter than when the step was added counts at once; one that is not changes nothing.
        RiskLevel risk = type.map(ActionType::risk)
                .filter(now -> now.isAtLeast(action.risk()))
                .orElse(action.risk());
        Pattern pattern = type.map(ActionType::pattern)
                .filter(now -> now == Pattern.EXTERNAL)
                .orElse(action.pattern());
        Optional<Payload> payload = isRead(type, kinds) ? payload(step) : Optional.empty();
        return new StepFact(
                step.id(),
                titles.getOrDefault(step.id(), step.id()),
                action.type(),
                pattern,
                risk,
                type.flatMap(ActionType::targetField).flatMap(field -> payload.flatMap(fields -> fields.text(field))),
                type.flatMap(ActionType::amountField)
                        .flatMap(field -> payload.flatMap(fields -> decimal(fields, field))),
                byAgent(step),
                kinds.contains(Kind.REQUESTER) ? Optional.of(actor(step.requester())) : Optional.empty(),
                kinds.contains(Kind.PAYLOAD) ? payload.map(FactFinder::fields).orElse(Map.of()) : Map.of());
    }

    private static boolean isRead(Optional<ActionType> type, Set<Kind> kinds) {
        return kinds.contains(Kind.PAYLOAD)
                || type.flatMap(ActionType::targetField).isPresent()
                || type.flatMap(ActionType::amountField).isPresent();
    }

    private Optional<Payload> payload(Step step) {
        return step.payload().flatMap(ref -> draft.json(ref.content())).map(Payload::parse);
    }

    /** A field that is null says as much as one that is not there. */
    private static Map<String, Object> fields(Payload payload) {
        Map<String, Object> fields = new LinkedHashMap<>();
        payload.fields().forEach((name, value) -> {
            if (value != null) {
                fields.put(name, value);
            }
        });
        return fields;
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

    /**
     * An actor with the roles of now. Who is not known any more has none; but where the host cannot say it, nobody may take
     * that for "none": a rule may ask for people because of a role.
     */
    private ActorFact actor(ActorRef ref) {
        Optional<Actor> known = actors.computeIfAbsent(
                ref.id(),
                id -> ask("The host's identity port", () -> settings.identity().find(run.tenant(), id))
                        .filter(actor -> actor.tenant().equals(run.tenant())
                                && actor.id().equals(id)));
        return new ActorFact(ref.id(), ref.kind(), known.map(Actor::roles).orElse(Set.of()), ref.onBehalfOf());
    }

    private RunFact runFact() {
        RunHeader header = run.header();
        return new RunFact(header.id(), header.pattern(), header.about(), header.owner(), header.started());
    }

    private SignalFact signal(String id) {
        Optional<RunTexts.SignalText> words =
                texts.stream().flatMap(text -> text.signal().stream()).findFirst();
        return new SignalFact(id, words.map(RunTexts.SignalText::label), words.map(RunTexts.SignalText::at));
    }

    private MeetingFact meeting(String id) {
        Optional<RunTexts.MeetingText> words = texts.stream()
                .flatMap(text -> Optional.ofNullable(text.meetings().get(id)).stream())
                .findFirst();
        return new MeetingFact(
                id,
                words.map(RunTexts.MeetingText::title),
                words.map(RunTexts.MeetingText::at),
                words.map(RunTexts.MeetingText::pattern),
                words.map(RunTexts.MeetingText::attendees).orElse(Set.of()));
    }

    /** All steps with an action, their payloads read from the store at once. */
    private List<OtherStep> steps(Set<Kind> kinds) {
        List<Step> steps = withAction();
        Set<String> contents = new LinkedHashSet<>();
        for (Step step : steps) {
            Optional<ActionType> type = step.spec().action().flatMap(action -> catalog.find(action.type()));
            if (isRead(type, kinds)) {
                step.payload().map(PayloadRef::content).ifPresent(contents::add);
            }
        }
        draft.fetch(contents);
        return steps.stream()
                .map(step -> new OtherStep(
                        fact(step, kinds),
                        step.state(),
                        step.state().isTerminal() ? Optional.of(step.since()) : Optional.empty()))
                .toList();
    }

    private List<Step> withAction() {
        List<Step> steps = new ArrayList<>();
        for (Step step : run.steps()) {
            if (step.spec().action().isPresent()) {
                steps.add(step);
            }
        }
        return steps;
    }

    private List<ApprovalFact> approvals() {
        List<ApprovalFact> approvals = new ArrayList<>();
        for (Step step : withAction()) {
            String action = step.spec().action().orElseThrow().type();
            for (Round round : step.rounds()) {
                boolean current = round.number() == step.rounds().size() && counts(round.state());
                for (Vote vote : round.votes()) {
                    approvals.add(new ApprovalFact(
                            step.id(),
                            action,
                            round.number(),
                            current,
                            vote.voter().id(),
                            vote.role(),
                            vote.choice() == Vote.Choice.APPROVE,
                            vote.at()));
                }
            }
        }
        return approvals;
    }

    private static boolean counts(Round.State state) {
        return switch (state) {
            case OPEN, SUSPENDED, APPROVED, REJECTED -> true;
            case RECALLED, WITHDRAWN, SUPERSEDED, REVERSED, OVERRULED, RETURNED, EXPIRED -> false;
        };
    }
}
