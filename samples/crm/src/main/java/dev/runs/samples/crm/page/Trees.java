package dev.runs.samples.crm.page;

import dev.runs.content.CanonicalJson;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads the API's trees. */
final class Trees {
    private Trees() {}

    /** Returns the text at a path. */
    static String text(Map<String, @Nullable Object> tree, String... path) {
        return String.valueOf(at(tree, path));
    }

    /** Returns the objects of the list at a path. */
    @SuppressWarnings("unchecked")
    static List<Map<String, @Nullable Object>> rows(Map<String, @Nullable Object> tree, String... path) {
        return (List<Map<String, @Nullable Object>>) (List<?>) at(tree, path);
    }

    /** Returns the texts of the list at a path. */
    @SuppressWarnings("unchecked")
    static List<String> texts(Map<String, @Nullable Object> tree, String... path) {
        return (List<String>) at(tree, path);
    }

    /** Returns an object as JSON text; empty for none. */
    @SuppressWarnings("unchecked")
    static String json(@Nullable Object tree) {
        return tree instanceof Map<?, ?> map ? CanonicalJson.write((Map<String, ?>) map) : "";
    }

    private static Object at(Map<String, @Nullable Object> tree, String... path) {
        Object here = tree;
        for (String name : path) {
            here = here instanceof Map<?, ?> map ? map.get(name) : null;
            if (here == null) {
                throw new IllegalArgumentException("there is no '" + String.join(".", path) + "'");
            }
        }
        return here;
    }
}
