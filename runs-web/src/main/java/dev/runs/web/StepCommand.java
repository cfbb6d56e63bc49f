package dev.runs.web;

import dev.runs.engine.Answer;
import dev.runs.engine.Session;

/**
 * What can be done about a step that was looked at.
 *
 * @param <V> what was looked at
 * @param <B> the body
 */
@FunctionalInterface
interface StepCommand<V, B extends Record> {
    /** Does it. */
    Answer give(Session session, V seen, B body);

    /**
     * What was looked at: the version that the client names, whatever is current.
     *
     * @param <V> what that is
     */
    @FunctionalInterface
    interface Look<V> {
        /** Returns it. */
        V at(Session session, String run, String step, Etag etag);
    }

    /** Returns the route of a command, which needs {@code If-Match}. */
    static <V, B extends Record> Route route(
            String path, String verb, String about, Class<B> type, Look<V> look, StepCommand<V, B> command) {
        return Route.post(path + "/" + verb, verb, about, type, Decided.class, call -> {
                    Etag etag = call.seen();
                    B body = call.body(type);
                    Session session = call.session();
                    String run = call.segment("run");
                    V seen = look.at(session, run, call.segment("step"), etag);
                    return Decided.answer(run, command.give(session, seen, body));
                })
                .conditionally();
    }
}
