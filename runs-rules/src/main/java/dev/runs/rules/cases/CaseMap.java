package dev.runs.rules.cases;

import dev.runs.rules.internal.text.Place;
import dev.runs.rules.internal.text.Problems;
import dev.runs.rules.internal.text.Text;
import dev.runs.rules.internal.text.Yaml;
import dev.runs.rules.internal.text.YamlMap;
import dev.runs.rules.problem.RuleErrorCode;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * A mapping of a case, whose values are read by kind. A value that is empty, or the plain word {@code missing}, is not there: so a
 * case takes a default away.
 */
final class CaseMap {
    static final String MISSING = "missing";
    private static final int LONGEST = 1_000;

    private final Yaml.Mapping mapping;
    private final YamlMap map;
    private final Problems problems;

    private CaseMap(Yaml.Mapping mapping, YamlMap map, Problems problems) {
        this.mapping = mapping;
        this.map = map;
        this.problems = problems;
    }

    /** Reads a mapping in which only the given keys may stand. */
    static CaseMap of(Yaml.Mapping mapping, List<String> keys, Problems problems) {
        return new CaseMap(mapping, YamlMap.of(mapping, keys, problems), problems);
    }

    /** Reads a mapping in which any key may stand, once. */
    static CaseMap ofAnyKeys(Yaml.Mapping mapping, Problems problems) {
        return new CaseMap(mapping, YamlMap.ofAnyKeys(mapping, problems), problems);
    }

    static boolean nothing(Yaml.Node node) {
        return node instanceof Yaml.Scalar scalar
                && (scalar.nothing() || (!scalar.quoted() && scalar.text().equals(MISSING)));
    }

    Place place() {
        return mapping.place();
    }

    List<Yaml.Entry> entries() {
        return map.entries();
    }

    boolean has(String key) {
        return get(key).isPresent();
    }

    Optional<Yaml.Node> get(String key) {
        return map.get(key).filter(node -> !nothing(node));
    }

    /** Records that a key must be there; says nothing if another spelling of it is, which was recorded. */
    void require(String key, String example) {
        if (!has(key) && (map.lacks(key) || map.get(key).isPresent())) {
            problems.add(
                    RuleErrorCode.YAML_ENTRY,
                    map.get(key).map(Yaml.Node::place).orElse(mapping.place()),
                    "'" + key + "' is missing.",
                    "Example: " + example);
        }
    }

    Optional<String> text(String key) {
        return get(key).flatMap(node -> YamlMap.scalar(node, "'" + key + "'", LONGEST, problems))
                .map(Yaml.Scalar::text);
    }

