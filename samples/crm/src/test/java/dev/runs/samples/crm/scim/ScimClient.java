package dev.runs.samples.crm.scim;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A provisioning client: where a company keeps its people. */
public final class ScimClient {
    private final HttpClient http = HttpClient.newHttpClient();
    private final String base;
    private final String token;

    /** Makes a client of an endpoint with a token. */
    public ScimClient(int port, String token) {
        this.base = "http://127.0.0.1:" + port + "/scim/v2";
        this.token = token;
    }

    /** Reads something. */
    public Answer get(String path, String... headers) {
        return send("GET", path, "", headers);
    }

    /** Sends something. */
    public Answer send(String method, String path, String body, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base + path))
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/scim+json")
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        try {
            HttpResponse<String> response = http.send(request.build(), BodyHandlers.ofString());
            return new Answer(response.statusCode(), response.headers().map(), response.body());
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }

    /** Sends a PATCH with the given operations. */
    public Answer patch(String path, String operations) {
        return send(
                "PATCH",
                path,
                "{\"schemas\":[\"urn:ietf:params:scim:api:messages:2.0:PatchOp\"],\"Operations\":["
                        + operations.replace('\'', '"') + "]}");
    }

    /** What was answered. */
    public record Answer(int status, Map<String, List<String>> headers, String body) {
        /** Returns the body. */
        public JsonNode json() {
            return JsonMapper.shared().readTree(body);
        }

        /** Returns a header. */
        public String header(String name) {
            return headers.getOrDefault(name, List.of("")).get(0);
        }

        /** Returns the key of the resource. */
        public String id() {
            return json().get("id").asString();
        }
    }
}
