package dev.runs.rules;

import dev.runs.rules.internal.model.FactType;
import dev.runs.rules.internal.model.Operator;
import dev.runs.rules.internal.model.Property;
import dev.runs.rules.internal.model.Row;
import dev.runs.rules.internal.model.Scene;
import dev.runs.rules.internal.model.Type;
import dev.runs.rules.internal.model.Vocabulary;
import dev.runs.rules.internal.pack.VocabularyFile;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeSet;

/** Writes random packs that are good, and random facts, with values from a small world, so that rules meet facts. */
final class RandomPacks {
    private static final List<String> TEXTS =
            List.of("a", "b", "crm.note", "Größe 100% [x] (y) {z} #1 // no comment", "\\\"end then", "rule");
    private static final List<String> NUMBERS = List.of("-5", "-0.0", "0", "0.10", "0.1", "1", "1.00", "1000");

    private RandomPacks() {}

    static final String VOCABULARY = """
            payload: { share: number, note: text, tags: texts }
            facts:
              Account: { tier: { one-of: [bronze, silver, gold] }, region: text, since: date, open: time, wait: duration }
            """;

    static final Vocabulary WORDS =
            Packs.checked(withVocabulary(Packs.deny("external == true"))).vocabulary();

    private static final List<String> INSTANTS = List.of("2026-01-01T00:00:00Z", "2026-11-22T12:00:00Z");
    private static final List<String> DATES = List.of("2026-01-01", "2026-11-22");
    private static final List<String> TIMES = List.of("08:00", "18:30");
    private static final List<String> DURATIONS = List.of("PT0S", "P1D", "PT-5M");

