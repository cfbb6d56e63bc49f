package dev.runs.kit;

import dev.runs.actor.Actor;
import dev.runs.actor.ActorKind;
import dev.runs.actor.Identity;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A directory that tests change while runs wait. */
public final class People implements Identity {
    private final Map<String, Actor> known = new ConcurrentHashMap<>();
    private volatile boolean broken;

    public Actor add(Actor actor) {
        known.put(actor.tenant() + "/" + actor.id(), actor);
        return actor;
    }

    public void remove(Actor actor) {
        known.remove(actor.tenant() + "/" + actor.id());
    }

    /** From now on every question fails. */
    public void breakDown() {
        broken = true;
    }

    /** The directory answers again. */
    public void mend() {
        broken = false;
    }

    private void check() {
        if (broken) {
            throw new IllegalStateException("the directory is out of order");
        }
    }

    @Override
    public Optional<Actor> find(String tenant, String id) {
        check();
        return Optional.ofNullable(known.get(tenant + "/" + id));
    }

    @Override
    public boolean anyoneHolds(String tenant, Set<String> roles) {
        check();
        return known.values().stream()
                .anyMatch(actor -> actor.tenant().equals(tenant)
                        && actor.kind() == ActorKind.HUMAN
                        && actor.roles().stream().anyMatch(roles::contains));
    }
}
