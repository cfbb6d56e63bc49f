package dev.runs.actor;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The host's knowledge of who its actors are. It is asked at each decision and again when an approved step starts, so
 * that a role taken away counts at once.
 *
 * <p>Only {@link #find} must be implemented. The others have answers that are safe and let nobody in: nobody has a manager,
 * nobody stands in for another, and whether anybody holds a role is not doubted.
 *
 * <p>Implementations are thread-safe. An exception counts as "not known": nobody is let in by a failure. Where rules ask who
 * requested a step, an exception fails the question, so that no step of it is allowed without people.
 *
 * @since 0.1.0
 */
public interface Identity {
    /** Returns the actor as the host knows it now, or empty if it is unknown, locked or gone. */
    Optional<Actor> find(String tenant, String id);

    /** Returns to whom a person reports now, or empty if that is nobody or not known. */
    default Optional<String> manager(String tenant, String person) {
        return Optional.empty();
    }

    /**
     * Returns the delegations by which a person stands in for others, now or later; what is over may be left out. Each must
     * have the person as its {@link Delegation#to to}; others are not looked at.
     */
    default List<Delegation> delegations(String tenant, String person) {
        return List.of();
    }

    /**
     * Returns whether anybody of the tenant holds one of the roles now, as far as the host can say. It is asked when
     * an approval is needed, so that a run does not wait in silence for nobody.
     */
    default boolean anyoneHolds(String tenant, Set<String> roles) {
        return true;
    }

    /**
     * Returns whether anybody of the tenant holds one of the roles now besides the given persons, who may not decide. A host
     * that cannot tell answers as if nobody were left out, as this does.
     */
    default boolean anyoneHolds(String tenant, Set<String> roles, Set<String> besides) {
        return anyoneHolds(tenant, roles);
    }

    /**
     * Returns what people, agents and services are called, by id. Asked when something is shown, once for a page, and never kept. Whoever
     * is left out is called by the id, and so is everybody if it fails. Names should stay after somebody has left, as long as the host may
     * keep them.
     *
     * @param ids whom a page names; never empty
     */
    default Map<String, String> names(String tenant, Set<String> ids) {
        return Map.of();
    }

    /** Returns an identity port that keeps everything in memory, without anybody yet. */
    static Directory directory() {
        return new Directory();
    }

    /** Returns an identity that knows exactly the given actors; for tests, samples and small hosts. */
    static Identity of(Actor... actors) {
        return of(List.of(actors));
    }

    /**
     * Returns an identity that knows exactly the given actors.
     *
     * @throws IllegalArgumentException if an actor occurs twice
     */
    static Identity of(List<Actor> actors) {
        Directory directory = directory();
        for (Actor actor : actors) {
            if (directory.find(actor.tenant(), actor.id()).isPresent()) {
                throw new IllegalArgumentException(
                        "actor '" + actor.id() + "' of tenant '" + actor.tenant() + "' is given twice");
            }
            directory.add(actor);
        }
        return directory;
    }
}
