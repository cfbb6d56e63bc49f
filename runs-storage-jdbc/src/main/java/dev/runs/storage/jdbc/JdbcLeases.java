package dev.runs.storage.jdbc;

import dev.runs.storage.Lease;
import dev.runs.storage.Leases;
import dev.runs.storage.Names;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/** Leases in a table with a row for each name that was ever held; one that was given back ended at the beginning of time. */
final class JdbcLeases implements Leases {
    private static final Instant GIVEN_BACK = Instant.parse("0001-01-01T00:00:00Z");

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
        release = sql.of("UPDATE {lease} SET until = ? WHERE name = ? AND holder = ? AND token = ? AND until > ?");
        forget = sql.of("DELETE FROM {lease} WHERE until < ?");
    }

    @Override
    public Optional<Lease> take(String name, String holder, Instant now, Instant until) {
        Lease wanted = new Lease(name, holder, 1, until);
        store.refuseHostTransaction("take");
        OptionalLong token = store.written(
                session -> {
                    Optional<Lease> last = find(session.overAllTenants(), findForUpdate, name);
                    if (last.isEmpty()) {
                        session.update(add, name, holder, 1, wanted.until());
                        return OptionalLong.of(1);
                    }
                    boolean held = last.get().until().isAfter(now);
                    if (held && !last.get().holder().equals(holder)) {
                        return OptionalLong.empty();
                    }
                    long next = held ? last.get().token() : last.get().token() + 1;
                    session.update(change, holder, next, wanted.until(), name);
                    return OptionalLong.of(next);
                },
                OptionalLong::isPresent);
        return token.isPresent()
                ? Optional.of(new Lease(name, holder, token.getAsLong(), wanted.until()))
                : Optional.empty();
    }

    @Override
    public Optional<Lease> find(String name) {
        Names.check("lease", name);
        return store.sessions()
                .read(session -> find(session.overAllTenants(), find, name))
                .filter(lease -> lease.until().isAfter(GIVEN_BACK));
    }

    private static Optional<Lease> find(Session session, String sql, String name) throws java.sql.SQLException {
        return session.find(
                sql,
                row -> new Lease(row.getString(1), row.getString(2), row.getLong(3), Session.instant(row, 4)),
                name);
    }

    @Override
    public boolean release(Lease lease) {
        store.refuseHostTransaction("release");
        return store.written(
                session -> session.overAllTenants()
                                .update(release, GIVEN_BACK, lease.name(), lease.holder(), lease.token(), GIVEN_BACK)
                        > 0,
                released -> released);
    }

    @Override
    public int forget(Instant endedBefore) {
        store.refuseHostTransaction("forget");
        return store.written(session -> session.overAllTenants().update(forget, endedBefore), rows -> rows > 0);
    }
}
