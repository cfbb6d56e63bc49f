package dev.runs.samples.crm.page;

import dev.runs.actor.Actor;
import dev.runs.content.CanonicalJson;
import dev.runs.web.ApiRequest;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What somebody has filled in about a step, as a request to the API. */
final class StepForm {
    private static final Set<String> ANSWERS =
            Set.of("approve", "reject", "request-changes", "claim", "release", "delegate", "reassign");
    private static final Set<String> OTHERS =
            Set.of("recall", "resubmit", "reverse", "redo", "resolve", "skip", "waive", "comment");

    private final Map<String, String> form;
    private final ZoneId zone;
    private final String verb;

    /**
     * Takes a form.
     *
     * @param zone where whoever has filled it in is, for days
     * @throws IllegalArgumentException if it asks for something that there is not
     */
    StepForm(Map<String, String> form, ZoneId zone) {
        this.zone = zone;
        this.form = Map.copyOf(form);
        this.verb = form.getOrDefault("do", "");
        if (!ANSWERS.contains(verb) && !OTHERS.contains(verb)) {
            throw new IllegalArgumentException("nothing can be done that is called '" + verb + "'");
        }
    }

    /** Returns whether it answers a question. */
    boolean isAnswer() {
        return ANSWERS.contains(verb);
    }

    /** Returns what is said when it is done. */
    String done() {
        return switch (verb) {
            case "approve" -> "You approved exactly what you saw.";
            case "reject" -> "You rejected it. Whoever asked will read why.";
            case "request-changes" -> "You sent it back to whoever asked.";
            case "claim" -> "The question is yours until you release it.";
            case "release" -> "Others can answer the question again.";
            case "delegate" -> "They can answer in your stead now. So can you, still.";
            case "reassign" -> "Somebody else is asked now.";
            default -> "Done.";
        };
    }

    /** Returns under what its words are kept when it is refused: each form of a page has its own. */
    String draft(String step) {
        return verb.equals("delegate") || verb.equals("reassign") ? step + " " + verb : step;
    }

    /** Returns the request that it is, below the path of the step. */
    Function<Actor, ApiRequest> request(String... step) {
        String[] path = Arrays.copyOf(step, step.length + (isAnswer() ? 2 : 1));
        if (isAnswer()) {
            path[step.length] = "approval";
        }
        path[path.length - 1] = verb;
        return actor -> ApiRequest.post(actor, CanonicalJson.write(body()), path)
                .ifMatch(text("etag"))
                .once(text("key"));
    }

    private Map<String, @Nullable Object> body() {
        Map<String, @Nullable Object> body = new LinkedHashMap<>();
        if (verb.equals("comment")) {
            body.put("text", text("reason"));
            return body;
        }
        if (!verb.equals("claim") && !verb.equals("release")) {
            body.put("reason", text("reason"));
        }
        if (verb.equals("resolve")) {
            body.put("done", text("became").equals("done"));
        } else if (verb.equals("delegate")) {
            body.put("to", other("").orElseGet(() -> text("to")));
            body.put("until", until());
        } else if (verb.equals("reassign")) {
            body.put("from", text("from"));
            body.put("to", other("@").orElseGet(() -> text("to")));
            body.put("keepsVotes", !text("keeps").isEmpty());
        }
        return body;
    }

    /** Whoever is not in the list is named by their key. */
    private Optional<String> other(String before) {
        return Optional.of(text("other").strip()).filter(key -> !key.isEmpty()).map(key -> before + key);
    }

    /** Through the whole of the last day; what is no day is for the API to refuse. */
    private String until() {
        try {
            return LocalDate.parse(text("until"))
                    .plusDays(1)
                    .atStartOfDay(zone)
                    .toInstant()
                    .toString();
        } catch (DateTimeException e) {
            return text("until");
        }
    }

    private String text(String field) {
        return form.getOrDefault(field, "");
    }
}
