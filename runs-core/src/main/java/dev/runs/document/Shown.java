package dev.runs.document;

import dev.runs.action.ActionType;
import dev.runs.action.Pattern;
import dev.runs.action.RiskLevel;
import dev.runs.content.Digest;
import dev.runs.content.Payload;
import dev.runs.text.PlainText;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What an approver is shown, rendered by the library from the catalogue and the very payload that would be executed, beside what
 * whoever asked says about it. All texts are {@linkplain PlainText plain}. The same payload gives the same text, so that its digest
 * says what was seen. Immutable.
 *
 * @param action the action type
 * @param name how people call it, as the catalogue has it
 * @param risk how risky it is
 * @param pattern how far it reaches
 * @param target whom or what it is aimed at, from the payload field that the catalogue names
 * @param amount how much money it is about, likewise
 * @param fields what a requirement says must be looked at, then the payload field by field
 * @param more how many fields it has beyond those that are listed
 * @param reasons why people are asked, in the words of the rules
 * @param title what whoever asked calls it; not checked by anybody
 * @since 0.1.0
 */
public record Shown(
        String action,
        String name,
        RiskLevel risk,
        Pattern pattern,
        Optional<String> target,
        Optional<String> amount,
        List<Field> fields,
        int more,
        List<String> reasons,
        Words title) {
    private static final int MOST_FIELDS = 200;
    private static final int LONGEST_VALUE = 4_000;
    private static final int LONGEST_TITLE = 300;

    /** Copies the lists. */
    public Shown {
        fields = List.copyOf(fields);
        reasons = List.copyOf(reasons);
    }

    /**
     * One value of the payload.
     *
     * @param path its place, such as {@code lines[0].price}
     * @param label the last name of its place in words, such as {@code Unit price}
     * @param value the value; texts are as they are, save for what nobody would see
     * @param evidence whether a rule says that it must be looked at
     * @since 0.1.0
     */
    public record Field(String path, String label, String value, boolean evidence) {}

    /**
     * Words of somebody, apart from what is known.
     *
     * @param by whose they are
     * @param text the words
     * @since 0.1.0
     */
    public record Words(String by, String text) {}

    /**
     * Renders what an approver is shown.
     *
     * @param type what the catalogue says about the action
     * @param risk the action's risk, or the higher one to which rules raised it
     * @param payload what would be executed
     * @param evidence what the requirement says must be looked at: values by their paths, such as {@code payload.price} or
     *     {@code Account.tier}
     * @param reasons why people are asked
     * @param title what whoever asked calls it
     * @param by who asked
     */
    public static Shown of(
            ActionType type,
            RiskLevel risk,
            Payload payload,
            Map<String, List<String>> evidence,
            Collection<String> reasons,
            String title,
            String by) {
        Listing all = new Listing();
        new TreeMap<>(evidence).forEach(all::evidence);
        new TreeMap<>(payload.fields()).forEach((name, value) -> all.add(name, name, value));
        return new Shown(
                type.key(),
                PlainText.line(type.name(), LONGEST_TITLE),
                risk,
                type.pattern(),
                type.targetField().flatMap(payload::text).map(PlainText::line),
                type.amountField()
                        .map(payload.fields()::get)
                        .filter(value -> value instanceof String || value instanceof Long)
                        .map(value -> PlainText.line(value.toString(), LONGEST_TITLE)),
                all.fields,
                all.more,
                reasons.stream().map(PlainText::line).distinct().toList(),
                new Words(PlainText.line(by, LONGEST_TITLE), PlainText.line(title, LONGEST_TITLE)));
    }

    /** Evidence, and after it the fields of a payload in the order of their names. */
    private static final class Listing {
        private final List<Field> fields = new ArrayList<>();
        private int listed;
        private int more;

        /** Adds what must be looked at. It is not cut: nobody can look at what is not there. */
        void evidence(String path, List<String> values) {
            String name = path.substring(path.lastIndexOf('.') + 1);
            String text = String.join("\n", values);
            String value = values.isEmpty() ? "(nothing)" : PlainText.lines(text, Math.max(1, text.length()));
            fields.add(new Field(PlainText.line(path, LONGEST_TITLE), label(name), value, true));
        }

        void add(String path, String name, @Nullable Object value) {
            if (value instanceof Map<?, ?> map && !map.isEmpty()) {
                Map<String, @Nullable Object> sorted = new TreeMap<>();
                map.forEach((inner, there) -> sorted.put(String.valueOf(inner), there));
                sorted.forEach((inner, there) -> add(path + "." + inner, inner, there));
            } else if (value instanceof List<?> list && !list.isEmpty()) {
                for (int i = 0; i < list.size(); i++) {
                    add(path + "[" + i + "]", name + " " + (i + 1), list.get(i));
                }
            } else if (listed == MOST_FIELDS) {
                more++;
            } else {
                listed++;
                fields.add(new Field(PlainText.line(path, LONGEST_TITLE), label(name), value(value), false));
            }
        }
    }

    /** Returns what a field is called, as people read it. */
    static String label(String name) {
        String words = PlainText.line(name, LONGEST_TITLE)
                .replaceAll("([a-z0-9])([A-Z])", "$1 $2")
                .replace('_', ' ')
                .replace('-', ' ')
                .strip()
                .toLowerCase(Locale.ROOT);
        return words.isEmpty()
                ? "(no name)"
                : words.substring(0, words.offsetByCodePoints(0, 1)).toUpperCase(Locale.ROOT)
                        + words.substring(words.offsetByCodePoints(0, 1));
    }

    private static String value(@Nullable Object value) {
        if (value == null) {
            return "(nothing)";
        } else if (value instanceof Map || value instanceof List) {
            return "(empty)";
        } else if (value instanceof String text) {
            return text.isBlank() ? "(empty)" : PlainText.lines(text, LONGEST_VALUE);
        }
        return value.toString();
    }

    /**
     * Returns it as one text: each part on lines of its own, and every further line of a value begins with a bar, so that no value
     * can look like another part.
     */
    public String text() {
        StringBuilder text = new StringBuilder();
        line(text, "Action", name + " (" + action + ")");
        line(text, "Risk", title(risk));
        line(text, "Reach", pattern == Pattern.EXTERNAL ? "External: it leaves the company" : "Internal");
        target.ifPresent(whom -> line(text, "Target", whom));
        amount.ifPresent(much -> line(text, "Amount", much));
        text.append("What would be done:\n");
        for (Field field : fields) {
            text.append("  ");
            line(
                    text,
                    field.label() + " [" + field.path() + "]" + (field.evidence() ? " (evidence)" : ""),
                    field.value());
        }
        if (more > 0) {
            text.append("  and ").append(more).append(more == 1 ? " more field\n" : " more fields\n");
        }
        text.append("Why people are asked:\n");
        reasons.forEach(reason -> text.append("  ").append(reason).append('\n'));
        text.append("Words of ").append(title.by()).append(", not checked:\n");
        text.append("  ").append(title.text()).append('\n');
        return text.toString();
    }

    private static void line(StringBuilder text, String label, String value) {
        text.append(label).append(": ").append(value.replace("\n", "\n    | ")).append('\n');
    }

    private static String title(RiskLevel risk) {
        String name = risk.name();
        return name.charAt(0) + name.substring(1).toLowerCase(Locale.ROOT);
    }

    /** Returns the digest of its {@link #text}, with a salt. */
    public Digest digest(byte[] salt) {
        return Digest.of(salt, text());
    }

    /** Returns it as a document. */
    public Map<String, ?> toFields() {
        return Fields.builder()
                .put("action", action)
                .put("name", name)
                .put("risk", risk)
                .put("pattern", pattern)
                .text("target", target)
                .text("amount", amount)
                .objects(
                        "fields",
                        fields,
                        field -> Fields.builder()
                                .put("path", field.path())
                                .put("label", field.label())
                                .put("value", field.value())
                                .put("evidence", field.evidence())
                                .build())
                .put("more", more)
                .texts("reasons", reasons)
                .put("by", title.by())
                .put("title", title.text())
                .build();
    }

    /** Reads a document. */
    public static Shown from(Fields fields) {
        return new Shown(
                fields.text("action"),
                fields.text("name"),
                fields.constant("risk", RiskLevel.class),
                fields.constant("pattern", Pattern.class),
                fields.optionalText("target"),
                fields.optionalText("amount"),
                fields.objects(
                        "fields",
                        field -> new Field(
                                field.text("path"), field.text("label"), field.text("value"), field.flag("evidence"))),
                fields.integer("more"),
                fields.texts("reasons"),
                new Words(fields.text("by"), fields.text("title")));
    }
}
