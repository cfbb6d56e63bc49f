package dev.runs.record;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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

    private static final Set<String> FLAGS = Set.of("true", "false");

    /** After "is" or "were". */
    private static final Map<String, String> SIGNS =
            Map.of("==", "", "!=", "not ", ">=", "at least ", "<=", "at most ", ">", "above ", "<", "below ");

    /** What is, and what would be. */
    private record Verb(String is, String were) {}

    private static final Map<String, Verb> VERBS = Map.of(
            "contains", new Verb("contains ", "contained "),
            "not contains", new Verb("does not contain ", "did not contain "),
            "startsWith", new Verb("begins with ", "began with "),
            "not startsWith", new Verb("does not begin with ", "did not begin with "),
            "endsWith", new Verb("ends with ", "ended with "),
            "not endsWith", new Verb("does not end with ", "did not end with "));

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
            return Optional.of(FactWording.name(comparison.group(1)) + " " + predicate(comparison, false));
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
        String property = FactWording.name(comparison.group(1));
        boolean flag = "==".equals(comparison.group(2)) && FLAGS.contains(comparison.group(3));
        if (flag) {
            boolean on = comparison.group(3).equals("true");
            return type.equals("meeting") && property.equals("external")
                    ? FactWording.meeting(on)
                    : (on ? "marked " : "not marked ") + Wording.quoted(property);
        }
        return "whose " + property + " " + predicate(comparison, true);
    }

    private String predicate(Matcher comparison, boolean is) {
        String be = is ? "is " : "were ";
        if (comparison.group(4) != null) {
            return be + (comparison.group(4).equals("is missing") ? "missing" : "given");
        }
        String sign = comparison.group(2);
        Verb verb = VERBS.get(sign);
        String start = verb == null ? be + SIGNS.getOrDefault(sign, "") : is ? verb.is() : verb.were();
        if (comparison.group(3).startsWith("$step.")) {
            return start + "that of the step";
        }
        List<String> items = new ArrayList<>();
        Matcher item = ONE_VALUE.matcher(comparison.group(3));
        while (item.find()) {
            items.add(values.value(item.group()));
        }
        return start + (sign.equals("not in") ? "none of " + Wording.and(items) : Wording.or(items));
    }
}
