package dev.runs.storage.jdbc;

import dev.runs.storage.Lease;
import dev.runs.storage.Leases;
import dev.runs.storage.Names;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The leases in PostgreSQL: each call is one statement, and the row of the name is its lock. */
final class PostgresLeases implements Leases {
    private final JdbcStore store;
    private final PostgresWriter writer;
    private final PostgresSql sql;

    PostgresLeases(JdbcStore store, PostgresWriter writer, PostgresSql sql) {
        this.store = store;
        this.writer = writer;
        this.sql = sql;
    }

    @Override
    public Optional<Lease> take(String name, String holder, Instant now, Instant until) {
        Lease wanted = new Lease(name, holder, 1, until);
        store.refuseHostTransaction("take");
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
        store.refuseHostTransaction("find");
        return first(writer.write(
                Session.ALL_TENANTS,
                row -> new Lease(name, row.getString(1), row.getLong(2), Session.instant(row, 3)),
                sql.findLease,
                name));
    }

    @Override
    public boolean release(Lease lease) {
        store.refuseHostTransaction("release");
        return !writer.write(
                        Session.ALL_TENANTS,
                        row -> row.getLong(1),
                        sql.releaseLease,
                        lease.name(),
                        lease.holder(),
                        lease.token())
                .isEmpty();
    }

    @Override
    public int forget(Instant endedBefore) {
        store.refuseHostTransaction("forget");
        return (int) writer.count(Session.ALL_TENANTS, sql.forgetLeases, endedBefore);
    }

    private static Optional<Lease> first(List<Lease> rows) {
        return rows.stream().findFirst();
    }
}
