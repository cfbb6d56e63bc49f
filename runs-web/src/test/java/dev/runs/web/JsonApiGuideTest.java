package dev.runs.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runs.actor.Actor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("docs/guide/json-api.md")
class JsonApiGuideTest {
    private final Host host = new Host();
    private final StringBuilder examples = new StringBuilder();

    @AfterEach
    void close() {
        host.close();
    }

    /** Asks, and notes request and answer as the guide shows them. */
    private ApiAnswer example(Actor actor, String line, Optional<String> etag, String body) {
        String[] words = line.split(" ", -1);
        String path = words[1].substring(1);
        ApiRequest request = words[0].equals("GET")
                ? ApiRequest.get(actor, path.split("/", -1))
                : ApiRequest.post(actor, body, path.split("/", -1));
        ApiAnswer answer = host.answer(etag.map(request::ifMatch).orElse(request));
        examples.setLength(0);
        examples.append("```http\n").append(line).append('\n');
        etag.ifPresent(tag -> examples.append("Content-Type: application/json\nIf-Match: ")
                .append(tag)
                .append("\n\n")
                .append(body)
                .append('\n'));
        examples.append("\n").append(answer.status()).append('\n');
        answer.headers()
                .forEach((name, value) ->
                        examples.append(name).append(": ").append(value).append('\n'));
        examples.append('\n').append(pretty(answer.body(), "")).append("\n```\n");
        return answer;
    }

    /** What fits on a line stands on one. */
    private static String pretty(Object value, String indent) {
        String line = dev.runs.content.CanonicalJson.write(Map.of("v", List.of(value == null ? "null" : value)));
        line = line.substring(6, line.length() - 2);
        if (value == null || line.length() + indent.length() < 110) {
            return value == null ? "null" : line;
        }
        String deeper = indent + "  ";
        if (value instanceof Map<?, ?> map) {
            return "{\n"
                    + String.join(
                            ",\n",
                            map.entrySet().stream()
                                    .sorted((a, b) -> ((String) a.getKey()).compareTo((String) b.getKey()))
                                    .map(entry ->
                                            deeper + "\"" + entry.getKey() + "\": " + pretty(entry.getValue(), deeper))
                                    .toList())
                    + "\n" + indent + "}";
        } else if (value instanceof List<?> list) {
            return "[\n"
                    + String.join(
                            ",\n",
                            list.stream()
                                    .map(one -> deeper + pretty(one, deeper))
                                    .toList()) + "\n" + indent
                    + "]";
        }
        return line;
    }

    private void isInTheGuide() throws Exception {
        assertThat(Files.readString(Path.of("..", "docs", "guide", "json-api.md")))
                .contains(examples);
    }

    @Test
    void showsWhatIsAnswered() throws Exception {
        String run = host.advocacy();
        String approval = "/runs/" + run + "/steps/promote/approval";
        example(host.dora, "GET /me", Optional.empty(), "");
        isInTheGuide();
        example(host.dora, "GET /inbox", Optional.empty(), "");
        isInTheGuide();
        String etag = example(host.dora, "GET " + approval, Optional.empty(), "")
                .etag()
                .orElseThrow();
        isInTheGuide();
        example(
                host.dora,
                "POST " + approval + "/approve",
                Optional.of("\"12:1\""),
                "{\"reason\":\"Cleared by legal\"}");
        isInTheGuide();
        example(host.dora, "POST " + approval + "/approve", Optional.of(etag), "{\"reason\":\"Cleared by legal\"}");
        isInTheGuide();
        ApiRequest changes = ApiRequest.get(host.dora, "runs", run, "changes").with("since", "17");
        assertThat(Arrays.asList(host.answer(changes).body().get("steps"))).isNotEmpty();
    }

    @Test
    void namesEveryRoute() throws Exception {
        String guide = Files.readString(Path.of("..", "docs", "guide", "json-api.md"));
        for (Route route : host.api.routes()) {
            String path = "/" + String.join("/", route.template()).replace("...}", "}");
            boolean verb = route.method().equals("POST");
            assertThat(guide).contains(verb ? "`" + path.substring(path.lastIndexOf('/') + 1) + "`" : "`" + path);
        }
    }
}
