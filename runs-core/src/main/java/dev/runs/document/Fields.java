package dev.runs.document;

import dev.runs.error.ErrorCode;
import dev.runs.error.Problem;
import dev.runs.error.RunsException;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reads the fields of a stored JSON object, each by its name and type. A field that is missing or of another type is an
 * error that names document and field, and never its value.
 *
 * @since 0.1.0
 */
public final class Fields {
    /** In which fields these are; null for those of the document itself. */
    private final @Nullable Fields outer;
    /** The name of the document, or of the field of the outer ones. */
    private final String name;

    private final Map<?, ?> fields;

    private Fields(@Nullable Fields outer, String name, Map<?, ?> fields) {
        this.outer = outer;
        this.name = name;
        this.fields = fields;
    }

    /** Returns a reader of the given fields; the document's name stands in messages. */
    public static Fields of(String document, Map<String, ?> fields) {
        return new Fields(null, document, fields);
    }

    /** Returns the same fields with one of them added, replaced or, by null, taken away. */
    public Fields with(String name, @Nullable Object value) {
        Map<Object, @Nullable Object> changed = new LinkedHashMap<>(fields);
        changed.put(name, value);
        return new Fields(outer, this.name, changed);
    }

    /** Returns a builder of fields. */
    public static Builder builder() {
        return new Builder();
    }

    /** Returns a text. */
    public String text(String name) {
        return need(name, String.class);
    }

    /** Returns a text, if there is one. */
    public Optional<String> optionalText(String name) {
        return has(name) ? Optional.of(text(name)) : Optional.empty();
    }

    /** Returns a whole number. */
    public long number(String name) {
        return need(name, Long.class);
    }

    /** Returns a small whole number. */
    public int integer(String name) {
        return Math.toIntExact(number(name));
    }

    /** Returns true or false. */
    public boolean flag(String name) {
        return need(name, Boolean.class);
    }

    /** Returns an instant. */
    public Instant instant(String name) {
        try {
            return Instants.parse(text(name));
        } catch (DateTimeParseException e) {
            throw damaged(name, "an instant");
        }
    }

    /** Returns a constant of an enum. */
    public <E extends Enum<E>> E constant(String name, Class<E> type) {
        try {
            return Enum.valueOf(type, text(name));
        } catch (IllegalArgumentException e) {
            throw damaged(name, "a " + type.getSimpleName());
        }
    }

    /** Returns an object's fields. */
    public Fields object(String name) {
        return new Fields(this, name, need(name, Map.class));
    }

    /** Returns an object's fields, if there is one. */
    public Optional<Fields> optionalObject(String name) {
        return has(name) ? Optional.of(object(name)) : Optional.empty();
    }

    /** Returns a list of objects, each read by the given function. */
    public <T> List<T> objects(String name, Function<Fields, T> reader) {
        List<?> objects = need(name, List.class);
        if (objects.isEmpty()) {
            return List.of();
        }
        List<T> items = new ArrayList<>(objects.size());
        for (Object item : objects) {
            items.add(reader.apply(new Fields(this, name, map(item, name))));
        }
        return items;
    }

    /** Returns an object's entries, each value read by the given function. */
    public <T> Map<String, T> entries(String name, Function<Fields, T> reader) {
        Map<String, T> entries = new LinkedHashMap<>();
        Map<?, ?> objects = need(name, Map.class);
        objects.forEach((key, value) -> {
            if (key instanceof String text && value != null) {
                entries.put(text, reader.apply(new Fields(this, name, map(value, name))));
            }
        });
        return entries;
    }

    /** Returns an object's entries, all of them texts. */
    public Map<String, String> namedTexts(String name) {
        Map<String, String> texts = new LinkedHashMap<>();
        Map<?, ?> values = need(name, Map.class);
        values.forEach((key, value) -> {
            if (!(key instanceof String named) || !(value instanceof String text)) {
                throw damaged(name, "an object of texts");
            }
            texts.put(named, text);
        });
        return texts;
    }

    /** Returns a list of texts. */
    public List<String> texts(String name) {
        List<?> items = need(name, List.class);
        if (items.isEmpty()) {
            return List.of();
        }
        List<String> texts = new ArrayList<>(items.size());
        for (Object item : items) {
            if (!(item instanceof String text)) {
                throw damaged(name, "a list of texts");
            }
            texts.add(text);
        }
        return texts;
    }

    /** Returns a set of texts in their natural order. */
    public Set<String> set(String name) {
        return new TreeSet<>(texts(name));
    }

    /** Returns whether the field is there. */
    public boolean has(String name) {
        return fields.get(name) != null;
    }

    private <T> T need(String name, Class<T> type) {
        Object value = fields.get(name);
        if (!type.isInstance(value)) {
            throw damaged(name, "a " + type.getSimpleName());
        }
        return type.cast(value);
    }

    private Map<?, ?> map(@Nullable Object value, String name) {
        if (!(value instanceof Map<?, ?> map)) {
            throw damaged(name, "an object");
        }
        return map;
    }

    private String document() {
        return outer == null ? name : outer.document() + "." + name;
    }

    private RunsException damaged(String name, String wanted) {
        return new RunsException(new Problem(
                ErrorCode.CODEC_DAMAGED,
                "Stored document '" + document() + "': field '" + name + "' is not " + wanted + ".",
                "restore the store from a backup, and report how it came about"));
    }

    /**
     * Collects fields in canonical types. Not thread-safe.
     *
     * @since 0.1.0
     */
    public static final class Builder {
        private final SortedMap<String, @Nullable Object> fields = new TreeMap<>();

        private Builder() {}

        /** Adds a text. */
        public Builder put(String name, String value) {
            fields.put(name, value);
            return this;
        }

        /** Adds a whole number. */
        public Builder put(String name, long value) {
            fields.put(name, value);
            return this;
        }

        /** Adds true or false. */
        public Builder put(String name, boolean value) {
            fields.put(name, value);
            return this;
        }

        /** Adds an instant. */
        public Builder put(String name, Instant value) {
            fields.put(name, Instants.format(value));
            return this;
        }

        /** Adds a constant of an enum. */
        public Builder put(String name, Enum<?> value) {
            fields.put(name, value.name());
            return this;
        }

        /** Adds an object. */
        public Builder put(String name, Map<String, ?> value) {
            fields.put(name, value);
            return this;
        }

        /** Adds texts. */
        public Builder texts(String name, Iterable<String> values) {
            List<String> list = new ArrayList<>();
            values.forEach(list::add);
            fields.put(name, list);
            return this;
        }

        /** Adds a list of objects. */
        public <T> Builder objects(String name, List<T> values, Function<T, Map<String, ?>> writer) {
            List<Map<String, ?>> list = new ArrayList<>();
            values.forEach(value -> list.add(writer.apply(value)));
            fields.put(name, list);
            return this;
        }

        /** Adds a text if there is one. */
        public Builder text(String name, Optional<String> value) {
            value.ifPresent(text -> fields.put(name, text));
            return this;
        }

        /** Adds an object if there is one. */
        public <T> Builder object(String name, Optional<T> value, Function<T, Map<String, ?>> writer) {
            value.ifPresent(present -> fields.put(name, writer.apply(present)));
            return this;
        }

        /** Returns the fields. */
        public Map<String, @Nullable Object> build() {
            return Collections.unmodifiableSortedMap(fields);
        }
    }
}
