package dev.runs.rules.cases;

import dev.runs.rules.internal.text.Yaml;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Lays values of a YAML file over others. Each part keeps the place where it was written. */
final class Overlay {
    private Overlay() {}

    /** Returns the upper mapping, with what it does not say taken from the lower one, at every depth. */
    static Yaml.Mapping over(Yaml.Mapping lower, Yaml.Mapping upper) {
        List<Yaml.Entry> entries = new ArrayList<>();
        for (Yaml.Entry entry : upper.entries()) {
            Optional<Yaml.Node> below = find(lower, entry.key().text());
            boolean both =
                    below.isPresent() && below.get() instanceof Yaml.Mapping && entry.value() instanceof Yaml.Mapping;
            entries.add(
                    both
                            ? new Yaml.Entry(
                                    entry.key(), over((Yaml.Mapping) below.get(), (Yaml.Mapping) entry.value()))
                            : entry);
        }
        for (Yaml.Entry entry : lower.entries()) {
            if (find(upper, entry.key().text()).isEmpty()) {
                entries.add(entry);
            }
        }
        return new Yaml.Mapping(entries, upper.place());
    }

    /** Returns the mapping with a value at the end of a path of keys. */
    static Yaml.Mapping with(Yaml.Mapping mapping, List<String> path, Yaml.Node value) {
        Yaml.Node node = value;
        for (int i = path.size() - 1; i >= 0; i--) {
            Yaml.Scalar key = new Yaml.Scalar(path.get(i), false, value.place());
            node = new Yaml.Mapping(List.of(new Yaml.Entry(key, node)), mapping.place());
        }
        return over(mapping, (Yaml.Mapping) node);
    }

    /** Returns the mapping without a key. */
    static Yaml.Mapping without(Yaml.Mapping mapping, String key) {
        return new Yaml.Mapping(
                mapping.entries().stream()
                        .filter(entry -> !entry.key().text().equals(key))
                        .toList(),
                mapping.place());
    }

    static Optional<Yaml.Node> find(Yaml.Mapping mapping, String key) {
        return mapping.entries().stream()
                .filter(entry -> entry.key().text().equals(key))
                .map(Yaml.Entry::value)
                .findFirst();
    }
}
