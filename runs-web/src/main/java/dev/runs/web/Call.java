package dev.runs.web;

import dev.runs.Runs;
import dev.runs.actor.Actor;
import dev.runs.content.CanonicalJson;
import dev.runs.engine.Pages;
import dev.runs.engine.Session;
import dev.runs.error.Nearest;
import dev.runs.error.RunsException;
import dev.runs.storage.Cursor;
import dev.runs.storage.Names;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A request on its route, with what it says read and checked. Used by one thread. */
final class Call {
    private static final int LONGEST_KEY = 200;

    private final Runs runs;
    private final ApiRequest request;
    private final Route route;
    private final Map<String, String> segments;

    Call(Runs runs, ApiRequest request, Route route, Map<String, String> segments) {
        this.runs = runs;
        this.request = request;
        this.route = route;
        this.segments = segments;
        checkParameters();
        segments.forEach((name, value) -> {
            // A token is as long as it is, and is looked at by who seals them.
            if (!name.equals("token")) {
                checked(name, value);
            }
        });
    }

    static String checked(String name, String value) {
        try {
            return Names.check(name, value);
        } catch (IllegalArgumentException e) {
            throw ApiException.bad(
                    name, "An id cannot be: " + e.getMessage() + ".", "give an id as the API answered it");
        }
    }

    private void checkParameters() {
        List<String> names = route.parameters().stream().map(Parameter::name).toList();
        for (Map.Entry<String, List<String>> entry : request.query().entrySet()) {
            Parameter parameter = route.parameters().stream()
                    .filter(one -> one.name().equals(entry.getKey()))
                    .findFirst()
                    .orElseThrow(() -> ApiException.bad(
                            entry.getKey(),
                            "There is no parameter '" + entry.getKey() + "' here"
                                    + (names.isEmpty() ? "." : " (parameters: " + String.join(", ", names) + ")."),
                            Nearest.to(entry.getKey(), names)
                                    .map(near -> "did you mean '" + near + "'?")
                                    .orElse("leave it out")));
            if (entry.getValue().size() > 1 && parameter.kind() != Parameter.Kind.WORDS) {
                throw ApiException.bad(
                        entry.getKey(), "Parameter '" + entry.getKey() + "' is there twice.", "give it once");
            }
            if (!parameter.words().isEmpty()) {
                entry.getValue().forEach(value -> checkWord(parameter, value));
            }
        }
    }

    private static void checkWord(Parameter parameter, String value) {
        if (!parameter.words().contains(value)) {
            throw ApiException.bad(
                    parameter.name(),
                    "Parameter '" + parameter.name() + "' is '" + value + "'.",
                    Nearest.to(value, parameter.words())
                            .map(near -> "did you mean '" + near + "'?")
                            .orElse("give one of " + String.join(", ", parameter.words())));
        }
    }

    ApiRequest request() {
        return request;
    }

    Runs runs() {
        return runs;
    }

    Actor actor() {
        return request.actor().orElseThrow(Call::nobody);
    }

    static ApiException nobody() {
        return ApiException.of(
                WebCode.NOBODY, "Nobody has signed in.", "sign in where the host offers it, and ask again");
    }

    Route route() {
        return route;
    }

    /** Returns what the actor can do; its commands count once if the request has a key. */
    Session session() {
        Session session = runs.as(actor());
        return request.idempotencyKey()
                .map(key -> session.withCommandId(command(key)))
                .orElse(session);
    }

    /** The id of the command: nobody can take another person's key, whatever it is. */
    private String command(String key) {
        if (key.isBlank() || key.length() > LONGEST_KEY) {
            throw ApiException.bad(
                    "Idempotency-Key",
                    "The key has " + key.length() + " characters.",
                    "give 1 to " + LONGEST_KEY + ", such as a random UUID");
        }
        return "web-" + Keys.digest(actor().id() + "\n" + key);
    }

    Pages pages() {
        return session().pages(request.zone());
    }

    String segment(String name) {
        return Optional.ofNullable(segments.get(name)).orElseThrow();
    }

    private Optional<String> given(String name) {
        return Optional.ofNullable(request.query().get(name)).map(values -> values.get(0));
    }

    Optional<String> text(String name) {
        given(name).ifPresent(value -> {
            try {
                Names.check(name, value);
            } catch (IllegalArgumentException e) {
                throw ApiException.bad(
                        name, "Parameter " + e.getMessage() + ".", "give another value, or leave it out");
            }
        });
        return given(name);
    }

    List<String> words(String name) {
        return request.query().getOrDefault(name, List.of());
    }

    String word(String name, String otherwise) {
        return given(name).orElse(otherwise);
    }

    boolean flag(String name) {
        String value = given(name).orElse("false");
        if (!value.equals("true") && !value.equals("false")) {
            throw ApiException.bad(name, "Parameter '" + name + "' is '" + value + "'.", "give true or false");
        }
        return value.equals("true");
    }

    Optional<Long> number(String name, long least, long most) {
        return given(name).map(value -> {
            if (value.matches("[0-9]{1,15}")) {
                long number = Long.parseLong(value);
                if (number >= least && number <= most) {
                    return number;
                }
            }
            throw ApiException.bad(
                    name,
                    "Parameter '" + name + "' is '" + value + "'.",
                    "give a whole number from " + least + " to " + most);
        });
    }

    int limit(int most, int usual) {
        return number("limit", 1, most).map(Long::intValue).orElse(usual);
    }

    /** Reads a list from where the request says; the store refuses a cursor that it did not give. */
    <T> T from(Function<Cursor, T> list) {
        Cursor cursor = given("after").map(Keys::cursor).orElse(Cursor.start());
        try {
            return list.apply(cursor);
        } catch (IllegalArgumentException e) {
            if (cursor.isStart()) {
                throw e;
            }
            throw Keys.badCursor();
        }
    }

    /** Reads a cursor that is a place in a list of so many. */
    Optional<Integer> place(String kind, int size) {
        return given("after").map(text -> {
            if (text.matches(kind + "[0-9]{1,9}")) {
                int place = Integer.parseInt(text.substring(kind.length()));
                if (place <= size) {
                    return place;
                }
            }
            throw Keys.badCursor();
        });
    }

    Etag seen() {
        return Etag.required(request.ifMatch());
    }

    /** Reads the body as the record that the route names. */
    <R extends Record> R body(Class<R> type) {
        return Body.read(tree(), type);
    }

    private Map<String, @Nullable Object> tree() {
        try {
            return CanonicalJson.parse(request.body().isEmpty() ? "{}" : request.body());
        } catch (RunsException e) {
            throw ApiException.bad(
                    "body", e.problems().get(0).text(), e.problems().get(0).fix());
        }
    }
}
