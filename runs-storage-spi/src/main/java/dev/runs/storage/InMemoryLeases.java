package dev.runs.storage;

import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The leases of the store in memory. */
final class InMemoryLeases implements Leases {
    private static final Instant GIVEN_BACK = Instant.parse("0001-01-01T00:00:00Z");

    private final InMemoryRunStore store;
    /** The last lease of each name; one that was given back ended at the beginning of time. */
    private final Map<String, Lease> leases = new HashMap<>();

    InMemoryLeases(InMemoryRunStore store) {
        this.store = store;
    }

    @Override
    public Optional<Lease> take(String name, String holder, Instant now, Instant until) {
        Lease wanted = new Lease(name, holder, 1, until);
        return store.locked(() -> {
            Lease last = leases.get(name);
            Lease taken = wanted;
            if (last != null) {
                boolean held = last.until().isAfter(now);
                if (held && !last.holder().equals(holder)) {
                    return Optional.empty();
                }
                taken = new Lease(name, holder, held ? last.token() : last.token() + 1, wanted.until());
            }
            leases.put(name, taken);
            return Optional.of(taken);
        });
    }

    @Override
    public Optional<Lease> find(String name) {
        Names.check("lease", name);
        return store.locked(() -> Optional.ofNullable(leases.get(name))
                .filter(lease -> lease.until().isAfter(GIVEN_BACK)));
    }

    @Override
    public boolean release(Lease lease) {
        return store.locked(() -> {
            boolean had = find(lease.name())
                    .filter(last -> last.holder().equals(lease.holder()) && last.token() == lease.token())
                    .isPresent();
            if (had) {
                leases.put(lease.name(), new Lease(lease.name(), lease.holder(), lease.token(), GIVEN_BACK));
            }
            return had;
        });
    }

    @Override
    public int forget(Instant endedBefore) {
        return store.locked(() -> {
            Collection<Lease> kept = leases.values();
            int before = kept.size();
            kept.removeIf(lease -> lease.until().isBefore(endedBefore));
            return before - kept.size();
        });
    }
}
