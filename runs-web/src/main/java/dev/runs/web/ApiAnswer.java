package dev.runs.web;

import dev.runs.content.CanonicalJson;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * An answer of the JSON API. Its body is a tree of maps, lists, texts, whole numbers, booleans and null, which a page in the same
 * process can show as it is: every field that the API's description names is there. Immutable.
 *
 * @since 0.1.0
 */
public final class ApiAnswer {
    private static final String JSON = "application/json";
    private static final String PROBLEM = "application/problem+json";

    private final int status;
    private final Map<String, String> headers;
    private final Map<String, @Nullable Object> body;

    private ApiAnswer(int status, Map<String, String> headers, Map<String, @Nullable Object> body) {
        this.status = status;
        this.headers = Collections.unmodifiableMap(new TreeMap<>(headers));
        this.body = body;
    }

    static ApiAnswer ok(Map<String, @Nullable Object> body) {
        return new ApiAnswer(200, Map.of("Content-Type", JSON), body);
    }

    static ApiAnswer problem(int status, Map<String, @Nullable Object> body) {
        return new ApiAnswer(status, Map.of("Content-Type", PROBLEM), body);
    }

    ApiAnswer with(String header, String value) {
        Map<String, String> more = new TreeMap<>(headers);
        more.put(header, value);
        return new ApiAnswer(status, more, body);
    }

    /** Returns the HTTP status. */
    public int status() {
        return status;
    }

    /** Returns whether the request was carried out. */
    public boolean isOk() {
        return status < 300;
    }

    /** Returns the headers, by name. */
    public Map<String, String> headers() {
        return headers;
    }

    /** Returns the version of what is shown, for {@code If-Match} of a decision about it. */
    public Optional<String> etag() {
        return Optional.ofNullable(headers.get("ETag"));
    }

    /** Returns the body as an immutable tree. */
    public Map<String, @Nullable Object> body() {
        return body;
    }

    /** Returns the body as JSON text. */
    public String json() {
        return CanonicalJson.write(body);
    }

    @Override
    public String toString() {
        return status + " " + json();
    }
}
