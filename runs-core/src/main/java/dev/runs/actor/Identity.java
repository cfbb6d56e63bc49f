package dev.runs.actor;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The host's knowledge of who its actors are. It is asked at each decision and again when an approved step starts, so
 * that a role taken away counts at once.
 *
 * <p>Implementations are thread-safe. An exception counts as "not known": nobody is let in by a failure. Where rules ask who
 * requested a step, an exception fails the question, so that no step of it is allowed without people.
 *
 * @since 0.1.0
 */
public interface Identity {
    /** Returns the actor as the host knows it now, or empty if it is unknown, locked or gone. */
    Optional<Actor> find(String tenant, String id);

    /**
     * Returns whether anybody of the tenant holds one of the roles now, as far as the host can say. It is asked when
     * an approval is needed, so that a run does not wait in silence for nobody.
     */
    default boolean anyoneHolds(String tenant, Set<String> roles) {
        return true;
    }

    /** Returns an identity that knows exactly the given actors; for tests, samples and small hosts. */
    static Identity of(Actor... actors) {
        return of(List.of(actors));
    }

    /** Returns an identity that knows exactly the given actors. */
    static Identity of(List<Actor> actors) {
        Map<List<String>, Actor> known = actors.stream()
                .collect(Collectors.toUnmodifiableMap(
                        actor -> List.of(actor.tenant(), actor.id()), Function.identity()));
        return new Identity() {
            @Override
            public Optional<Actor> find(String tenant, String id) {
                return Optional.ofNullable(known.get(List.of(tenant, id)));
            }

            @Override
            public boolean anyoneHolds(String tenant, Set<String> roles) {
                return known.values().stream()
                        .anyMatch(actor -> actor.tenant().equals(tenant)
                                && actor.kind() == ActorKind.HUMAN
                                && actor.roles().stream().anyMatch(roles::contains));
            }
        };
    }
}
