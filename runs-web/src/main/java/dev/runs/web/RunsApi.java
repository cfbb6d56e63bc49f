package dev.runs.web;

import dev.runs.Runs;
import dev.runs.content.CanonicalJson;
import dev.runs.error.RunsException;
import dev.runs.storage.StoreException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The JSON API as a function: requests in, answers out, wherever they come from. Pages that a host renders on the server ask it in
 * process and show exactly what other clients get. Live events are not part of it: see {@link RunsServlet}.
 *
 * <p>It never throws: whatever speaks against a request is a problem document (RFC 9457). Thread-safe.
 *
 * @since 0.1.0
 */
public final class RunsApi {
    private static final Logger LOG = LoggerFactory.getLogger(RunsApi.class);

    private final Runs runs;
    private final List<Route> routes;

    private RunsApi(Runs runs, StreamIds ids) {
        this.runs = runs;
        List<Route> all = new ArrayList<>();
        all.addAll(RunRoutes.all());
        all.addAll(StepRoutes.all());
        all.addAll(ApprovalRoutes.all());
        all.addAll(InboxRoutes.all());
        all.addAll(ArtifactRoutes.all());
        all.addAll(LineageRoutes.all());
        all.addAll(LinkRoutes.all());
        all.addAll(EventStreams.routes(ids));
        all.add(Route.get(
                        "/openapi.json",
                        "openapi",
                        "This description.",
                        Description.class,
                        call -> ApiAnswer.ok(description()))
                .toAnybody());
        this.routes = List.copyOf(all);
    }

    /** Returns the API of an instance. */
    public static RunsApi of(Runs runs) {
        return of(runs, StreamIds.random());
    }

    /** Returns the API of an instance whose events have such ids. */
    static RunsApi of(Runs runs, StreamIds ids) {
        return new RunsApi(runs, ids);
    }

    /**
     * The API's description (OpenAPI 3.1).
     *
     * @param openapi the version of OpenAPI
     */
    @Schemas.Open
    record Description(String openapi) {}

    private Map<String, @Nullable Object> description() {
        return CanonicalJson.parse(CanonicalJson.write(OpenApi.of(routes)));
    }

    List<Route> routes() {
        return routes;
    }

    /** Answers a request. */
    public ApiAnswer answer(ApiRequest request) {
        ApiAnswer answer = guarded(request, () -> {
            Call call = call(request);
            return call.route().handler().apply(call);
        });
        return answer.status() == WebCode.METHOD.status()
                ? answer.with("Allow", String.join(", ", methods(request)))
                : answer;
    }

    private Set<String> methods(ApiRequest request) {
        Set<String> methods = new TreeSet<>();
        routes.stream()
                .filter(route -> route.match(request.path()).isPresent())
                .forEach(route -> methods.add(route.method()));
        if (methods.contains("GET")) {
            methods.add("HEAD");
        }
        return methods;
    }

    /** Answers whatever speaks against a request. */
    static ApiAnswer guarded(ApiRequest request, Supplier<ApiAnswer> answer) {
        try {
            return answer.get();
        } catch (ApiException e) {
            return problem(Problems.of(e));
        } catch (RunsException e) {
            return of(request, e);
        } catch (StoreException e) {
            return of(request, e);
        } catch (RuntimeException e) {
            return unexpected(request, e);
        }
    }

    /** Finds the route of a request, and reads what it says. */
    Call call(ApiRequest request) {
        for (Route route : routes) {
            Optional<Map<String, String>> segments = route.match(request.path());
            if (segments.isPresent()) {
                if (route.method().equals(request.method())) {
                    if (!route.open() && request.actor().isEmpty()) {
                        throw Call.nobody();
                    }
                    return new Call(runs, request, route, segments.get());
                }
            }
        }
        String path = "'/" + String.join("/", request.path()) + "'";
        Set<String> methods = methods(request);
        if (methods.isEmpty()) {
            throw ApiException.of(
                    WebCode.NO_RESOURCE,
                    "There is nothing at " + path + ".",
                    "look at /openapi.json, which lists everything");
        }
        throw ApiException.of(
                WebCode.METHOD,
                path + " does not know " + request.method() + ".",
                "use " + String.join(" or ", methods));
    }

    static ApiAnswer problem(Problems.Document document) {
        return ApiAnswer.problem(document.status(), Tree.of(document));
    }

    private static ApiAnswer of(ApiRequest request, RunsException e) {
        Problems.Document document = Problems.of(e);
        if (document.status() >= 500 && document.status() != 503) {
            return unexpected(request, e);
        }
        return retried(document);
    }

    private static ApiAnswer of(ApiRequest request, StoreException e) {
        if (e.kind() == StoreException.Kind.REFUSED) {
            return unexpected(request, e);
        }
        LOG.warn("{} was not answered: the store failed", request, e);
        return retried(Problems.of(e));
    }

    static ApiAnswer retried(Problems.Document document) {
        ApiAnswer answer = problem(document);
        return document.status() == 503 ? answer.with("Retry-After", "1") : answer;
    }

    static ApiAnswer unexpected(ApiRequest request, RuntimeException e) {
        String incident = Keys.digest(System.identityHashCode(e) + " " + e).substring(0, 12);
        LOG.error("{} failed; incident {}", request, incident, e);
        return problem(Problems.unexpected(incident));
    }
}
