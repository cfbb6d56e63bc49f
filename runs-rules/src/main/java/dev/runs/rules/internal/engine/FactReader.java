package dev.runs.rules.internal.engine;

import dev.runs.action.Pattern;
import dev.runs.gate.ActorFact;
import dev.runs.gate.ApprovalFact;
import dev.runs.gate.DayFact;
import dev.runs.gate.GateFacts;
import dev.runs.gate.GateQuestion;
import dev.runs.gate.HostFact;
import dev.runs.gate.MeetingFact;
import dev.runs.gate.OtherStep;
import dev.runs.gate.RunFact;
import dev.runs.gate.SignalFact;
import dev.runs.gate.StepFact;
import dev.runs.rules.internal.model.FactType;
import dev.runs.rules.internal.model.Property;
import dev.runs.rules.internal.model.Row;
import dev.runs.rules.internal.model.Scene;
import dev.runs.rules.internal.model.Type;
import dev.runs.rules.internal.model.Usage;
import dev.runs.rules.internal.model.Vocabulary;
import dev.runs.rules.internal.pack.BusinessCalendar;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Makes rows of the facts of a question, as far as the rules of one pack speak about them. Thread-safe. */
public final class FactReader {
    private final Vocabulary vocabulary;
    private final BusinessCalendar calendar;
    private final Usage usage;
    private final List<Type> types;
    private final List<Function<StepFact, @Nullable Object>> ofSubject = new ArrayList<>();
    private final List<Function<StepFact, @Nullable Object>> read = new ArrayList<>();
    private final List<List<Row>> nothing;

    public FactReader(Vocabulary vocabulary, BusinessCalendar calendar, Usage usage) {
        this.vocabulary = vocabulary;
        this.calendar = calendar;
        this.usage = usage;
        this.types = vocabulary.step().properties().stream().map(Property::type).toList();
        this.nothing = vocabulary.types().stream().map(type -> List.<Row>of()).toList();
        for (Property property : vocabulary.step().properties()) {
            Function<StepFact, @Nullable Object> value = ofStep(property.word());
            ofSubject.add(value);
            // Its action says which rules are asked; its key, which facts are its own.
            if (property.word().equals("action")
                    || (property.word().equals("key") && usage.speaksOfOthers())
                    || usage.properties(vocabulary.step()).contains(property)) {
                read.add(value);
            }
        }
    }

    public Scene scene(GateQuestion question) {
        return scene(question.subjects(), around(question));
    }

    /** Returns the scene of steps among facts that {@link #around} gave. */
    public Scene scene(List<StepFact> steps, List<List<Row>> around) {
        return new Scene(steps.stream().map(this::subject).toList(), around);
    }

    /** Returns the facts beside the steps, by the number of their type. */
    List<List<Row>> around(GateQuestion question) {
        if (!usage.speaksOfOthers()) {
            return nothing;
        }
        List<List<Row>> around = new ArrayList<>();
        for (FactType type : vocabulary.types()) {
            around.add(
                    usage.speaksOf(type)
                            ? rows(type, question.facts(), question.at()).toList()
                            : List.of());
        }
        return around;
    }

    /** Returns all that rules read of a step, as it is given. */
    @Nullable
    Object[] read(StepFact step) {
        @Nullable Object[] values = new Object[read.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = read.get(i).apply(step);
        }
        return values;
    }

    private Stream<Row> rows(FactType type, GateFacts facts, Instant now) {
        return switch (type.name()) {
            case Vocabulary.RUN -> facts.run().stream().map(run -> row(type, run(run, now), Optional.empty()));
            case Vocabulary.SIGNAL ->
                facts.signal().stream().map(signal -> row(type, signal(signal, now), Optional.empty()));
            case Vocabulary.MEETING ->
                facts.meetings().stream().map(meeting -> row(type, meeting(meeting, now), Optional.empty()));
            case Vocabulary.OTHER_STEP ->
                facts.steps().stream()
                        .map(step ->
                                row(type, other(step), Optional.of(step.step().key())));
            case Vocabulary.APPROVAL ->
                facts.approvals().stream()
                        .map(approval -> row(type, approval(approval, now), Optional.of(approval.step())));
            case Vocabulary.NOW -> Stream.of(row(type, now(now), Optional.empty()));
            case Vocabulary.DAY -> facts.day().stream().map(day -> row(type, day(day), Optional.empty()));
            default ->
                facts.records().stream()
                        .filter(record -> record.type().equals(type.name()))
                        .map(record -> row(type, record(type, record), Optional.empty()));
        };
    }

    private static Row row(FactType type, Map<String, @Nullable Object> values, Optional<String> step) {
        @Nullable Object[] row = new Object[type.size()];
        for (Property property : type.properties()) {
            row[property.index()] = property.type().read(values.get(property.word()));
        }
        return new Row(type, row, step);
    }

