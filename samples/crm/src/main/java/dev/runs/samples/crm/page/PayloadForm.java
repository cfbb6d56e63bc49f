package dev.runs.samples.crm.page;

import dev.runs.content.CanonicalJson;
import dev.runs.error.RunsException;
import dev.runs.text.PlainText;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A payload as a form: a field for each of its fields, filled in with what stands there now or with what somebody has typed. What
 * nobody touches stays exactly what it was, a number stays a number, and what cannot be read is said beside the field.
 */
public final class PayloadForm {
    private static final String FIELD = "field.";
    private static final int SHORT = 60;
    private static final int QUOTED = 40;

    private final List<Input> inputs = new ArrayList<>();
    private final Map<String, @Nullable Object> payload = new LinkedHashMap<>();

    private PayloadForm() {}

    /**
     * A field of the form.
     *
     * @param name what it is sent as
     * @param id its place in the page
     * @param label what people call it
     * @param look what it is filled in with: text, area, number, decimal, date, instant, yes-no, choice or json
     * @param typed what stands in it
     * @param now what stands in the payload, where something else was typed
     * @param choices what can be chosen
     * @param required whether it cannot be left empty
     * @param problem why it cannot be read
     */
    public record Input(
            String name,
            String id,
            String label,
            String look,
            String typed,
            Optional<String> now,
            List<String> choices,
            boolean required,
            Optional<String> problem) {}

    /** Returns the form of a step as the API shows it, untouched. */
    static PayloadForm of(Map<String, @Nullable Object> step) {
        return of(step, Map.of());
    }

    /** Returns the form of a step with what somebody has typed. */
    static PayloadForm of(Map<String, @Nullable Object> step, Map<String, String> typed) {
        PayloadForm form = new PayloadForm();
        Map<?, ?> payload = step.get("payload") instanceof Map<?, ?> there ? there : Map.of();
        for (Map<String, @Nullable Object> field : Trees.rows(step, "inputs")) {
            form.add(field, payload, typed);
        }
        return form;
    }

    /** Returns its fields. */
    public List<Input> inputs() {
        return inputs;
    }

    /** Returns whether all of it can be read. */
    boolean isReadable() {
        return inputs.stream().allMatch(input -> input.problem().isEmpty());
    }

    /** Returns the payload that it says. */
    Map<String, @Nullable Object> payload() {
        return payload;
    }

    private void add(Map<String, @Nullable Object> field, Map<?, ?> before, Map<String, String> typed) {
        String name = Trees.text(field, "name");
        boolean there = before.containsKey(name);
        Object value = before.get(name);
        boolean required = Boolean.TRUE.equals(field.get("required"));
        List<String> choices = Trees.texts(field, "choices");
        String look = look(Trees.text(field, "kind"), value);
        String now = there ? text(value, look) : "";
        String given = typed.containsKey(FIELD + name) ? lines(typed.getOrDefault(FIELD + name, "")) : now;
        Optional<String> problem = Optional.empty();
        if (given.equals(now)) {
            if (there) {
                payload.put(name, value);
            }
        } else if (!given.isBlank() || required) {
            try {
                payload.put(name, read(look, given, choices));
            } catch (RunsException | DateTimeException | IllegalArgumentException e) {
                problem = Optional.of(given.isBlank() ? "Something must stand here." : unreadable(look, given));
            }
        }
        inputs.add(new Input(
                FIELD + name,
                "field-" + inputs.size(),
                Trees.text(field, "label"),
                look,
                given,
                given.equals(now) ? Optional.empty() : Optional.of(now.isEmpty() ? "(nothing)" : now),
                choices,
                required,
                problem));
    }

    private static String look(String kind, @Nullable Object value) {
        return switch (kind) {
            case "TEXT" ->
                value instanceof String text && holdsWhatNoFieldKeeps(text)
                        ? "json"
                        : value instanceof String text && (text.length() > SHORT || text.contains("\n"))
                                ? "area"
                                : "text";
            case "INTEGER" -> "number";
            case "DECIMAL" -> "decimal";
            case "BOOLEAN" -> "yes-no";
            case "DATE" -> "date";
            case "INSTANT" -> "instant";
            case "CHOICE" -> "choice";
            default -> "json";
        };
    }

    /** A browser sends control characters as others or not at all, and leaves out a line break at the beginning. */
    private static boolean holdsWhatNoFieldKeeps(String text) {
        return text.startsWith("\n") || text.chars().anyMatch(c -> (c < ' ' && c != '\n') || c == 0x7F);
    }

    private static String text(@Nullable Object value, String look) {
        return look.equals("json") ? json(value) : String.valueOf(value);
    }

    private static String json(@Nullable Object value) {
        Map<String, @Nullable Object> one = new LinkedHashMap<>();
        one.put("v", value);
        String object = CanonicalJson.write(one);
        return object.substring("{\"v\":".length(), object.length() - 1);
    }

    /** Browsers end lines in their own way. */
    private static String lines(String text) {
        return text.replace("\r\n", "\n");
    }

    private static @Nullable Object read(String look, String text, List<String> choices) {
        return switch (look) {
            case "number" -> Long.valueOf(text.strip());
            case "decimal" -> matching(text.strip(), "-?\\d{1,40}(\\.\\d{1,40})?");
            case "date" -> LocalDate.parse(text.strip()).toString();
            case "instant" -> Instant.parse(text.strip()).toString();
            case "yes-no" -> Boolean.valueOf(matching(text, "true|false"));
            case "choice" -> chosen(text, choices);
            case "json" -> fromJson(text);
            default -> text;
        };
    }

    private static String matching(String text, String pattern) {
        if (!text.matches(pattern)) {
            throw new IllegalArgumentException(text);
        }
        return text;
    }

    private static String chosen(String text, List<String> choices) {
        if (!choices.contains(text)) {
            throw new IllegalArgumentException(text);
        }
        return text;
    }

    private static @Nullable Object fromJson(String text) {
        Map<String, @Nullable Object> one = CanonicalJson.parse("{\"v\":" + text + "}");
        if (one.size() > 1) {
            throw new IllegalArgumentException(text);
        }
        return one.get("v");
    }

    private static String unreadable(String look, String given) {
        String typed = "'" + PlainText.line(given, QUOTED) + "' is no ";
        return switch (look) {
            case "number" -> typed + "whole number. Write it with digits alone, such as 25.";
            case "decimal" -> typed + "decimal number. Write it with a point, such as 12.50.";
            case "date" -> typed + "day. Write it as year, month and day, such as 2026-01-31.";
            case "instant" -> typed + "moment. Write it such as 2026-01-31T09:00:00Z.";
            case "json" -> typed + "JSON. Texts stand in double quotes.";
            default -> typed + "choice there is.";
        };
    }
}
