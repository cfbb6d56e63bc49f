package dev.runs.record;

import dev.runs.gate.FactRead;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What rules read, in words for people who do not know the rule language. */
final class FactWording {
    /** Properties by which people know a thing, the most telling first. */
    private static final List<String> NAMES = List.of("title", "label", "name", "step", "key", "action", "id");

    private static final Pattern NUMBER = Pattern.compile("(-?)(\\d+)(\\.\\d+)?");
    private static final Pattern CONSTANT = Pattern.compile("[A-Z][A-Za-z]*\\.([A-Z][A-Z_]*)");

    private final Times times;

    FactWording(Times times) {
        this.times = times;
    }

    /** A fact as a part of a sentence: {@code Meeting 'Renewal call' with people from outside}. */
    String of(FactRead fact) {
        Map<String, String> left = new TreeMap<>(fact.values());
        StringBuilder words = new StringBuilder(name(fact.type()));
        words.setCharAt(0, Character.toUpperCase(words.charAt(0)));
        NAMES.stream().filter(left::containsKey).findFirst().ifPresent(name -> {
            words.append(' ').append(Wording.quoted(unquoted(left.getOrDefault(name, ""))));
            left.remove(name);
        });
        if (fact.type().equals("Meeting") && left.containsKey("external")) {
            words.append(' ').append(meeting("true".equals(left.remove("external"))));
        }
        List<String> rest = new ArrayList<>();
        left.forEach((name, value) -> rest.add(name(name) + " is " + value(value)));
        return rest.isEmpty() ? words.toString() : words + ": " + String.join(", ", rest);
    }

    static String meeting(boolean external) {
        return external ? "with people from outside" : "among ourselves";
    }

    /** A name of the rule language as words: {@code executed today} of {@code executedToday}. */
    static String name(String name) {
        String plain = Wording.plain(name).replaceFirst("^payload\\.", "").replace('.', ' ');
        StringBuilder words = new StringBuilder();
        for (int i = 0; i < plain.length(); i++) {
            char c = plain.charAt(i);
            if (i > 0 && Character.isUpperCase(c) && Character.isLowerCase(plain.charAt(i - 1))) {
                words.append(' ');
            }
            words.append(Character.toLowerCase(c));
        }
        return words.isEmpty() ? "fact" : words.toString();
    }

    /** A value as people write it: {@code 10,000} of {@code 10000}, {@code high} of {@code RiskLevel.HIGH}. */
    String value(String written) {
        String text = Wording.plain(written);
        Matcher number = NUMBER.matcher(text);
        if (number.matches()) {
            String fraction = number.group(3);
            return number.group(1) + grouped(number.group(2)) + (fraction == null ? "" : fraction);
        }
        Matcher constant = CONSTANT.matcher(text);
        if (constant.matches()) {
            return constant.group(1).toLowerCase(Locale.ROOT).replace('_', ' ');
        }
        if (text.startsWith("[") && text.endsWith("]")) {
            return text.length() == 2 ? "none" : text.substring(1, text.length() - 1);
        }
        return isQuoted(text) ? quoted(unquoted(text)) : text;
    }

    /** Points in time and durations are written as texts. */
    private String quoted(String text) {
        try {
            if (text.length() > 1 && text.startsWith("P")) {
                return Times.length(Duration.parse(text));
            }
            return times.exact(Instant.parse(text));
        } catch (DateTimeParseException e) {
            return Wording.quoted(text);
        }
    }

    private static boolean isQuoted(String text) {
        return text.length() > 1 && text.startsWith("\"") && text.endsWith("\"");
    }

    private static String unquoted(String text) {
        String plain = Wording.plain(text);
        return isQuoted(plain)
                ? plain.substring(1, plain.length() - 1).replace("\\\"", "\"").replace("\\\\", "\\")
                : plain;
    }

    private static String grouped(String digits) {
        StringBuilder grouped = new StringBuilder(digits);
        for (int i = digits.length() - 3; i > 0; i -= 3) {
            grouped.insert(i, ',');
        }
        return grouped.toString();
    }
}
