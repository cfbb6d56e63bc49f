package dev.runs.rules.internal.model;

import dev.runs.gate.GateFacts;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Which facts, and which of their properties, the rules of a pack speak about. */
public final class Usage {
    private static final Map<String, GateFacts.Kind> KINDS = Map.of(
            Vocabulary.OTHER_STEP, GateFacts.Kind.STEPS,
            Vocabulary.RUN, GateFacts.Kind.RUN,
            Vocabulary.SIGNAL, GateFacts.Kind.SIGNAL,
            Vocabulary.MEETING, GateFacts.Kind.MEETINGS,
            Vocabulary.APPROVAL, GateFacts.Kind.APPROVALS,
            Vocabulary.DAY, GateFacts.Kind.DAY);

    private final Map<String, Set<Property>> properties = new TreeMap<>();
    private final Set<String> words = new HashSet<>();
    private final FactType step;

    public Usage(Vocabulary vocabulary, List<Rule> rules) {
        this.step = vocabulary.step();
        properties.put(step.name(), new HashSet<>());
        for (Rule rule : rules) {
            add(step, rule.condition());
            rule.clauses().forEach(this::add);
            rule.sayings().forEach(this::add);
        }
    }

    private void add(Saying saying) {
        if (saying instanceof Saying.Insert insert) {
            insert.fields().forEach(field -> step.property("payload." + field).ifPresent(found -> add(step, found)));
        }
    }

    private void add(Clause clause) {
        if (clause instanceof Clause.Some some) {
            add(some.type(), some.condition());
        } else if (clause instanceof Clause.Total total) {
            add(total.type(), total.condition());
            total.sum().ifPresent(property -> add(total.type(), property));
        } else {
            clause.parts().forEach(this::add);
        }
    }

    private void add(FactType type, Condition condition) {
        properties.computeIfAbsent(type.name(), missing -> new HashSet<>());
        if (condition instanceof Condition.Comparison comparison) {
            add(type, comparison.property());
            comparison.that().ifPresent(that -> add(step, that));
        }
        condition.parts().forEach(part -> add(type, part));
    }

    private void add(FactType type, Property property) {
        properties.computeIfAbsent(type.name(), missing -> new HashSet<>()).add(property);
        words.add(property.word());
    }

    public boolean speaksOf(FactType type) {
        return type != step && properties.containsKey(type.name());
    }

    /** Returns whether rules speak of anything beside the step. */
    public boolean speaksOfOthers() {
        return properties.size() > 1;
    }

    /** Returns the properties of a type that rules compare or sum up, by word. */
    public List<Property> properties(FactType type) {
        return properties.getOrDefault(type.name(), Set.of()).stream()
                .sorted(java.util.Comparator.comparing(Property::word))
                .toList();
    }

    /** Returns what has to be looked up for the rules. */
    public Set<GateFacts.Kind> kinds() {
        Set<GateFacts.Kind> kinds = EnumSet.noneOf(GateFacts.Kind.class);
        Set<String> names = new TreeSet<>(properties.keySet());
        names.remove(step.name());
        names.remove(Vocabulary.NOW);
        names.forEach(name -> kinds.add(KINDS.getOrDefault(name, GateFacts.Kind.RECORDS)));
        if (words.stream().anyMatch(word -> word.startsWith("requester."))) {
            kinds.add(GateFacts.Kind.REQUESTER);
        }
        if (words.stream().anyMatch(word -> word.startsWith("payload."))) {
            kinds.add(GateFacts.Kind.PAYLOAD);
        }
        return Collections.unmodifiableSet(kinds);
    }
}
