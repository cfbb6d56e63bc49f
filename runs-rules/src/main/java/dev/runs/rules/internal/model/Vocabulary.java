package dev.runs.rules.internal.model;

import dev.runs.action.Pattern;
import dev.runs.action.RiskLevel;
import dev.runs.actor.ActorKind;
import dev.runs.graph.StepState;
import java.time.DayOfWeek;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * All that the rules of one pack can speak about: the facts of every run, the payload fields that the pack declares, and the
 * host's facts that it declares.
 */
public final class Vocabulary {
    public static final String STEP = "StepFact";
    public static final String OTHER_STEP = "OtherStep";
    public static final String RUN = "Run";
    public static final String SIGNAL = "Signal";
    public static final String MEETING = "Meeting";
    public static final String APPROVAL = "Approval";
    public static final String NOW = "Now";
    public static final String DAY = "Day";

    static final Type REACH = Type.of("Pattern", Pattern.class, false);
    public static final Type RISK = Type.of("RiskLevel", RiskLevel.class, true);
    static final Type ACTOR_KIND = Type.of("ActorKind", ActorKind.class, false);
    static final Type STATE = Type.of("StepState", StepState.class, false);
    public static final Type WEEKDAY = Type.of("Weekday", DayOfWeek.class, true);

    /** A name and the type of its values, as {@code vocabulary.yaml} declares it. */
    public record Declared(String name, Type type) {}

    /** Only what every run has. */
    public static final Vocabulary STANDARD = new Vocabulary(List.of(), Map.of());

    private final List<Declared> payload;
    private final Map<String, List<Declared>> declared;
    private final Map<String, FactType> types = new LinkedHashMap<>();

    /**
     * Makes a vocabulary.
     *
     * @param payload the fields of payloads
     * @param facts the properties of the host's facts, by type
     */
    public Vocabulary(List<Declared> payload, Map<String, List<Declared>> facts) {
        this.payload = List.copyOf(payload);
        this.declared = facts;
        add(step(type(STEP)));
        add(step(type(OTHER_STEP)).has("state", STATE).mayHave("ended", Type.INSTANT));
        add(type(RUN)
                .has("id", Type.TEXT)
                .has("pattern", REACH)
                .has("external", Type.FLAG)
                .mayHave("about", Type.TEXT)
                .has("owner", Type.TEXT)
                .has("started", Type.INSTANT)
                .has("age", Type.DURATION));
        add(type(SIGNAL)
                .has("id", Type.TEXT)
                .mayHave("label", Type.TEXT)
                .mayHave("at", Type.INSTANT)
                .mayHave("age", Type.DURATION));
        add(type(MEETING)
                .has("id", Type.TEXT)
                .mayHave("title", Type.TEXT)
                .mayHave("at", Type.INSTANT)
                .mayHave("age", Type.DURATION)
                .mayHave("external", Type.FLAG)
                .has("attendees", Type.TEXTS));
        add(type(APPROVAL)
                .has("step", Type.TEXT)
                .has("action", Type.TEXT)
                .has("round", Type.NUMBER)
                .has("current", Type.FLAG)
                .has("person", Type.TEXT)
                .has("role", Type.TEXT)
                .has("approved", Type.FLAG)
                .has("at", Type.INSTANT)
                .has("age", Type.DURATION));
        add(type(NOW)
                .has("at", Type.INSTANT)
                .has("date", Type.DATE)
                .has("time", Type.TIME)
                .has("weekday", WEEKDAY)
                .has("businessDay", Type.FLAG));
        add(type(DAY).has("action", Type.TEXT).has("executed", Type.NUMBER));
        facts.forEach((name, properties) -> {
            FactType.Builder fact = type(name);
            properties.forEach(property -> fact.mayHave(property.name(), property.type()));
            add(fact);
        });
    }

    private FactType.Builder type(String name) {
        return FactType.named(name, types.size());
    }

    private void add(FactType.Builder builder) {
        FactType type = builder.build();
        types.put(type.name(), type);
    }

    private FactType.Builder step(FactType.Builder step) {
        step.has("key", Type.TEXT)
                .has("title", Type.TEXT)
                .has("action", Type.TEXT)
                .has("pattern", REACH)
                .has("external", Type.FLAG)
                .has("risk", RISK)
                .has("agent", Type.FLAG)
                .mayHave("target", Type.TEXT)
                .mayHave("amount", Type.NUMBER)
                .mayHave("requester.id", Type.TEXT)
                .mayHave("requester.kind", ACTOR_KIND)
                .mayHave("requester.onBehalfOf", Type.TEXT)
                .mayHave("requester.roles", Type.TEXTS);
        payload.forEach(field -> step.mayHave("payload." + field.name(), field.type()));
        return step;
    }

    /** Returns this vocabulary with what only another one has. */
    public Vocabulary with(Vocabulary other) {
        Map<String, List<Declared>> facts = new LinkedHashMap<>(declared);
        other.declared.forEach((name, properties) -> facts.merge(name, properties, Vocabulary::both));
        return new Vocabulary(both(payload, other.payload), facts);
    }

    private static List<Declared> both(List<Declared> one, List<Declared> other) {
        Map<String, Declared> all = new LinkedHashMap<>();
        one.forEach(declared -> all.put(declared.name(), declared));
        other.forEach(declared -> all.putIfAbsent(declared.name(), declared));
        return List.copyOf(all.values());
    }

    /** Returns the type of the facts that rules decide about. */
    public FactType step() {
        return get(STEP);
    }

    public FactType get(String name) {
        return find(name).orElseThrow();
    }

    public Optional<FactType> find(String name) {
        return Optional.ofNullable(types.get(name));
    }

    /** Returns all types, by number. */
    public List<FactType> types() {
        return new ArrayList<>(types.values());
    }

    /** Returns the names of the types that can stand beside the step. */
    public List<String> others() {
        return types.keySet().stream().filter(name -> !name.equals(STEP)).toList();
    }

    /** Returns the declared payload fields. */
    public List<Declared> payload() {
        return payload;
    }

    /** Returns the declared types of the host's facts. */
    public Map<String, List<Declared>> declared() {
        return declared;
    }
}
