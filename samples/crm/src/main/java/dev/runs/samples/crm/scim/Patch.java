package dev.runs.samples.crm.scim;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Changes a resource by the operations of a PATCH (RFC 7644, 3.5.2), all or none. */
final class Patch {
    private static final int MOST = 1000;

    private final Schema schema;
    private final Map<String, Object> tree;

    private Patch(Schema schema, Map<String, Object> tree) {
        this.schema = schema;
        this.tree = tree;
    }

    /** Returns the resource as it is after the operations of a request. */
    static Map<String, Object> apply(Schema schema, Map<String, Object> resource, Map<String, ?> request) {
        List<Map<String, Object>> operations = Tree.objects(raw(request), "Operations");
        if (operations.isEmpty() || operations.size() > MOST) {
            throw ScimException.bad(
                    "invalidSyntax", "'Operations' has " + operations.size() + " items; 1 to " + MOST + " are needed");
        }
        Patch patch = new Patch(schema, Tree.of(resource));
        operations.forEach(patch::operation);
        return patch.tree;
    }

    /** Keeps a null that is given as value: it is not the same as no value. */
    private static Map<String, Object> raw(Map<String, ?> request) {
        Map<String, Object> named = new LinkedHashMap<>();
        request.forEach((name, value) -> {
            if (value instanceof List<?> list) {
                named.put(Tree.name(name), list.stream().map(Patch::marked).toList());
            }
        });
        return named;
    }

    private static @Nullable Object marked(@Nullable Object operation) {
        if (operation instanceof Map<?, ?> object && object.containsKey("value") && object.get("value") == null) {
            throw ScimException.bad("invalidValue", "the value of an operation is null");
        }
        return operation;
    }

    private void operation(Map<String, Object> operation) {
        String kind = Tree.text(operation, "op", 10).orElse("").toLowerCase(Locale.ROOT);
        Optional<Path> path = Tree.text(operation, "path", 500).map(Path::parse);
        Object value = operation.get("value");
        switch (kind) {
            case "add", "replace" -> {
                if (value == null) {
                    throw ScimException.bad("invalidValue", "'" + kind + "' needs a value");
                }
                if (path.isPresent()) {
                    put(path.get(), value, kind.equals("add"));
                } else {
                    each(value, kind.equals("add"));
                }
            }
            case "remove" ->
                remove(
                        path.orElseThrow(() -> ScimException.bad("noTarget", "'remove' needs a path")),
                        Optional.ofNullable(value));
            default -> throw ScimException.bad("invalidSyntax", "'" + kind + "' is none of 'add', 'replace', 'remove'");
        }
    }

    /** Without a path the value says by its names what is meant. */
    private void each(Object value, boolean more) {
        if (!(value instanceof Map<?, ?> object)) {
            throw ScimException.bad("invalidValue", "without a path the value must be an object");
        }
        Tree.of(object).forEach((name, item) -> {
            if (name.equals(Schema.ENTERPRISE) && item instanceof Map<?, ?> extension) {
                Tree.of(extension).forEach((part, inner) -> put(Path.parse(name + ":" + part), inner, more));
            } else if (!name.equals("schemas")) {
                put(Path.parse(name), item, more);
            }
        });
    }

    private void put(Path path, Object value, boolean more) {
        schema.check(path);
        Map<String, Object> holder = holder(path);
        if (path.filter().isPresent()) {
            inSelected(path, holder, value, more);
        } else if (path.part().isPresent()) {
            if (schema.lists().contains(path.attribute())) {
                throw ScimException.bad("invalidPath", "'" + path + "' does not say of which value");
            }
            Map<String, Object> complex = Tree.of(Tree.object(holder, path.attribute()));
            complex.put(path.part().get(), value);
            holder.put(path.attribute(), complex);
        } else if (schema.lists().contains(path.attribute())) {
            List<Object> items = more ? new ArrayList<>(Tree.objects(holder, path.attribute())) : new ArrayList<>();
            for (Map<String, Object> item : items(path.attribute(), value)) {
                items.removeIf(known -> same(known, item));
                items.add(item);
            }
            holder.put(path.attribute(), items);
        } else if (value instanceof Map<?, ?> object && holder.get(path.attribute()) instanceof Map<?, ?> before) {
            // A complex value is changed in the parts that are named, also by "replace" (RFC 7644, 3.5.2.3).
            Map<String, Object> complex = Tree.of(before);
            complex.putAll(Tree.of(object));
            holder.put(path.attribute(), complex);
        } else {
            holder.put(path.attribute(), value);
        }
    }

