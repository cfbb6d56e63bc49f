package dev.runs.web;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The description of the API (OpenAPI 3.1), made of its routes and of the records that they take and answer. */
final class OpenApi {
    private static final String PROBLEM = "application/problem+json";
    private static final String JSON = "application/json";

    private final Schemas schemas = new Schemas();

    private OpenApi() {}

    static Map<String, Object> of(List<Route> routes) {
        return new OpenApi().document(routes);
    }

    private Map<String, Object> document(List<Route> routes) {
        Map<String, Object> paths = new TreeMap<>();
        for (Route route : routes) {
            @SuppressWarnings("unchecked")
            Map<String, Object> path =
                    (Map<String, Object>) paths.computeIfAbsent(path(route), key -> new TreeMap<String, Object>());
            path.put(route.method().equals("GET") ? "get" : "post", operation(route));
        }
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("openapi", "3.1.0");
        document.put(
                "info",
                Map.of(
                        "title",
                        "Runs",
                        "version",
                        "0.1.0",
                        "description",
                        "Governed runs of AI agents: records, approvals, lineage and live events of the tenant of whoever has"
                                + " signed in. A field without a value is null; all fields are always there."));
        document.put("servers", List.of(Map.of("url", ".")));
        document.put("paths", paths);
        // After all paths: by then every record that they speak of is known.
        document.put("components", Map.of("schemas", schemas.all()));
        return document;
    }

    private static String path(Route route) {
        return "/" + String.join("/", route.template()).replace("...}", "}");
    }

    private Map<String, Object> operation(Route route) {
        Map<String, Object> operation = new LinkedHashMap<>();
        operation.put("operationId", route.id());
        operation.put("summary", route.about());
        List<Object> parameters = new ArrayList<>();
        for (String part : route.template()) {
            if (part.startsWith("{")) {
                String name = part.replace("{", "").replace("...", "").replace("}", "");
                parameters.add(parameter(name, "path", "", Map.of("type", "string"), true));
            }
        }
        route.parameters().forEach(one -> parameters.add(query(one)));
        boolean writes = route.method().equals("POST");
        if (route.conditional()) {
            parameters.add(parameter(
                    "If-Match",
                    "header",
                    "The ETag of the step or approval that was looked at.",
                    Map.of("type", "string"),
                    true));
        }
        if (writes && !route.open()) {
            parameters.add(parameter(
                    "Idempotency-Key",
                    "header",
                    "A command that is sent again with the same key counts once and is answered as the first time.",
                    Map.of("type", "string", "maxLength", 200),
                    false));
        }
        operation.put("parameters", parameters);
        route.body()
                .ifPresent(body -> operation.put(
                        "requestBody", Map.of("required", true, "content", content(JSON, schemas.body(body)))));
        operation.put("responses", responses(route, writes));
        return operation;
    }

    private static Map<String, Object> query(Parameter parameter) {
        Map<String, Object> schema = switch (parameter.kind()) {
            case TEXT -> Map.of("type", "string");
            case FLAG -> Map.of("type", "boolean");
            case NUMBER -> Map.of("type", "integer", "minimum", 0);
            case WORD -> Map.of("type", "string", "enum", parameter.words());
            case WORDS -> Map.of("type", "array", "items", Map.of("type", "string", "enum", parameter.words()));
        };
        return parameter(parameter.name(), "query", parameter.about(), schema, false);
    }

    private static Map<String, Object> parameter(
            String name, String in, String about, Map<String, Object> schema, boolean required) {
        Map<String, Object> parameter = new LinkedHashMap<>();
        parameter.put("name", name);
        parameter.put("in", in);
        if (!about.isEmpty()) {
            parameter.put("description", about);
        }
        parameter.put("required", required);
        parameter.put("schema", schema);
        return parameter;
    }

    private Map<String, Object> responses(Route route, boolean writes) {
        Map<String, Object> responses = new TreeMap<>();
        Map<String, Object> done = new LinkedHashMap<>();
        done.put("description", "Done.");
        done.put(
                "content",
                route.answer() == EventStreams.Event.class
                        ? content("text/event-stream", Map.of("type", "string"))
                        : content(JSON, schemas.answer(route.answer())));
        if (route.tagged()) {
            done.put(
                    "headers",
                    Map.of("ETag", Map.of("description", "The version.", "schema", Map.of("type", "string"))));
        }
        responses.put("200", done);
        Map<String, Object> problem = content(PROBLEM, schemas.answer(Problems.Document.class));
        responses.put("default", Map.of("description", "Anything that is not listed.", "content", problem));
        responses.put("400", refused("The request cannot be read, or says what cannot be.", problem));
        if (!route.open()) {
            responses.put("401", refused("Nobody has signed in, or the host does not know them any more.", problem));
        }
        responses.put("403", refused("The actor may not.", problem));
        responses.put("404", refused("It is not there, or not for the actor to know.", problem));
        responses.put("503", refused("The store is down, or busy; try again.", problem));
        if (writes) {
            responses.put("409", refused("It cannot be done as things stand.", problem));
            responses.put("413", refused("The body is too large.", problem));
            responses.put("415", refused("The body is not JSON.", problem));
        }
        if (route.conditional()) {
            responses.put("412", refused("What was looked at has changed; current says how.", problem));
            responses.put("428", refused("If-Match is missing.", problem));
        }
        return responses;
    }

    private static Map<String, Object> refused(String about, Map<String, Object> problem) {
        return Map.of("description", about, "content", problem);
    }

    private static Map<String, Object> content(String type, Map<String, Object> schema) {
        return Map.of(type, Map.of("schema", schema));
    }
}
