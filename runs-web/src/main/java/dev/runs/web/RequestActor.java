package dev.runs.web;

import dev.runs.actor.Actor;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;

/**
 * The host's sign-in: who sends a request. Asked once for each request, on the request's own thread; which roles the actor holds,
 * and whether it is still known, the library asks of its identity port. Must be thread-safe.
 *
 * @since 0.1.0
 */
@FunctionalInterface
public interface RequestActor {
    /** Returns who sends the request; empty if nobody has signed in, which is answered with 401. */
    Optional<Actor> of(HttpServletRequest request);
}
