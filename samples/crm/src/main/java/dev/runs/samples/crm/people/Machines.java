package dev.runs.samples.crm.people;

import dev.runs.actor.Actor;
import java.util.Optional;

/** The actors of a tenant that are not people: agents and programs. */
@FunctionalInterface
public interface Machines {
    /** Returns the agent or program with an id. */
    Optional<Actor> find(String tenant, String id);

    /** Returns what people call it. */
    default Optional<String> name(String id) {
        return Optional.empty();
    }
}
