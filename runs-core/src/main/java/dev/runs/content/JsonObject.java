package dev.runs.content;

import dev.runs.error.RunsException;
import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The fields of a JSON object in their canonical order: an immutable map that takes no more room than what is in it. Runs
 * consist of thousands of small ones.
 */
final class JsonObject extends AbstractMap<String, @Nullable Object> {
    private static final JsonObject EMPTY = new JsonObject(new String[0], new Object[0]);

    private final String[] names;
    private final @Nullable Object[] values;

    private JsonObject(String[] names, @Nullable Object[] values) {
        this.names = names;
        this.values = values;
    }

    @Override
    public @Nullable Object get(@Nullable Object name) {
        int index = indexOf(name);
        return index < 0 ? null : values[index];
    }

    @Override
    public boolean containsKey(@Nullable Object name) {
        return indexOf(name) >= 0;
    }

    private int indexOf(@Nullable Object name) {
        return name instanceof String text ? Arrays.binarySearch(names, text) : -1;
    }

    @Override
    public int size() {
        return names.length;
    }

    @Override
    public Set<Map.Entry<String, @Nullable Object>> entrySet() {
        return new AbstractSet<>() {
            @Override
            public Iterator<Map.Entry<String, @Nullable Object>> iterator() {
                return new Entries();
            }

            @Override
            public int size() {
                return names.length;
            }
        };
    }

    @Override
    public void forEach(BiConsumer<? super String, ? super @Nullable Object> action) {
        for (int i = 0; i < names.length; i++) {
            action.accept(names[i], values[i]);
        }
    }

    private final class Entries implements Iterator<Map.Entry<String, @Nullable Object>> {
        private int next;

        @Override
        public boolean hasNext() {
            return next < names.length;
        }

        @Override
        public Map.Entry<String, @Nullable Object> next() {
            if (next == names.length) {
                throw new NoSuchElementException();
            }
            return new SimpleImmutableEntry<>(names[next], values[next++]);
        }
    }

    /** Collects the fields of one object after the other. */
    static final class Builder {
        private String[] names = new String[8];
        private @Nullable Object[] values = new Object[8];
        private int size;
        private boolean sorted = true;

        void clear() {
            size = 0;
            sorted = true;
        }

        void add(String name, @Nullable Object value) {
            if (size == names.length) {
                names = Arrays.copyOf(names, 2 * size);
                values = Arrays.copyOf(values, 2 * size);
            }
            sorted &= size == 0 || names[size - 1].compareTo(name) < 0;
            names[size] = name;
            values[size++] = value;
        }

        /** Returns the object; throws what is given if a name is there twice. */
        JsonObject build(Supplier<RunsException> twice) {
            if (size == 0) {
                return EMPTY;
            }
            if (sorted) {
                return new JsonObject(Arrays.copyOf(names, size), Arrays.copyOf(values, size));
            }
            Map<String, @Nullable Object> ordered = new TreeMap<>();
            for (int i = 0; i < size; i++) {
                ordered.put(names[i], values[i]);
            }
            if (ordered.size() < size) {
                throw twice.get();
            }
            return new JsonObject(
                    ordered.keySet().toArray(new String[0]), ordered.values().toArray());
        }
    }
}
