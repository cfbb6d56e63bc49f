package dev.runs.samples.crm.page;

import dev.runs.actor.Actor;
import dev.runs.content.CanonicalJson;
import dev.runs.web.ApiRequest;
import java.util.Map;
import java.util.function.Function;

/** What somebody asks about a whole run, as a request to the API. */
final class RunForm {
    private static final Map<String, String> DONE = Map.of(
            "cancel",
            "The run is cancelled. What had not been started will not happen.",
            "hold",
            "The run is on hold: nobody is asked, and nothing is started.",
            "let-go",
            "The run goes on.");

    private final Map<String, String> form;
    private final String verb;

    /**
     * Takes a form.
     *
     * @throws IllegalArgumentException if it asks for something that there is not
     */
    RunForm(Map<String, String> form) {
        this.form = Map.copyOf(form);
        this.verb = form.getOrDefault("do", "");
        if (!DONE.containsKey(verb)) {
            throw new IllegalArgumentException("nothing can be done that is called '" + verb + "'");
        }
    }

    /** Returns what is said when it is done. */
    String done() {
        return DONE.getOrDefault(verb, "");
    }

    /** Returns what was written, under what it was to do. */
    Map<String, String> unsent() {
        return Map.of(verb, reason());
    }

    private String reason() {
        return form.getOrDefault("reason", "");
    }

    /** Returns the request that it is. */
    Function<Actor, ApiRequest> request(String run) {
        String body = CanonicalJson.write(Map.of("reason", reason()));
        return actor -> ApiRequest.post(actor, body, "runs", run, verb).once(form.getOrDefault("key", ""));
    }
}
