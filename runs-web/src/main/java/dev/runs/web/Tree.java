package dev.runs.web;

import dev.runs.content.Digest;
import dev.runs.content.Payload;
import java.lang.reflect.RecordComponent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Makes trees of records: a component is a field, an empty one is null. What it makes of a type {@link Schemas} describes; the
 * names of components are part of the API.
 */
final class Tree {
    private Tree() {}

    static Map<String, @Nullable Object> of(Record record) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        for (RecordComponent component : record.getClass().getRecordComponents()) {
            fields.put(component.getName(), value(read(record, component)));
        }
        return Collections.unmodifiableMap(fields);
    }

    private static @Nullable Object read(Record record, RecordComponent component) {
        try {
            var accessor = component.getAccessor();
            accessor.setAccessible(true);
            return accessor.invoke(record);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(
                    "component '" + component.getName() + "' of " + record.getClass() + " cannot be read", e);
        }
    }

    static @Nullable Object value(@Nullable Object value) {
        if (value == null || value instanceof String || value instanceof Boolean || value instanceof Long) {
            return value;
        } else if (value instanceof Integer number) {
            return number.longValue();
        } else if (value instanceof Enum<?> constant) {
            return constant.name();
        } else if (value instanceof Instant || value instanceof Duration) {
            return value.toString();
        } else if (value instanceof Digest digest) {
            return digest.value();
        } else if (value instanceof Payload payload) {
            return payload.fields();
        } else if (value instanceof Optional<?> optional) {
            return value(optional.orElse(null));
        } else if (value instanceof Collection<?> collection) {
            List<@Nullable Object> items = new ArrayList<>(collection.size());
            collection.forEach(item -> items.add(value(item)));
            return Collections.unmodifiableList(items);
        } else if (value instanceof Map<?, ?> map) {
            Map<String, @Nullable Object> entries = new LinkedHashMap<>();
            map.forEach((key, item) -> entries.put((String) key, value(item)));
            return Collections.unmodifiableMap(entries);
        } else if (value instanceof Record record) {
            return of(record);
        }
        throw new IllegalStateException("no JSON for " + value.getClass());
    }
}
