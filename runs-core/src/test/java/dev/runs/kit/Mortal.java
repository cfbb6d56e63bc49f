package dev.runs.kit;

import dev.runs.storage.Lease;
import dev.runs.storage.Leases;
import java.time.Instant;
import java.util.Optional;

/** A store whose processes can be killed: a dead one gives no lease back. */
public class Mortal extends StoreWrapper {
    private volatile boolean killing;
    private volatile boolean refusing;

    /** From now on whoever ends leaves its leases behind, as a killed process does. */
    public void kill() {
        killing = true;
    }

    /** From now on ends are ends again. */
    public void live() {
        killing = false;
    }

    /** From now on nobody gets a lease. */
    public void refuseLeases() {
        refusing = true;
    }

    @Override
    public Leases leases() {
        Leases leases = super.leases();
        return new Leases() {
            @Override
            public Optional<Lease> take(String name, String holder, Instant now, Instant until) {
                return refusing ? Optional.empty() : leases.take(name, holder, now, until);
            }

            @Override
            public Optional<Lease> find(String name) {
                return leases.find(name);
            }

            @Override
            public boolean release(Lease lease) {
                return !killing && leases.release(lease);
            }

            @Override
            public int forget(Instant endedBefore) {
                return leases.forget(endedBefore);
            }
        };
    }
}
