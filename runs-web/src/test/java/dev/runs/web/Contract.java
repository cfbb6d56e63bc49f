package dev.runs.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runs.content.CanonicalJson;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** What the description of the API promises: each answer of each test is held to it. */
final class Contract {
    private final RunsApi api;
    private final Map<String, ?> description;
    private final SchemaCheck schemas;
    private final Set<String> answered = new TreeSet<>();

    Contract(RunsApi api) {
        this.api = api;
        // Through text and back, as a client reads it.
        this.description = CanonicalJson.parse(CanonicalJson.write(OpenApi.of(api.routes())));
        this.schemas = new SchemaCheck(description);
    }

    Map<String, ?> description() {
        return description;
    }

    SchemaCheck schemas() {
        return schemas;
    }

    /** Which operations gave which status. */
    Set<String> answered() {
        return answered;
    }

    ApiAnswer answer(ApiRequest request) {
        ApiAnswer answer = api.answer(request);
        check(request.method(), request.path(), answer.status(), answer.headers(), answer.json());
        return answer;
    }

    void check(String method, List<String> path, int status, Map<String, String> headers, String json) {
        Optional<Route> route = api.routes().stream()
                .filter(one -> one.method().equals(method) && one.match(path).isPresent())
                .findFirst();
        Object body = CanonicalJson.parse(json);
        if (route.isEmpty()) {
            assertThat(status).isIn(404, 405, 400, 403, 415, 413);
            problem(body);
            return;
        }
        answered.add(route.get().id() + " " + status);
        Map<?, ?> responses = SchemaCheck.map(operation(route.get()).get("responses"));
        Object response = responses.get(String.valueOf(status));
        if (response == null) {
            response = responses.get("default");
        }
        Map<?, ?> content = SchemaCheck.map(SchemaCheck.map(response).get("content"));
        assertThat(content.keySet().toArray()).containsExactly(headers.get("Content-Type"));
        Map<?, ?> schema = SchemaCheck.map(
                SchemaCheck.map(content.get(headers.get("Content-Type"))).get("schema"));
        assertThat(schemas.check(body, schema))
                .as(method + " " + path + " " + json)
                .isEmpty();
        if (status >= 400) {
            assertThat(headers.get("Content-Type")).isEqualTo("application/problem+json");
        }
        assertThat(headers.containsKey("ETag")).isEqualTo(route.get().tagged() && status == 200);
    }

    private void problem(Object body) {
        assertThat(schemas.check(body, Map.of("$ref", "#/components/schemas/ProblemsDocument")))
                .isEmpty();
    }

    Map<?, ?> operation(Route route) {
        String path = "/" + String.join("/", route.template()).replace("...}", "}");
        Map<?, ?> operations =
                SchemaCheck.map(SchemaCheck.map(description.get("paths")).get(path));
        return SchemaCheck.map(operations.get(route.method().equals("GET") ? "get" : "post"));
    }
}
