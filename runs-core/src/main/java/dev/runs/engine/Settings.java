package dev.runs.engine;

import dev.runs.access.AccessPolicy;
import dev.runs.action.ActionCatalog;
import dev.runs.actor.Identity;
import dev.runs.codec.Codec;
import dev.runs.gate.DayCount;
import dev.runs.gate.FactSource;
import dev.runs.gate.Gate;
import dev.runs.storage.RunStore;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;

/**
 * Everything that an engine is made of.
 *
 * @param store where runs are kept
 * @param catalog what can be done
 * @param gate the rules
 * @param identity who is who
 * @param handlers how each action type is performed
 * @param clock the time
 * @param ids where ids and salts come from
 * @param permitValidity how long a permit holds
 * @param codec in which form runs are stored
 * @param lease how long a worker, or a process that serves a reader of the feed, counts as alive without a sign of life
 * @param feedKept how many changes the feed keeps
 * @param cachedSteps how many steps the runs that are kept in memory may have together; 0 to keep none
 * @param factSource what the host knows that rules may ask about
 * @param dayCount how much was done today
 * @param access who may see and do what
 * @param linkKeys with which decision links are sealed; empty if there are none
 * @since 0.1.0
 */
public record Settings(
        RunStore store,
        ActionCatalog catalog,
        Gate gate,
        Identity identity,
        Map<String, Registration> handlers,
        InstantSource clock,
        IdSource ids,
        Duration permitValidity,
        Codec codec,
        Duration lease,
        long feedKept,
        int cachedSteps,
        FactSource factSource,
        DayCount dayCount,
        AccessPolicy access,
        Optional<LinkKeys> linkKeys) {
    /** Copies the map. */
    public Settings {
        handlers = Map.copyOf(handlers);
    }

    /**
     * A handler with what its author says about it.
     *
     * @param handler the handler
     * @param repeatable whether calling it again with the same key does no harm
     * @since 0.1.0
     */
    public record Registration(Handler handler, boolean repeatable) {}
}
