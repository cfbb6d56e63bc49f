package dev.runs.storage.jdbc;

import dev.runs.storage.Lease;
import dev.runs.storage.Leases;
import dev.runs.storage.Names;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The leases in PostgreSQL: each call is one statement, and the row of the name is its lock. */
final class PostgresLeases implements Leases {
    /** When a lease ended that was given back: before every other. */
    private static final Instant GIVEN_BACK = Instant.parse("0001-01-01T00:00:00Z");

    private final PostgresWriter writer;
    private final PostgresSql sql;
    private final Runnable noHostTransaction;

    /**
     * Makes the leases.
     *
     * @param noHostTransaction fails on a thread that holds a transaction of the host
     */
    PostgresLeases(PostgresWriter writer, PostgresSql sql, Runnable noHostTransaction) {
        this.writer = writer;
        this.sql = sql;
        this.noHostTransaction = noHostTransaction;
    }

    @Override
    public Optional<Lease> take(String name, String holder, Instant now, Instant until) {
        Lease wanted = new Lease(name, holder, 1, until);
        noHostTransaction.run();
        return first(writer.write(
                Session.ALL_TENANTS,
                row -> new Lease(name, holder, row.getLong(1), wanted.until()),
                sql.takeLease,
                name,
                holder,
                wanted.until(),
                now,
                now));
    }

    @Override
    public Optional<Lease> find(String name) {
        Names.check("lease", name);
        noHostTransaction.run();
        return first(writer.write(
                Session.ALL_TENANTS,
                row -> new Lease(name, row.getString(1), row.getLong(2), Session.instant(row, 3)),
                sql.findLease,
                name,
                GIVEN_BACK));
    }

    @Override
    public boolean release(Lease lease) {
        noHostTransaction.run();
        return !writer.write(
                        Session.ALL_TENANTS,
                        row -> row.getLong(1),
                        sql.releaseLease,
                        GIVEN_BACK,
                        lease.name(),
                        lease.holder(),
                        lease.token(),
                        GIVEN_BACK)
                .isEmpty();
    }

    @Override
    public int forget(Instant endedBefore) {
        noHostTransaction.run();
        return (int) writer.count(Session.ALL_TENANTS, sql.forgetLeases, Instants.upTo(endedBefore));
    }

    private static Optional<Lease> first(List<Lease> rows) {
        return rows.stream().findFirst();
    }
}
