package dev.runs.web;

import dev.runs.actor.Actor;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A request to the JSON API, wherever it comes from: a servlet, or a page of the host in the same process. Immutable.
 *
 * @param method the method, in capitals
 * @param path the segments of the path below the API's own, decoded
 * @param query the query's parameters, decoded
 * @param ifMatch the header {@code If-Match}: the version that was looked at
 * @param idempotencyKey the header {@code Idempotency-Key}: a command that is sent again with it counts once
 * @param body the JSON text; empty if there is none
 * @param actor who asks; empty if nobody has signed in
 * @param zone in which times are told
 * @since 0.1.0
 */
public record ApiRequest(
        String method,
        List<String> path,
        Map<String, List<String>> query,
        Optional<String> ifMatch,
        Optional<String> idempotencyKey,
        String body,
        Optional<Actor> actor,
        ZoneId zone) {
    /** Copies the collections. */
    public ApiRequest {
        path = List.copyOf(path);
        Map<String, List<String>> copy = new LinkedHashMap<>();
        query.forEach((name, values) -> copy.put(name, List.copyOf(values)));
        query = java.util.Collections.unmodifiableMap(copy);
    }

    /** Returns the request of an actor to read something, with times in UTC. */
    public static ApiRequest get(Actor actor, String... path) {
        return of("GET", actor, "", path);
    }

    /** Returns the request of an actor to do something, with times in UTC. */
    public static ApiRequest post(Actor actor, String body, String... path) {
        return of("POST", actor, body, path);
    }

    private static ApiRequest of(String method, Actor actor, String body, String... path) {
        return new ApiRequest(
                method,
                List.of(path),
                Map.of(),
                Optional.empty(),
                Optional.empty(),
                body,
                Optional.of(actor),
                ZoneOffset.UTC);
    }

    /** Returns this request with one more value of a query parameter. */
    public ApiRequest with(String name, String value) {
        Map<String, List<String>> more = new LinkedHashMap<>(query);
        List<String> values = new ArrayList<>(more.getOrDefault(name, List.of()));
        values.add(value);
        more.put(name, values);
        return new ApiRequest(method, path, more, ifMatch, idempotencyKey, body, actor, zone);
    }

    /** Returns this request about what was looked at under an ETag. */
    public ApiRequest ifMatch(String etag) {
        return new ApiRequest(method, path, query, Optional.of(etag), idempotencyKey, body, actor, zone);
    }

    /** Returns this request, which counts once however often it is sent with the same key. */
    public ApiRequest once(String key) {
        return new ApiRequest(method, path, query, ifMatch, Optional.of(key), body, actor, zone);
    }

    /** Returns this request with times in the given zone. */
    public ApiRequest in(ZoneId other) {
        return new ApiRequest(method, path, query, ifMatch, idempotencyKey, body, actor, other);
    }

    /** Returns what can be logged of it: no query and no body, as they hold words of people. */
    @Override
    public String toString() {
        return method + " /" + String.join("/", path);
    }
}
