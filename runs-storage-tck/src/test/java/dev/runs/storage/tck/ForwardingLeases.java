package dev.runs.storage.tck;

import dev.runs.storage.Lease;
import dev.runs.storage.Leases;
import java.time.Instant;
import java.util.Optional;

/** Right leases; those that break one rule override one method of them. */
class ForwardingLeases implements Leases {
    final Leases right;

    ForwardingLeases(Leases right) {
        this.right = right;
    }

    @Override
    public Optional<Lease> take(String name, String holder, Instant now, Instant until) {
        return right.take(name, holder, now, until);
    }

    @Override
    public Optional<Lease> find(String name) {
        return right.find(name);
    }

    @Override
    public boolean release(Lease lease) {
        return right.release(lease);
    }

    @Override
    public int forget(Instant endedBefore) {
        return right.forget(endedBefore);
    }
}
