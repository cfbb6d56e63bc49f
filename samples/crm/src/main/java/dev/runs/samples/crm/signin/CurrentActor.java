package dev.runs.samples.crm.signin;

import dev.runs.actor.Actor;
import dev.runs.actor.Identity;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.stereotype.Component;

/** Who is asking, with the roles of this moment. Thread-safe. */
@Component
public class CurrentActor {
    private final Identity identity;

    CurrentActor(Identity identity) {
        this.identity = identity;
    }

    /**
     * Returns who is asking on this thread.
     *
     * @throws NobodyThereException if nobody is signed in, or the person was locked meanwhile
     */
    public Actor now() {
        return of(SecurityContextHolder.getContext().getAuthentication()).orElseThrow(NobodyThereException::new);
    }

    /** Returns who was signed in, as they are now; empty if they may not come in any more. */
    public Optional<Actor> of(@Nullable Authentication authentication) {
        return authentication != null && authentication.getPrincipal() instanceof SignedIn person
                ? identity.find(person.tenant(), person.person())
                : Optional.empty();
    }
}