    /** Returns what reads a property of a step. */
    private static Function<StepFact, @Nullable Object> ofStep(String word) {
        return switch (word) {
            case "key" -> StepFact::key;
            case "title" -> StepFact::title;
            case "action" -> StepFact::action;
            case "pattern" -> StepFact::pattern;
            case "external" -> StepFact::external;
            case "risk" -> StepFact::risk;
            case "agent" -> StepFact::agent;
            case "target" -> step -> step.target().orElse(null);
            case "amount" -> step -> step.amount().orElse(null);
            case "requester.id" -> step -> step.requester().map(ActorFact::id).orElse(null);
            case "requester.kind" ->
                step -> step.requester().map(ActorFact::kind).orElse(null);
            case "requester.onBehalfOf" ->
                step -> step.requester().flatMap(ActorFact::onBehalfOf).orElse(null);
            case "requester.roles" ->
                step -> step.requester().map(ActorFact::roles).orElse(null);
            default -> step -> step.payload().get(word.substring("payload.".length()));
        };
    }

    private Row subject(StepFact step) {
        @Nullable Object[] values = new Object[ofSubject.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = types.get(i).read(ofSubject.get(i).apply(step));
        }
        return new Row(vocabulary.step(), values, Optional.empty());
    }

    private Map<String, @Nullable Object> step(StepFact step) {
        Map<String, @Nullable Object> values = new HashMap<>();
        for (Property property : vocabulary.step().properties()) {
            values.put(property.word(), ofSubject.get(property.index()).apply(step));
        }
        return values;
    }

    private Map<String, @Nullable Object> other(OtherStep step) {
        Map<String, @Nullable Object> values = step(step.step());
        values.put("state", step.state());
        values.put("ended", step.ended().orElse(null));
        return values;
    }

    private static Map<String, @Nullable Object> run(RunFact run, Instant now) {
        Map<String, @Nullable Object> values = new HashMap<>();
        values.put("id", run.id());
        values.put("pattern", run.pattern());
        values.put("external", run.pattern() == Pattern.EXTERNAL);
        values.put("about", run.about().orElse(null));
        values.put("owner", run.owner());
        values.put("started", run.started());
        values.put("age", Duration.between(run.started(), now));
        return values;
    }

    private static Map<String, @Nullable Object> signal(SignalFact signal, Instant now) {
        Map<String, @Nullable Object> values = new HashMap<>();
        values.put("id", signal.id());
        values.put("label", signal.label().orElse(null));
        values.put("at", signal.at().orElse(null));
        values.put("age", signal.at().map(at -> Duration.between(at, now)).orElse(null));
        return values;
    }

    private static Map<String, @Nullable Object> meeting(MeetingFact meeting, Instant now) {
        Map<String, @Nullable Object> values = new HashMap<>();
        values.put("id", meeting.id());
        values.put("title", meeting.title().orElse(null));
        values.put("at", meeting.at().orElse(null));
        values.put("age", meeting.at().map(at -> Duration.between(at, now)).orElse(null));
        values.put("external", meeting.pattern().map(Pattern.EXTERNAL::equals).orElse(null));
        values.put("attendees", meeting.attendees());
        return values;
    }

    private static Map<String, @Nullable Object> approval(ApprovalFact approval, Instant now) {
        Map<String, @Nullable Object> values = new HashMap<>();
        values.put("step", approval.step());
        values.put("action", approval.action());
        values.put("round", approval.round());
        values.put("current", approval.current());
        values.put("person", approval.person());
        values.put("role", approval.role());
        values.put("approved", approval.approved());
        values.put("at", approval.at());
        values.put("age", Duration.between(approval.at(), now));
        return values;
    }

    private Map<String, @Nullable Object> now(Instant now) {
        ZonedDateTime local = now.atZone(calendar.zone());
        Map<String, @Nullable Object> values = new HashMap<>();
        values.put("at", now);
        values.put("date", local.toLocalDate());
        values.put("time", local.toLocalTime());
        values.put("weekday", local.getDayOfWeek());
        values.put("businessDay", calendar.isBusinessDay(local.toLocalDate()));
        return values;
    }

    private static Map<String, @Nullable Object> day(DayFact day) {
        Map<String, @Nullable Object> values = new HashMap<>();
        values.put("action", day.action());
        values.put("executed", day.executed());
        return values;
    }

    private static Map<String, @Nullable Object> record(FactType type, HostFact record) {
        Map<String, @Nullable Object> values = new HashMap<>();
        for (Property property : type.properties()) {
            values.put(property.word(), record.values().get(property.word()));
        }
        return values;
    }
}
