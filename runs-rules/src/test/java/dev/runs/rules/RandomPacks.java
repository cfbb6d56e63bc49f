package dev.runs.rules;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;

/** Writes random packs that are good, with values from a small world, so that rules meet facts. */
final class RandomPacks {
    private static final List<String> TEXTS =
            List.of("a", "b", "crm.note", "Größe 100% [x] (y) {z} #1 // no comment", "\\\"end then", "rule");
    private static final List<String> NUMBERS = List.of("-5", "-0.0", "0", "0.10", "0.1", "1", "1.00", "1000", "1e3");

    private RandomPacks() {}

    static Map<String, String> files(Random random, int rules) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < rules; i++) {
            List<String> parts = new ArrayList<>();
            for (int part = random.nextInt(3); part >= 0; part--) {
                parts.add(condition(random, 3));
            }
            text.append(Packs.rule("R-" + i, String.join(random.nextBoolean() ? ", " : " && ", parts), then(random)));
        }
        return Packs.files(text.toString());
    }

    static String text(Random random) {
        return TEXTS.get(random.nextInt(TEXTS.size()));
    }

    static String number(Random random) {
        return NUMBERS.get(random.nextInt(NUMBERS.size()));
    }

    private static String then(Random random) {
        return switch (random.nextInt(4)) {
            case 0 -> "gate.allow($step, \"yes\");";
            case 1 -> "gate.deny($step, \"no\");";
            case 2 -> "gate.hold($step, \"2027-01-31T00:00:00Z\", \"later\");";
            default -> "gate.requireApproval($step, \"Legal\", \"look\", 2, \"P2D\");";
        };
    }

    private static String condition(Random random, int depth) {
        int kind = random.nextInt(depth == 0 ? 1 : 4);
        if (kind == 0) {
            return comparison(random);
        }
        String left = condition(random, depth - 1);
        String right = condition(random, depth - 1);
        return (kind == 1 ? "!" : "") + "( " + left + (random.nextBoolean() ? " && " : " || ") + right + " )";
    }

    private static String comparison(Random random) {
        List<Property> properties = List.of(Property.values());
        Property property = properties.get(random.nextInt(properties.size()));
        if (property.optional() && random.nextInt(4) == 0) {
            return property.word() + (random.nextBoolean() ? " is missing" : " is not missing");
        }
        if (random.nextInt(3) == 0) {
            TreeSet<String> values = new TreeSet<>();
            for (int i = random.nextInt(3); i >= 0; i--) {
                values.add(value(property, random));
            }
            // 0.1 and 0.10 are one number, and a value may stand in a list once.
            values.removeIf(value -> List.of("0.10", "1.00", "-0.0").contains(value) && values.size() > 1);
            return property.word() + (random.nextBoolean() ? " in ( " : " not in ( ") + String.join(", ", values)
                    + " )";
        }
        List<String> operators =
                property.type().ordered() ? List.of("==", "!=", "<", "<=", ">", ">=") : List.of("==", "!=");
        return property.word() + " " + operators.get(random.nextInt(operators.size())) + " " + value(property, random);
    }

    private static String value(Property property, Random random) {
        return switch (property.type()) {
            case TEXT -> "\"" + text(random).replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
            case FLAG -> Boolean.toString(random.nextBoolean());
            case DECIMAL -> number(random).replace("1e3", "1000");
            case REACH, RISK ->
                property.type().enumName().orElseThrow() + "."
                        + property.type()
                                .constants()
                                .get(random.nextInt(property.type().constants().size()))
                                .name();
        };
    }
}
