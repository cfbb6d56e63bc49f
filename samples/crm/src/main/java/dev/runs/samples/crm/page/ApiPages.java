package dev.runs.samples.crm.page;

import dev.runs.actor.Actor;
import dev.runs.web.ApiAnswer;
import dev.runs.web.ApiRequest;
import dev.runs.web.RunsApi;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Asks the JSON API on behalf of who looks at a page. */
@Component
class ApiPages {
    private final RunsApi api;

    ApiPages(RunsApi api) {
        this.api = api;
    }

    /**
     * Returns what the API shows.
     *
     * @throws ApiProblem if it shows nothing
     */
    Map<String, @Nullable Object> read(Viewer viewer, String... path) {
        return read(viewer, Map.of(), path);
    }

    /** As {@link #read(Viewer, String...)}, with query parameters; a field of a form that was left empty asks for nothing. */
    Map<String, @Nullable Object> read(Viewer viewer, Map<String, String> query, String... path) {
        ApiRequest request = ApiRequest.get(viewer.actor(), path).in(viewer.zone());
        for (Map.Entry<String, String> parameter : query.entrySet()) {
            if (!parameter.getValue().isEmpty()) {
                request = request.with(parameter.getKey(), parameter.getValue());
            }
        }
        ApiAnswer answer = api.answer(request);
        if (!answer.isOk()) {
            throw new ApiProblem(answer);
        }
        return answer.body();
    }

    /** Returns what the API shows, if it shows anything to this person. */
    Optional<Map<String, @Nullable Object>> find(Viewer viewer, String... path) {
        ApiAnswer answer = api.answer(ApiRequest.get(viewer.actor(), path).in(viewer.zone()));
        return answer.isOk() ? Optional.of(answer.body()) : Optional.empty();
    }

    /** Carries out what a form asks for. */
    ApiAnswer send(Viewer viewer, Function<Actor, ApiRequest> request) {
        return api.answer(request.apply(viewer.actor()).in(viewer.zone()));
    }
}
