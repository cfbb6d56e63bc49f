package dev.runs.storage;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The leases of the store in memory. */
final class InMemoryLeases implements Leases {
    private final InMemoryRunStore store;
    private final Map<String, Last> names = new HashMap<>();

    InMemoryLeases(InMemoryRunStore store) {
        this.store = store;
    }

    /** The last lease of a name. One that was given back stays, so that its token is not given again. */
    private record Last(Lease lease, boolean givenBack) {
        boolean isHeld(Instant now) {
            return !givenBack && lease.until().isAfter(now);
        }

        boolean is(Lease other) {
            return !givenBack && lease.holder().equals(other.holder()) && lease.token() == other.token();
        }
    }

    @Override
    public Optional<Lease> take(String name, String holder, Instant now, Instant until) {
        Lease first = new Lease(name, holder, 1, until);
        return store.locked(() -> {
            Last last = names.get(name);
            Lease taken = first;
            if (last != null) {
                boolean held = last.isHeld(now);
                if (held && !last.lease.holder().equals(holder)) {
                    return Optional.empty();
                }
                taken = new Lease(name, holder, held ? last.lease.token() : last.lease.token() + 1, until);
            }
            names.put(name, new Last(taken, false));
            return Optional.of(taken);
        });
    }

    @Override
    public Optional<Lease> find(String name) {
        Names.check("lease", name);
        return store.locked(() -> Optional.ofNullable(names.get(name))
                .filter(last -> !last.givenBack)
                .map(Last::lease));
    }

    @Override
    public boolean release(Lease lease) {
        return store.locked(() -> {
            Last last = names.get(lease.name());
            if (last == null || !last.is(lease)) {
                return false;
            }
            names.put(lease.name(), new Last(last.lease, true));
            return true;
        });
    }

    @Override
    public int forget(Instant endedBefore) {
        return store.locked(() -> {
            int before = names.size();
            names.values().removeIf(last -> Position.micros(last.lease.until()) < Position.micros(endedBefore));
            return before - names.size();
        });
    }
}
