package dev.runs.rules.internal.model;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One kind of facts: its name, and what a rule can ask about it.
 *
 * <p>Of a type that speaks about a step, a rule sees only what is about other steps than its subject.
 */
public final class FactType {
    private final String name;
    private final int number;
    private final Map<String, Property> properties;
    private final List<Property> ordered;
    private final int key;
    private final int action;

    private FactType(String name, int number, Map<String, Property> properties) {
        this.name = name;
        this.number = number;
        this.properties = properties;
        this.ordered = List.copyOf(properties.values());
        this.key = index("key");
        this.action = index("action");
    }

    private int index(String word) {
        return property(word).map(Property::index).orElse(-1);
    }

    /** Returns the place of the key, or -1 if the type is not about a step. */
    int key() {
        return key;
    }

    /** Returns the place of the action, or -1 if the type has none. */
    int action() {
        return action;
    }

    public String name() {
        return name;
    }

    /** Returns the number of the type within its vocabulary. */
    public int number() {
        return number;
    }

    public int size() {
        return properties.size();
    }

    public Optional<Property> property(String word) {
        return Optional.ofNullable(properties.get(word));
    }

    /** Returns the properties, in the order of their places. */
    public List<Property> properties() {
        return ordered;
    }

    /** Returns the words that authors can write, sorted. */
    public List<String> words() {
        return properties.keySet().stream().sorted().toList();
    }

    @Override
    public String toString() {
        return name;
    }

    static Builder named(String name, int number) {
        return new Builder(name, number);
    }

    /** Makes a type. */
    static final class Builder {
        private final String name;
        private final int number;
        private final List<Property> properties = new ArrayList<>();

        private Builder(String name, int number) {
            this.name = name;
            this.number = number;
        }

        Builder has(String word, Type type) {
            properties.add(new Property(properties.size(), word, type, false));
            return this;
        }

        Builder mayHave(String word, Type type) {
            properties.add(new Property(properties.size(), word, type, true));
            return this;
        }

        FactType build() {
            Map<String, Property> byWord = new LinkedHashMap<>();
            properties.forEach(property -> byWord.put(property.word(), property));
            return new FactType(name, number, byWord);
        }
    }
}