    Optional<Boolean> flag(String key) {
        return value(key, "true or false", key + ": true", text -> switch (text) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException(text);
        });
    }

    Optional<BigDecimal> number(String key) {
        return value(key, "a number of digits and perhaps one point", key + ": 1000", CaseMap::decimal);
    }

    /** Returns a whole number that is not negative. */
    Optional<Long> count(String key) {
        return value(key, "a whole number", key + ": 3", text -> {
            if (!text.matches("[0-9]{1,15}")) {
                throw new IllegalArgumentException(text);
            }
            return Long.valueOf(text);
        });
    }

    /** Returns a point in time. */
    Optional<Instant> instant(String key) {
        return value(key, "a point in time with its zone", key + ": 2026-11-22T12:00:00Z", CaseMap::instantOf);
    }

    Optional<Duration> duration(String key) {
        return value(key, "a duration", key + ": P2D (two days), or PT4H (four hours)", Duration::parse);
    }

    static Instant instantOf(String text) {
        return ZonedDateTime.parse(text).toInstant();
    }

    static BigDecimal decimal(String text) {
        if (!text.matches("-?[0-9]{1,30}([.][0-9]{1,30})?")) {
            throw new IllegalArgumentException(text);
        }
        return new BigDecimal(text);
    }

    /** Returns a constant, which is written in any letters, with or without its type's name. */
    <E extends Enum<E>> Optional<E> constant(String key, Class<E> type) {
        List<String> words =
                Arrays.stream(type.getEnumConstants()).map(CaseMap::word).toList();
        Optional<Yaml.Scalar> scalar =
                get(key).flatMap(node -> YamlMap.scalar(node, "'" + key + "'", LONGEST, problems));
        if (scalar.isEmpty()) {
            return Optional.empty();
        }
        String written = scalar.get().text();
        String plain = written.startsWith(type.getSimpleName() + ".")
                ? written.substring(type.getSimpleName().length() + 1)
                : written;
        String word = plain.toLowerCase(Locale.ROOT).replace('_', ' ').replace('-', ' ');
        int index = words.indexOf(word);
        if (index < 0) {
            problems.add(
                    RuleErrorCode.YAML_VALUE,
                    scalar.get().place(),
                    "'" + Text.shortened(written) + "' is no '" + key + "'." + Text.didYouMean(word, words),
                    "There are: " + String.join(", ", words) + ".");
            return Optional.empty();
        }
        return Optional.of(type.getEnumConstants()[index]);
    }

    /** Returns a constant's name as cases and reports write it. */
    static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    /** Returns texts: a list of them, or one alone. */
    Set<String> texts(String key) {
        Set<String> texts = new TreeSet<>();
        for (Yaml.Scalar scalar : scalars(key)) {
            texts.add(scalar.text());
        }
        return texts;
    }

    /** Returns the texts of a list, or one alone, with their places. */
    List<Yaml.Scalar> scalars(String key) {
        Optional<Yaml.Node> node = get(key);
        if (node.isPresent() && node.get() instanceof Yaml.Scalar one) {
            return YamlMap.scalar(one, "'" + key + "'", LONGEST, problems).stream()
                    .toList();
        }
        return node.isPresent() ? map.texts(key, LONGEST) : List.of();
    }

    /** Returns a mapping. */
    Optional<Yaml.Mapping> mapping(String key, String example) {
        return get(key).flatMap(node -> mapping(node, "'" + key + "'", example, problems));
    }

    /** Returns the mappings of a list. */
    List<Yaml.Mapping> mappings(String key, String example) {
        return get(key).map(node -> mappings(node, "'" + key + "'", example, problems))
                .orElse(List.of());
    }

    static List<Yaml.Mapping> mappings(Yaml.Node node, String what, String example, Problems problems) {
        if (!(node instanceof Yaml.Sequence list)) {
            problems.add(RuleErrorCode.YAML_VALUE, node.place(), what + " is a list.", "Example: " + example);
            return List.of();
        }
        List<Yaml.Mapping> mappings = new ArrayList<>();
        for (Yaml.Node item : list.items()) {
            mapping(item, "An entry of " + what, example, problems).ifPresent(mappings::add);
        }
        return mappings;
    }

    private static Optional<Yaml.Mapping> mapping(Yaml.Node node, String what, String example, Problems problems) {
        if (node instanceof Yaml.Mapping mapping) {
            return Optional.of(mapping);
        }
        problems.add(RuleErrorCode.YAML_VALUE, node.place(), what + " has keys with values.", "Example: " + example);
        return Optional.empty();
    }

    private <T> Optional<T> value(String key, String kind, String example, Function<String, T> reader) {
        Optional<Yaml.Scalar> scalar =
                get(key).flatMap(node -> YamlMap.scalar(node, "'" + key + "'", LONGEST, problems));
        try {
            return scalar.map(text -> reader.apply(text.text()));
        } catch (IllegalArgumentException | DateTimeException e) {
            problems.add(
                    RuleErrorCode.YAML_VALUE,
                    scalar.orElseThrow().place(),
                    "'" + key + "' is " + kind + ", not '"
                            + Text.shortened(scalar.get().text()) + "'.",
                    "Example: " + example);
            return Optional.empty();
        }
    }
}
