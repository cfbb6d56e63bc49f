package dev.runs.record;

import dev.runs.content.CanonicalJson;
import dev.runs.content.Digest;
import dev.runs.gate.Approver;
import dev.runs.graph.Join;
import dev.runs.lineage.LineageEdges;
import dev.runs.run.RecordedEvent;
import dev.runs.run.RunHeader;
import dev.runs.run.Step;
import dev.runs.storage.EdgeRow;
import java.lang.reflect.RecordComponent;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Exports one run as one JSON object, in canonical form: the same facts give the same text.
 *
 * <p>The fields are {@code format} (the name of the format), {@code formatVersion}, {@code readAt}, {@code header},
 * {@code version}, {@code status}, {@code outcome}, {@code record} (the {@link RunRecord}), {@code steps} with their rounds,
 * votes and permits, {@code history} (the events), {@code lineage} (the edges) and {@code contents} by id. Erased content is
 * {@code {"erased":true}}, other content {@code {"fields":{...}}}. A field without a value is left out. A join is {@code ALL},
 * {@code ANY} or a number, with {@code +CANCEL_REST} behind it if it stops its losers.
 *
 * @since 0.1.0
 */
public final class RecordJson {
    /** The name of the format. */
    public static final String FORMAT = "dev.runs/run";

    /** The version of the format. It grows when a field changes its meaning or is left out. */
    public static final int FORMAT_VERSION = 2;

    private RecordJson() {}

    /** Returns the run as JSON, with the words of the record in UTC. */
    public static String write(RecordSource source) {
        return write(source, ZoneOffset.UTC);
    }

    /** Returns the run as JSON, with the words of the record in the given zone. */
    public static String write(RecordSource source, ZoneId zone) {
        return write(source, zone, true);
    }

    /**
     * Returns the run as JSON, with the words of the record in UTC.
     *
     * @param contents whether the field {@code contents} is part of it; without it, give a source that has none either
     */
    public static String write(RecordSource source, boolean contents) {
        return write(source, ZoneOffset.UTC, contents);
    }

    private static String write(RecordSource source, ZoneId zone, boolean contents) {
        Map<String, @Nullable Object> tree = new LinkedHashMap<>();
        tree.put("format", FORMAT);
        tree.put("formatVersion", FORMAT_VERSION);
        tree.put("readAt", source.now().toString());
        RunHeader header = source.run().header();
        tree.put("header", value(header));
        tree.put("version", source.run().version());
        tree.put("status", source.run().status().name());
        source.run().outcome().ifPresent(outcome -> tree.put("outcome", outcome.name()));
        tree.put("record", value(RunRecord.of(source, zone)));
        tree.put("steps", source.run().steps().stream().map(RecordJson::step).toList());
        tree.put("history", source.history().stream().map(RecordJson::event).toList());
        tree.put(
                "lineage",
                LineageEdges.ofHistory(source.history()).stream()
                        .map(RecordJson::edge)
                        .toList());
        if (contents) {
            tree.put("contents", contents(source));
        }
        return CanonicalJson.write(tree);
    }

    private static Map<String, @Nullable Object> step(Step step) {
        Map<String, @Nullable Object> fields = fields(step);
        fields.put("id", step.id());
        return fields;
    }

    private static Map<String, @Nullable Object> event(RecordedEvent recorded) {
        Map<String, @Nullable Object> fields = fields(recorded.event());
        Map<String, @Nullable Object> event = new LinkedHashMap<>();
        event.put("sequence", recorded.sequence());
        event.put("at", recorded.at().toString());
        event.put("by", value(recorded.by()));
        event.put("command", recorded.command());
        event.put("kind", recorded.event().getClass().getSimpleName());
        event.put("event", fields);
        return event;
    }

    private static Map<String, @Nullable Object> edge(EdgeRow edge) {
        return Map.of(
                "from", node(edge.from().kind(), edge.from().id()),
                "to", node(edge.to().kind(), edge.to().id()),
                "relation", edge.relation());
    }

    private static Map<String, @Nullable Object> node(String kind, String id) {
        return Map.of("kind", kind, "id", id);
    }

    /** All contents of which the history speaks, also those that are gone. */
    private static Map<String, @Nullable Object> contents(RecordSource source) {
        Map<String, @Nullable Object> contents = new TreeMap<>();
        for (String id : ContentIds.all(source.history())) {
            Optional<Map<String, ?>> content = source.contents().get(id);
            contents.put(
                    id,
                    content == null || content.isEmpty() ? Map.of("erased", true) : Map.of("fields", content.get()));
        }
        return contents;
    }

    /**
     * The components of a record of ours by name. The names are part of the format; a test compares a whole export, so that
     * renaming a component does not change it unnoticed.
     */
    private static Map<String, @Nullable Object> fields(Object record) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        for (RecordComponent component : record.getClass().getRecordComponents()) {
            Object value = value(read(record, component));
            if (value != null) {
                fields.put(component.getName(), value);
            }
        }
        return fields;
    }

    private static @Nullable Object read(Object record, RecordComponent component) {
        try {
            return component.getAccessor().invoke(record);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(
                    "component '" + component.getName() + "' of " + record.getClass() + " cannot be read", e);
        }
    }

    private static @Nullable Object value(@Nullable Object value) {
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
        } else if (value instanceof Optional<?> optional) {
            return value(optional.orElse(null));
        } else if (value instanceof Approver approver) {
            return approver.key();
        } else if (value instanceof Map<?, ?> map) {
            Map<String, @Nullable Object> entries = new TreeMap<>();
            map.forEach((key, item) -> entries.put((String) key, value(item)));
            return entries;
        } else if (value instanceof Join join) {
            return join(join);
        } else if (value instanceof Listing<?> listing) {
            return value(listing.rows());
        } else if (value instanceof Collection<?> collection) {
            List<@Nullable Object> items = new ArrayList<>();
            collection.forEach(item -> items.add(value(item)));
            return items;
        } else if (value instanceof Map<?, ?> map) {
            Map<String, @Nullable Object> entries = new TreeMap<>();
            map.forEach((key, item) -> entries.put(String.valueOf(key), value(item)));
            return entries;
        } else if (value instanceof Record record) {
            return fields(record);
        }
        throw new IllegalStateException("no JSON for " + value.getClass());
    }

    private static String join(Join join) {
        String name = join instanceof Join.AtLeast atLeast
                ? Integer.toString(atLeast.count())
                : join.getClass().getSimpleName().toUpperCase(Locale.ROOT);
        return join.cancelsRest() ? name + "+CANCEL_REST" : name;
    }
}
