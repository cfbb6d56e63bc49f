package dev.runs.record;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Conditions of rules in words for people who do not know the rule language. What it does not understand it leaves alone: a
 * wrong paraphrase is worse than none.
 */
final class ConditionWording {
    /** The longest condition that is read; regular expressions recurse. */
    private static final int MAX_LENGTH = 500;

    private static final String VALUE =
            "-?\\d+(?:\\.\\d+)?|true|false|\"[^\"\\\\]*+(?:\\\\.[^\"\\\\]*+)*+\"|[A-Z][A-Za-z]*\\.[A-Z][A-Z_]*";
    private static final String LIST = "\\( (?:" + VALUE + ")(?:, (?:" + VALUE + "))* \\)";
    private static final String SIGN = "==|!=|>=|<=|>|<|in|not in|(?:not )?(?:contains|startsWith|endsWith)";
    private static final Pattern COMPARISON = Pattern.compile("([a-z][\\w.]*) (?:(" + SIGN + ") (" + VALUE + "|" + LIST
            + "|\\$step\\.[a-z][\\w.]*)|(is (?:not )?missing))");
    private static final Pattern ONE_VALUE = Pattern.compile(VALUE);
    private static final Pattern EXISTS = Pattern.compile("(exists|not) (\\w+)\\((.*)\\)");
    private static final Pattern TOTAL = Pattern.compile(
            "(?:count\\( (\\w+)\\((.*?)\\) \\)|sum\\( (\\w+)\\((.*?)\\), ([a-z][\\w.]*) \\)) (==|!=|>=|<=|>|<) (\\S+)");

    /** After "is", "be" or "were". */
    private static final Map<String, String> SIGNS =
            Map.of("==", "", "!=", "not ", ">=", "at least ", "<=", "at most ", ">", "above ", "<", "below ");

    private static final Map<String, String> VERBS = Map.of(
            "contains", "one with ",
            "not contains", "one without ",
            "startsWith", "one that begins with ",
            "not startsWith", "one that does not begin with ",
            "endsWith", "one that ends with ",
            "not endsWith", "one that does not end with ");

    private final FactWording values;

    ConditionWording(FactWording values) {
        this.values = values;
    }

    /** How a condition that does not hold would: {@code amount were above 10,000}. */
    Optional<String> were(String condition) {
        if (condition.length() > MAX_LENGTH) {
            return Optional.empty();
        }
        Matcher comparison = COMPARISON.matcher(condition);
        if (comparison.matches()) {
            return Optional.of(FactWording.name(comparison.group(1)) + " were " + complement(comparison));
        }
        Matcher exists = EXISTS.matcher(condition);
        if (exists.matches()) {
            boolean wanted = exists.group(1).equals("exists");
            String type = FactWording.name(exists.group(2));
            return which(type, exists.group(3))
                    .map(which -> "there were " + (wanted ? article(type) : "no ") + type + which);
        }
        Matcher total = TOTAL.matcher(condition);
        return total.matches() ? total(total) : Optional.empty();
    }

    private Optional<String> total(Matcher total) {
        boolean counts = total.group(1) != null;
        String type = FactWording.name(total.group(counts ? 1 : 3));
        String what = counts
                ? "the number of " + type + "s"
                : "the sum of " + FactWording.name(total.group(5)) + " over " + type + "s";
        return which(type, total.group(counts ? 2 : 4))
                .map(which -> what + which + " were " + SIGNS.get(total.group(6)) + values.value(total.group(7)));
    }

    private static String article(String noun) {
        return "aeiou".indexOf(noun.charAt(0)) < 0 ? "a " : "an ";
    }

    /** Which facts are meant: {@code  with people from outside and whose age is below 30 days}. */
    private Optional<String> which(String type, String conditions) {
        List<String> parts = new ArrayList<>();
        String left = conditions.strip();
        while (!left.isEmpty()) {
            Matcher comparison = COMPARISON.matcher(left);
            if (!comparison.lookingAt()) {
                return Optional.empty();
            }
            parts.add(which(type, comparison));
            left = left.substring(comparison.end());
            if (!left.isEmpty() && !left.startsWith(", ")) {
                return Optional.empty();
            }
            left = left.isEmpty() ? left : left.substring(2);
        }
        return Optional.of(parts.isEmpty() ? "" : " " + Wording.and(parts));
    }

    private String which(String type, Matcher comparison) {
        boolean reach = type.equals("meeting") && comparison.group().startsWith("external == ");
        if (reach) {
            return FactWording.meeting(comparison.group(3).equals("true"));
        }
        return "whose " + FactWording.name(comparison.group(1)) + " is " + complement(comparison);
    }

    /** What stands behind "is" or "were". */
    private String complement(Matcher comparison) {
        if (comparison.group(4) != null) {
            return comparison.group(4).equals("is missing") ? "missing" : "given";
        }
        String sign = comparison.group(2);
        String operand = comparison.group(3);
        if (operand.startsWith("$step.")) {
            String property = "that of the step";
            return SIGNS.getOrDefault(sign, VERBS.getOrDefault(sign, "")) + property;
        }
        List<String> items = new ArrayList<>();
        Matcher item = ONE_VALUE.matcher(operand);
        while (item.find()) {
            items.add(values.value(item.group()));
        }
        return switch (sign) {
            case "in" -> Wording.or(items);
            case "not in" -> "none of " + Wording.and(items);
            default -> SIGNS.getOrDefault(sign, VERBS.getOrDefault(sign, "")) + items.get(0);
        };
    }
}
