package dev.runs.record;

import dev.runs.action.Pattern;
import dev.runs.gate.FactRead;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** What rules read, in words for people who do not know the rule language. */
final class FactWording {
    /** Properties by which people know a thing, the most telling first. */
    private static final List<String> NAMES = List.of("title", "label", "name", "step", "key", "action", "id");

    private static final java.util.regex.Pattern NUMBER = java.util.regex.Pattern.compile("(-?)(\\d+)(\\.\\d+)?");
    private static final java.util.regex.Pattern CONSTANT =
            java.util.regex.Pattern.compile("(?:[A-Z][A-Za-z]*\\.)?([A-Z][A-Z_]+)");

    private final Times times;

    FactWording(Times times) {
        this.times = times;
    }

    /** A fact as a part of a sentence: {@code Meeting 'Renewal call' with people from outside}. */
    String of(FactRead fact) {
        Map<String, String> values = new TreeMap<>(fact.values());
        String type = Wording.plain(fact.type());
        StringBuilder words =
                new StringBuilder(type.endsWith("Fact") ? type.substring(0, type.length() - "Fact".length()) : type);
        NAMES.stream()
                .filter(values::containsKey)
                .findFirst()
                .ifPresent(name -> words.append(' ').append(Wording.quoted(bare(values.remove(name)))));
        if (type.startsWith("Meeting") && values.containsKey("pattern")) {
            boolean external = constant(values.remove("pattern")).equals(Wording.lower(Pattern.EXTERNAL));
            words.append(external ? " with people from outside" : " among ourselves");
        }
        List<String> rest = new ArrayList<>();
        values.forEach((name, value) -> rest.add(name(name) + " is " + value(value)));
        return rest.isEmpty() ? words.toString() : words + ": " + String.join(", ", rest);
    }

    /** A property's name as words: {@code executed today} of {@code executedToday}. */
    static String name(String property) {
        StringBuilder words = new StringBuilder();
        for (char c : Wording.plain(property).toCharArray()) {
            if (Character.isUpperCase(c)) {
                words.append(' ');
            }
            words.append(Character.toLowerCase(c));
        }
        return words.toString().strip();
    }

    /** A value as people write it: {@code 10,000} of {@code 10000}, {@code high} of {@code RiskLevel.HIGH}. */
    String value(String written) {
        String text = Wording.plain(written);
        java.util.regex.Matcher number = NUMBER.matcher(text);
        if (number.matches()) {
            String fraction = number.group(3);
            return number.group(1) + grouped(number.group(2)) + (fraction == null ? "" : fraction);
        }
        try {
            return times.exact(Instant.parse(text));
        } catch (DateTimeParseException e) {
            return constant(text);
        }
    }

    private static String constant(String text) {
        java.util.regex.Matcher constant = CONSTANT.matcher(text);
        return constant.matches() ? constant.group(1).toLowerCase(Locale.ROOT).replace('_', ' ') : quoted(text);
    }

    private static String quoted(String text) {
        return isQuoted(text) ? Wording.quoted(bare(text)) : text;
    }

    private static boolean isQuoted(String text) {
        return text.length() > 1 && text.startsWith("\"") && text.endsWith("\"");
    }

    private static String bare(String text) {
        String plain = Wording.plain(text);
        return isQuoted(plain) ? plain.substring(1, plain.length() - 1) : plain;
    }

    private static String grouped(String digits) {
        StringBuilder grouped = new StringBuilder(digits);
        for (int i = digits.length() - 3; i > 0; i -= 3) {
            grouped.insert(i, ',');
        }
        return grouped.toString();
    }
}
