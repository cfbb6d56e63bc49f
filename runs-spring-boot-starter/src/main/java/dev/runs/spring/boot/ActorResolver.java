package dev.runs.spring.boot;

import dev.runs.actor.Actor;
import java.util.Optional;
import org.springframework.security.core.Authentication;

/**
 * Says as which actor somebody works who has signed in with Spring Security. What that actor may do and decide is asked of the
 * {@link dev.runs.actor.Identity} at each call, whatever roles stand in the actor.
 *
 * <p>A host with several tenants defines a bean of this type; for one tenant {@code runs.security.tenant} is enough. Implementations
 * are thread-safe, and look at nothing but what they are given and the host's own records: they are also called on threads that have
 * no security context, again and again for the same sign-in, as long as it counts.
 *
 * @since 0.1.0
 */
@FunctionalInterface
public interface ActorResolver {
    /** Returns the actor, or empty if whoever has signed in is nobody here, or nobody any more. */
    Optional<Actor> resolve(Authentication authentication);
}
