package dev.runs.storage.tck;

import dev.runs.storage.Lease;
import dev.runs.storage.Leases;
import dev.runs.storage.RunStore;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/** Stores whose leases break one rule. */
final class BrokenLeases {
    private BrokenLeases() {}

    static Map<String, Supplier<RunStore>> all() {
        Map<String, Supplier<RunStore>> stores = new HashMap<>();
        stores.put("G18 gives the same token to the next holder", () -> leases(SameToken::new));
        stores.put("G18 never ends a lease", () -> leases(NeverEnds::new));
        stores.put("G18 ends a lease a microsecond after its end", () -> leases(EndsLate::new));
        stores.put("G18 takes a name from its holder", () -> leases(Takes::new));
        stores.put("G18 renews with a new token", () -> leases(NewToken::new));
        stores.put("G18 lets an old token give the name back", () -> leases(AnyToken::new));
        stores.put("G18 lets another holder give the name back", () -> leases(AnyHolder::new));
        stores.put("G18 begins at 1 again when a name was given back", () -> leases(BeginsAgain::new));
        stores.put("G18 forgets at once what was given back", () -> leases(ForgetsGivenBack::new));
        stores.put("G18 looks whether a name is free before it takes it", () -> leases(LooksFirst::new));
        stores.put("G18 finds what was given back", () -> leases(FindsGivenBack::new));
        stores.put("G18 forgets what has just ended too", () -> leases(ForgetsEarly::new));
        return stores;
    }

    private static RunStore leases(UnaryOperator<Leases> leases) {
        return new ForwardingStore() {
            private final Leases broken = leases.apply(right.leases());

            @Override
            public Leases leases() {
                return broken;
            }
        };
    }

    private static Lease with(Lease lease, long token) {
        return new Lease(lease.name(), lease.holder(), token, lease.until());
    }

    private static final class SameToken extends ForwardingLeases {
        SameToken(Leases right) {
            super(right);
        }

        @Override
        public Optional<Lease> take(String name, String holder, Instant now, Instant until) {
            return super.take(name, holder, now, until).map(lease -> with(lease, 1));
        }
    }

    private static final class NeverEnds extends ForwardingLeases {
        NeverEnds(Leases right) {
            super(right);
        }

        @Override
        public Optional<Lease> take(String name, String holder, Instant now, Instant until) {
            return super.take(name, holder, Draft.NOON.minusSeconds(1), until);
        }
    }

    private static final class EndsLate extends ForwardingLeases {
        EndsLate(Leases right) {
            super(right);
        }

        @Override
        public Optional<Lease> take(String name, String holder, Instant now, Instant until) {
            return super.take(name, holder, now.minusNanos(1_000), until);
        }
    }

    private static final class Takes extends ForwardingLeases {
        Takes(Leases right) {
            super(right);
        }

        @Override
        public synchronized Optional<Lease> take(String name, String holder, Instant now, Instant until) {
            Optional<Lease> taken = super.take(name, holder, now, until);
            return taken.isPresent() ? taken : super.take(name, holder, Draft.at(1_000_000), until);
        }
    }

    private static final class NewToken extends ForwardingLeases {
        NewToken(Leases right) {
            super(right);
        }

        @Override
        public synchronized Optional<Lease> take(String name, String holder, Instant now, Instant until) {
            find(name).filter(lease -> lease.holder().equals(holder)).ifPresent(super::release);
            return super.take(name, holder, now, until);
        }
    }

    private static final class AnyToken extends ForwardingLeases {
        AnyToken(Leases right) {
            super(right);
        }

        @Override
        public synchronized boolean release(Lease lease) {
            return find(lease.name())
                    .filter(last -> last.holder().equals(lease.holder()) && super.release(last))
                    .isPresent();
        }
    }

    private static final class AnyHolder extends ForwardingLeases {
        AnyHolder(Leases right) {
            super(right);
        }

        @Override
        public synchronized boolean release(Lease lease) {
            return find(lease.name())
                    .filter(last -> last.token() == lease.token() && super.release(last))
                    .isPresent();
        }
    }

    private static final class BeginsAgain extends ForwardingLeases {
        /** What a name's token was when it was given back last. */
        private final Map<String, Long> back = new ConcurrentHashMap<>();

        BeginsAgain(Leases right) {
            super(right);
        }

        @Override
        public Optional<Lease> take(String name, String holder, Instant now, Instant until) {
            return super.take(name, holder, now, until)
                    .map(lease -> with(lease, lease.token() - back.getOrDefault(name, 0L)));
        }

        @Override
        public boolean release(Lease lease) {
            long before = back.getOrDefault(lease.name(), 0L);
            boolean had = super.release(with(lease, lease.token() + before));
            if (had) {
                back.put(lease.name(), lease.token() + before);
            }
            return had;
        }
    }

    private static final class ForgetsGivenBack extends ForwardingLeases {
        ForgetsGivenBack(Leases right) {
            super(right);
        }

        @Override
        public synchronized boolean release(Lease lease) {
            boolean had = super.release(lease);
            if (had) {
                // The row is gone, as by a DELETE.
                super.take(lease.name(), lease.holder(), lease.until(), Instant.parse("0001-01-01T00:00:00Z"));
                super.forget(Instant.parse("0001-01-02T00:00:00Z"));
            }
            return had;
        }
    }

    private static final class LooksFirst extends ForwardingLeases {
        LooksFirst(Leases right) {
            super(right);
        }

        private final AtomicInteger inside = new AtomicInteger();

        @Override
        public Optional<Lease> take(String name, String holder, Instant now, Instant until) {
            boolean free = find(name)
                    .filter(lease ->
                            lease.until().isAfter(now) && !lease.holder().equals(holder))
                    .isEmpty();
            meetAnother();
            if (!free) {
                return Optional.empty();
            }
            Optional<Lease> taken = super.take(name, holder, now, until);
            return taken.isPresent() ? taken : Optional.of(new Lease(name, holder, 1, until));
        }

        /** Gives another thread the time to look too, if there is one. */
        private void meetAnother() {
            inside.incrementAndGet();
            for (int i = 0; i < 100_000 && inside.get() < 2; i++) {
                Thread.onSpinWait();
            }
            inside.decrementAndGet();
        }
    }

    private static final class FindsGivenBack extends ForwardingLeases {
        private final Map<String, Lease> last = new ConcurrentHashMap<>();

        FindsGivenBack(Leases right) {
            super(right);
        }

        @Override
        public Optional<Lease> take(String name, String holder, Instant now, Instant until) {
            Optional<Lease> taken = super.take(name, holder, now, until);
            taken.ifPresent(lease -> last.put(name, lease));
            return taken;
        }

        @Override
        public Optional<Lease> find(String name) {
            return super.find(name).or(() -> Optional.ofNullable(last.get(name)));
        }
    }

    private static final class ForgetsEarly extends ForwardingLeases {
        ForgetsEarly(Leases right) {
            super(right);
        }

        @Override
        public int forget(Instant endedBefore) {
            return super.forget(endedBefore.plusNanos(1_000));
        }
    }
}