    static Map<String, String> files(Random random, int rules) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < rules; i++) {
            List<String> parts = new ArrayList<>();
            for (int part = random.nextInt(3); part >= 0; part--) {
                parts.add(condition(random, WORDS.step(), 3, false));
            }
            String rule = Packs.rule("R-" + i, String.join(random.nextBoolean() ? ", " : " && ", parts), then(random));
            StringBuilder clauses = new StringBuilder();
            for (int clause = random.nextInt(4) - 1; clause > 0; clause--) {
                clauses.append("\n  ").append(clause(random, clause == 1 ? 1 : 0));
            }
            text.append(rule.replace("\nthen\n", clauses + "\nthen\n"));
        }
        Map<String, String> files = withVocabulary(Packs.files(text.toString()));
        files.merge("pack.yaml", requirement(random), String::concat);
        return files;
    }

    private static String requirement(Random random) {
        StringBuilder stages = new StringBuilder("requirements:\n  staged:\n    stages:\n");
        for (int stage = random.nextInt(3); stage >= 0; stage--) {
            String when = condition(random, WORDS.step(), 1, false)
                    + (random.nextBoolean() ? ", " + clause(random, stage == 1 ? 1 : 0) : "");
            stages.append("      - { roles: [Legal], when: '")
                    .append(when.replace("'", "''"))
                    .append("', otherwise: ")
                    .append(pick(random, List.of("skip", "approve", "reject")))
                    .append(" }\n");
        }
        return stages.toString();
    }

    private static Map<String, String> withVocabulary(Map<String, String> files) {
        files.put(VocabularyFile.FILE, VOCABULARY);
        return files;
    }

    /** Returns what can stand behind {@code when} of a stage. */
    static String stageCondition(Random random) {
        return condition(random, WORDS.step(), 1, false) + (random.nextBoolean() ? ", " + clause(random, 1) : "");
    }

    static String text(Random random) {
        return pick(random, TEXTS);
    }

    private static <T> T pick(Random random, List<T> values) {
        return values.get(random.nextInt(values.size()));
    }

    private static String then(Random random) {
        return switch (random.nextInt(7)) {
            case 6 -> "gate.require($step, \"staged\", \"look\");";
            case 0 -> "gate.allow($step, \"yes\");";
            case 1 -> "gate.deny($step, \"no\");";
            case 2 -> "gate.hold($step, \"2027-01-31T00:00:00Z\", \"later\");";
            case 3 -> "gate.raiseRisk($step, RiskLevel.HIGH, \"dangerous\");";
            case 4 -> "gate.notify($step, \"Legal\", \"look\");";
            default -> "gate.requireApproval($step, \"Legal\", \"look\", 2, \"P2D\");";
        };
    }

    private static String clause(Random random, int depth) {
        int kind = random.nextInt(depth == 0 ? 4 : 6);
        FactType type = WORDS.get(pick(random, WORDS.others()));
        return switch (kind) {
            case 0 -> fact(random, type);
            case 1 -> "exists " + fact(random, type);
            case 2 -> "not " + fact(random, type);
            case 3 -> total(random, type);
            default ->
                "( " + clause(random, depth - 1) + (kind == 4 ? " or " : " and ") + clause(random, depth - 1) + " )";
        };
    }

    private static String total(Random random, FactType type) {
        List<Property> numbers = type.properties().stream()
                .filter(property -> property.type().equals(Type.NUMBER))
                .toList();
        String sign = pick(random, List.of("==", "!=", "<", "<=", ">", ">="));
        return numbers.isEmpty() || random.nextBoolean()
                ? "count( " + fact(random, type) + " ) " + sign + " " + random.nextInt(4)
                : "sum( " + fact(random, type) + ", " + pick(random, numbers).word() + " ) " + sign + " 1";
    }

    private static String fact(Random random, FactType type) {
        return type.name() + "( " + (random.nextInt(4) == 0 ? "" : condition(random, type, 1, true)) + " )";
    }

    private static String condition(Random random, FactType type, int depth, boolean beside) {
        int kind = random.nextInt(depth == 0 ? 1 : 4);
        if (kind == 0) {
            return comparison(random, type, beside);
        }
        String left = condition(random, type, depth - 1, beside);
        String right = condition(random, type, depth - 1, beside);
        return (kind == 1 ? "!" : "") + "( " + left + (random.nextBoolean() ? " && " : " || ") + right + " )";
    }

    private static String comparison(Random random, FactType type, boolean beside) {
        Property property = pick(random, type.properties());
        if (property.optional() && random.nextInt(4) == 0) {
            return property.word() + (random.nextBoolean() ? " is missing" : " is not missing");
        }
        List<Operator> fitting = Arrays.stream(Operator.values())
                .filter(operator -> operator.comparesWithValue() && operator.fits(property.type()))
                .toList();
        Operator operator = pick(random, fitting);
        Type of = operator.looksInto() ? Type.TEXT : property.type();
        List<Property> alike = WORDS.step().properties().stream()
                .filter(other -> other.type().equals(of))
                .toList();
        if (beside && !operator.takesList() && !alike.isEmpty() && random.nextInt(3) == 0) {
            return property.word() + " " + operator.sign() + " $step."
                    + pick(random, alike).word();
        }
        if (operator.takesList()) {
            TreeSet<String> values = new TreeSet<>();
            for (int i = random.nextInt(3); i >= 0; i--) {
                values.add(written(of, random));
            }
            // 0.1 and 0.10 are one number, and a value may stand in a list once.
            values.removeIf(value -> List.of("0.10", "1.00", "-0.0").contains(value) && values.size() > 1);
            return property.word() + " " + operator.sign() + " ( " + String.join(", ", values) + " )";
        }
        return property.word() + " " + operator.sign() + " " + written(of, random);
    }

    private static String written(Type type, Random random) {
        String raw = raw(type, random);
        return switch (type.kind()) {
            case FLAG, NUMBER -> raw;
            case CHOICE -> type.written(raw);
            default -> "\"" + raw.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
        };
    }

    private static String raw(Type type, Random random) {
        return switch (type.kind()) {
            case TEXT, TEXTS -> text(random);
            case FLAG -> Boolean.toString(random.nextBoolean());
            case NUMBER -> pick(random, NUMBERS);
            case CHOICE -> pick(random, type.constants());
            case INSTANT -> pick(random, INSTANTS);
            case DATE -> pick(random, DATES);
            case TIME -> pick(random, TIMES);
            case DURATION -> pick(random, DURATIONS);
        };
    }

    /** Makes a scene with the given number of steps in question and a few facts of each type. */
    static Scene scene(Random random, int subjects) {
        List<Row> steps = new ArrayList<>();
        for (int i = 0; i < subjects; i++) {
            steps.add(row(random, WORDS.step(), "step " + i % (subjects - 2), Optional.empty()));
        }
        List<List<Row>> around = new ArrayList<>();
        for (FactType type : WORDS.types()) {
            List<Row> rows = new ArrayList<>();
            boolean aboutSteps =
                    List.of(Vocabulary.OTHER_STEP, Vocabulary.APPROVAL).contains(type.name());
            for (int i = random.nextInt(5); i > 0 && type != WORDS.step(); i--) {
                String key = "step " + random.nextInt(subjects);
                rows.add(row(random, type, key, aboutSteps ? Optional.of(key) : Optional.empty()));
            }
            around.add(rows);
        }
        return new Scene(steps, around);
    }

    private static Row row(Random random, FactType type, String key, Optional<String> about) {
        Object[] values = new Object[type.size()];
        for (Property property : type.properties()) {
            boolean missing = property.optional() && random.nextInt(3) == 0;
            Object value = property.type().kind() == Type.Kind.TEXTS
                    ? List.of(text(random), text(random))
                    : property.type().kind() == Type.Kind.FLAG ? random.nextBoolean() : raw(property.type(), random);
            values[property.index()] = missing ? null : property.type().read(value);
        }
        type.property("key").ifPresent(property -> values[property.index()] = key);
        return new Row(type, values, about);
    }
}
