package dev.runs.storage.jdbc;

import dev.runs.storage.Lease;
import dev.runs.storage.Leases;
import dev.runs.storage.Names;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/** Leases in a table with a row for each name that was held; the token of one that was given back is below zero. */
final class JdbcLeases implements Leases {
    private final JdbcStore store;
    private final String find;
    private final String findForUpdate;
    private final String add;
    private final String change;
    private final String release;
    private final String forget;

    JdbcLeases(JdbcStore store, String forUpdate) {
        this.store = store;
        Sql sql = store.dialect().sql();
        find = sql.of("SELECT name, holder, token, until FROM {lease} WHERE name = ?");
        findForUpdate = find + forUpdate;
        add = sql.of("INSERT INTO {lease} (name, holder, token, until) VALUES (?, ?, ?, ?)");
        change = sql.of("UPDATE {lease} SET holder = ?, token = ?, until = ? WHERE name = ?");
        // A lease that was given back keeps its row, so that its token is not given again: the token is below 0.
        release = sql.of("UPDATE {lease} SET token = -token WHERE name = ? AND holder = ? AND token = ? AND token > 0");
        forget = sql.of("DELETE FROM {lease} WHERE until < ?");
    }

    @Override
    public Optional<Lease> take(String name, String holder, Instant now, Instant until) {
        Lease wanted = new Lease(name, holder, 1, until);
        store.refuseHostTransaction("take");
        OptionalLong taken = store.written(
                session -> {
                    Optional<Lease> last = last(session.overAllTenants(), findForUpdate, name);
                    if (last.isEmpty()) {
                        session.update(add, name, holder, 1, wanted.until());
                        return OptionalLong.of(1);
                    }
                    long token = last.get().token();
                    boolean held = token > 0 && last.get().until().isAfter(now);
                    if (held && !last.get().holder().equals(holder)) {
                        return OptionalLong.empty();
                    }
                    long next = held ? token : Math.abs(token) + 1;
                    session.update(change, holder, next, wanted.until(), name);
                    return OptionalLong.of(next);
                },
                OptionalLong::isPresent);
        return taken.isPresent()
                ? Optional.of(new Lease(name, holder, taken.getAsLong(), wanted.until()))
                : Optional.empty();
    }

    @Override
    public Optional<Lease> find(String name) {
        Names.check("lease", name);
        store.refuseHostTransaction("find");
        return store.sessions()
                .read(session -> last(session.overAllTenants(), find, name))
                .filter(lease -> lease.token() > 0);
    }

    private static Optional<Lease> last(Session session, String sql, String name) throws java.sql.SQLException {
        return session.find(
                sql,
                row -> new Lease(row.getString(1), row.getString(2), row.getLong(3), Session.instant(row, 4)),
                name);
    }

    @Override
    public boolean release(Lease lease) {
        store.refuseHostTransaction("release");
        return store.written(
                session -> session.overAllTenants().update(release, lease.name(), lease.holder(), lease.token()) > 0,
                released -> released);
    }

    @Override
    public int forget(Instant endedBefore) {
        store.refuseHostTransaction("forget");
        return store.written(session -> session.overAllTenants().update(forget, endedBefore), rows -> rows > 0);
    }
}
