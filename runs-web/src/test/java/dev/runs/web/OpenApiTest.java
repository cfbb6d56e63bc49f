package dev.runs.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The description of the API")
class OpenApiTest {
    private final Host host = new Host();

    @AfterEach
    void close() {
        host.close();
    }

    @Test
    void isAnsweredToAnybody() {
        ApiAnswer answer = host.answer(new ApiRequest(
                "GET",
                List.of("openapi.json"),
                Map.of(),
                java.util.Optional.empty(),
                java.util.Optional.empty(),
                "",
                java.util.Optional.empty(),
                java.time.ZoneOffset.UTC));
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo(host.contract.description());
        assertThat(answer.body()).containsEntry("openapi", "3.1.0");
    }

    @Test
    void hasEveryRouteOnce_andNothingElse() {
        Set<String> described = new HashSet<>();
        SchemaCheck.map(host.contract.description().get("paths"))
                .forEach((path, operations) ->
                        SchemaCheck.map(operations).keySet().forEach(method -> described.add(method + " " + path)));
        Set<String> routes = new HashSet<>();
        host.api
                .routes()
                .forEach(route -> routes.add((route.method().equals("GET") ? "get" : "post") + " /"
                        + String.join("/", route.template()).replace("...}", "}")));
        assertThat(described).isEqualTo(routes).hasSameSizeAs(host.api.routes());
        assertThat(host.api.routes()).extracting(Route::id).doesNotHaveDuplicates();
    }

    @Test
    void saysOfEveryOperationWhatItNeeds() {
        for (Route route : host.api.routes()) {
            Map<?, ?> operation = host.contract.operation(route);
            assertThat(operation.get("summary")).asString().endsWith(".");
            assertThat(operation.containsKey("requestBody"))
                    .isEqualTo(route.method().equals("POST"));
            List<?> parameters = (List<?>) operation.get("parameters");
            boolean conditional = parameters.stream()
                    .anyMatch(one -> "If-Match".equals(SchemaCheck.map(one).get("name")));
            assertThat(conditional).isEqualTo(route.conditional());
            long inPath = parameters.stream()
                    .filter(one -> "path".equals(SchemaCheck.map(one).get("in")))
                    .count();
            assertThat(inPath)
                    .isEqualTo(route.template().stream()
                            .filter(part -> part.startsWith("{"))
                            .count());
        }
    }

    @Test
    void everyReferenceLeadsSomewhere_andEverySchemaIsReferredTo() {
        Set<String> referred = new HashSet<>();
        walk(host.contract.description(), referred);
        Map<?, ?> components = SchemaCheck.map(
                SchemaCheck.map(host.contract.description().get("components")).get("schemas"));
        assertThat(referred).isEqualTo(components.keySet());
        components
                .values()
                .forEach(schema ->
                        assertThat(SchemaCheck.map(schema).get("type")).isEqualTo("object"));
    }

    private static void walk(Object tree, Set<String> referred) {
        if (tree instanceof Map<?, ?> map) {
            if (map.get("$ref") instanceof String ref) {
                referred.add(ref.substring("#/components/schemas/".length()));
            }
            map.values().forEach(value -> walk(value, referred));
        } else if (tree instanceof List<?> list) {
            list.forEach(value -> walk(value, referred));
        }
    }

    @Test
    void aWrongAnswerIsNoticed() {
        Map<String, ?> label = Map.of("$ref", "#/components/schemas/Label");
        assertThat(host.contract.schemas().check(Map.of("code", "A", "text", "B"), label))
                .isEmpty();
        assertThat(host.contract.schemas().check(Map.of("code", 1L, "more", "B"), label))
                .containsExactlyInAnyOrder("$.code is no string: 1", "$.text is missing", "$.more is not described");
    }
}