    private void inSelected(Path path, Map<String, Object> holder, Object value, boolean more) {
        Filter filter = path.filter().orElseThrow();
        List<Object> items = new ArrayList<>();
        boolean found = false;
        for (Map<String, Object> item : Tree.objects(holder, path.attribute())) {
            if (matches(item, filter)) {
                found = true;
                items.add(changed(item, path, value));
            } else {
                items.add(item);
            }
        }
        if (!found && !more) {
            throw ScimException.bad("noTarget", "nothing is at '" + path + "'");
        }
        if (!found) {
            items.add(changed(new LinkedHashMap<>(Map.of(filter.attribute(), filter.value())), path, value));
        }
        holder.put(path.attribute(), items);
    }

    private static Map<String, Object> changed(Map<String, Object> item, Path path, Object value) {
        Map<String, Object> changed = new LinkedHashMap<>(item);
        if (path.part().isPresent()) {
            changed.put(path.part().get(), value);
        } else if (value instanceof Map<?, ?> object) {
            changed.putAll(Tree.of(object));
        } else {
            throw ScimException.bad("invalidValue", "the value at '" + path + "' is not an object");
        }
        return changed;
    }

    /**
     * Removes what the path says; and of an attribute with many values, if the operation has a value, only what that names. Some
     * clients take a member out of a group in that way: to take it for the whole list would empty the group.
     */
    private void remove(Path path, Optional<Object> value) {
        schema.check(path);
        Map<String, Object> holder = holder(path);
        boolean list = schema.lists().contains(path.attribute());
        if (list && (path.filter().isPresent() || value.isPresent())) {
            List<Map<String, Object>> named =
                    value.map(some -> items(path.attribute(), some)).orElse(List.of());
            List<Object> kept = new ArrayList<>();
            for (Map<String, Object> item : Tree.objects(holder, path.attribute())) {
                boolean selected =
                        path.filter().map(filter -> matches(item, filter)).orElse(true)
                                && (value.isEmpty() || named.stream().anyMatch(some -> same(item, some)));
                if (!selected) {
                    kept.add(item);
                } else if (path.part().isPresent()) {
                    item.remove(path.part().get());
                    kept.add(item);
                }
            }
            holder.put(path.attribute(), kept);
        } else if (path.part().isPresent()) {
            if (list) {
                throw ScimException.bad("invalidPath", "'" + path + "' does not say of which value");
            }
            Map<String, Object> complex = Tree.of(Tree.object(holder, path.attribute()));
            complex.remove(path.part().get());
            holder.put(path.attribute(), complex);
        } else {
            holder.remove(path.attribute());
        }
    }

    private Map<String, Object> holder(Path path) {
        if (!path.extended()) {
            return tree;
        }
        Map<String, Object> extension = Tree.of(Tree.object(tree, Schema.ENTERPRISE));
        tree.put(Schema.ENTERPRISE, extension);
        return extension;
    }

    /** One value may stand for a list of one, and its key for the whole. */
    private static List<Map<String, Object>> items(String attribute, Object value) {
        List<?> list = value instanceof List<?> many ? many : List.of(value);
        return Tree.objects(
                Map.of(
                        attribute,
                        list.stream()
                                .map(item -> item instanceof String key ? Map.of("value", key) : item)
                                .toList()),
                attribute);
    }

    private static boolean same(Object one, Map<String, Object> other) {
        return one instanceof Map<?, ?> object && Objects.equals(object.get("value"), other.get("value"));
    }

    private static boolean matches(Map<String, Object> item, Filter filter) {
        return filter.value().equals(item.get(filter.attribute()));
    }
}
