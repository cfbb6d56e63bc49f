package dev.runs.kit;

import dev.runs.actor.Actor;
import dev.runs.actor.ActorKind;
import dev.runs.actor.Identity;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/** A directory that tests change while runs wait. */
public final class People implements Identity {
    private final Map<String, Actor> known = new ConcurrentHashMap<>();
    private final Map<String, String> names = new ConcurrentHashMap<>();
    private volatile boolean broken;
    private volatile boolean nameless;
    private volatile int askedForNames;

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

    /** Says what somebody is called. */
    public void name(Actor actor, String name) {
        names.put(actor.tenant() + "/" + actor.id(), name);
    }

    /** From now on questions for names fail, and no others. */
    public void forgetNames() {
        nameless = true;
    }

    /** Returns how often somebody asked for names. */
    public int askedForNames() {
        return askedForNames;
    }

    @Override
    public synchronized Map<String, String> names(String tenant, Set<String> ids) {
        askedForNames++;
        if (nameless) {
            throw new IllegalStateException("the directory has no names");
        }
        return ids.stream()
                .filter(id -> names.containsKey(tenant + "/" + id))
                .collect(Collectors.toMap(id -> id, id -> names.get(tenant + "/" + id)));
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
