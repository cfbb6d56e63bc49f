package dev.runs.web;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * One thing that the API can do: where, with what, and what it answers. Routing and the API's description are both made of these.
 *
 * @param method the method
 * @param template the path's segments; one in braces stands for any, and {@code {name...}} at the end for all that follow
 * @param id its name in the description
 * @param about what it does
 * @param parameters what its query may hold
 * @param body what its body must be; empty if it has none
 * @param answer what it answers
 * @param conditional whether {@code If-Match} must say what was looked at
 * @param tagged whether the answer has an ETag
 * @param open whether it can be asked by nobody in particular
 * @param handler does it
 */
record Route(
        String method,
        List<String> template,
        String id,
        String about,
        List<Parameter> parameters,
        Optional<Class<? extends Record>> body,
        Class<? extends Record> answer,
        boolean conditional,
        boolean tagged,
        boolean open,
        Function<Call, ApiAnswer> handler) {

    static Route get(
            String path, String id, String about, Class<? extends Record> answer, Function<Call, ApiAnswer> handler) {
        return new Route(
                "GET", split(path), id, about, List.of(), Optional.empty(), answer, false, false, false, handler);
    }

    static Route post(
            String path,
            String id,
            String about,
            Class<? extends Record> body,
            Class<? extends Record> answer,
            Function<Call, ApiAnswer> handler) {
        return new Route(
                "POST", split(path), id, about, List.of(), Optional.of(body), answer, false, false, false, handler);
    }

    Route query(Parameter... allowed) {
        return new Route(
                method, template, id, about, List.of(allowed), body, answer, conditional, tagged, open, handler);
    }

    /** Returns this route, which needs {@code If-Match}. */
    Route conditionally() {
        return new Route(method, template, id, about, parameters, body, answer, true, tagged, open, handler);
    }

    /** Returns this route, whose answer has an ETag. */
    Route giving() {
        return new Route(method, template, id, about, parameters, body, answer, conditional, true, open, handler);
    }

    /** Returns this route, which answers also who has not signed in. */
    Route toAnybody() {
        return new Route(method, template, id, about, parameters, body, answer, conditional, tagged, true, handler);
    }

    private static List<String> split(String path) {
        return Arrays.asList(path.substring(1).split("/"));
    }

    /** Returns what stands for the segments in braces; empty if the path is another one. */
    Optional<Map<String, String>> match(List<String> path) {
        Map<String, String> found = new LinkedHashMap<>();
        for (int i = 0; i < template.size(); i++) {
            String part = template.get(i);
            if (i >= path.size()) {
                return Optional.empty();
            } else if (part.endsWith("...}")) {
                found.put(part.substring(1, part.length() - 4), String.join("/", path.subList(i, path.size())));
                return Optional.of(found);
            } else if (part.startsWith("{")) {
                found.put(part.substring(1, part.length() - 1), path.get(i));
            } else if (!part.equals(path.get(i))) {
                return Optional.empty();
            }
        }
        return template.size() == path.size() ? Optional.of(found) : Optional.empty();
    }
}
