package dev.runs.samples.crm.people;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/** The teams of all tenants, and what they stand for in the rules; whoever asks says of which tenant. Thread-safe. */
public class Teams {
    private static final String SELECT = "select id, display_name, external_id, version, created, changed,"
            + " array(select m.person from team_member m where m.tenant = team.tenant and m.team = team.id"
            + " order by m.person) as members";

    private final JdbcClient database;
    private final TransactionOperations transactions;
    private final InstantSource clock;

    /** Keeps teams in a database whose transactions are the given ones. */
    public Teams(JdbcClient database, TransactionOperations transactions, InstantSource clock) {
        this.database = database;
        this.transactions = transactions;
        this.clock = clock;
    }

    /** Returns a team. */
    public Optional<Team> find(String tenant, String id) {
        return find(tenant, id, "");
    }

    /** Returns a part of the teams in the order of their ids. */
    public Page<Team> list(String tenant, Optional<TeamFilter> filter, long skipped, int count) {
        String condition = " from team where tenant = :tenant"
                + filter.map(some -> " and " + some.by().condition).orElse("");
        String value = filter.map(TeamFilter::value).orElse("");
        long total = database.sql("select count(*)" + condition)
                .param("tenant", tenant)
                .param("value", value)
                .query(Long.class)
                .single();
        List<Team> items = database.sql(SELECT + condition + " order by id limit :count offset :skipped")
                .param("tenant", tenant)
                .param("value", value)
                .param("count", count)
                .param("skipped", skipped)
                .query(Teams::team)
                .list();
        return new Page<>(total, items);
    }

    /** Returns the teams in which a person is. */
    public List<Team> of(String tenant, String person) {
        return list(tenant, Optional.of(new TeamFilter(TeamFilter.By.MEMBER, person)), 0, Integer.MAX_VALUE)
                .items();
    }

    /**
     * Adds a team under an id that no team had before. It stands for nothing until somebody says so.
     *
     * @throws TakenException if another has the external id
     * @throws NobodyException if a member is not known
     */
    public Team add(String tenant, TeamDetails details) {
        return add(tenant, UUID.randomUUID().toString(), details);
    }

    Team add(String tenant, String id, TeamDetails details) {
        return transactions.execute(status -> {
            try {
                database.sql("insert into team (tenant, id, display_name, external_id, version, created, changed)"
                                + " values (:tenant, :id, :displayName, :externalId, 1, :now, :now)")
                        .param("tenant", tenant)
                        .param("id", id)
                        .param("displayName", details.displayName())
                        .param("externalId", details.externalId().orElse(null))
                        .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                        .update();
            } catch (DuplicateKeyException taken) {
                throw taken(details);
            }
            details.members().forEach(person -> join(tenant, id, person));
            return find(tenant, id).orElseThrow(() -> NobodyException.asked("team", id));
        });
    }

    /**
     * Changes a team. Who changes it at the same time waits; a change that changes nothing is none.
     *
     * @param seen the version that was seen; empty to change any
     * @throws NobodyException if the team, or a member, is not known
     * @throws StaleException if the version is another by now
     * @throws TakenException if another has the external id
     */
    public Team change(String tenant, String id, OptionalLong seen, UnaryOperator<TeamDetails> change) {
        return transactions.execute(status -> {
            Team before = seen(tenant, id, seen);
            TeamDetails after = change.apply(before.details());
            if (after.equals(before.details())) {
                return before;
            }
            try {
                database.sql("update team set display_name = :displayName, external_id = :externalId,"
                                + " version = version + 1, changed = :now where tenant = :tenant and id = :id")
                        .param("tenant", tenant)
                        .param("id", id)
                        .param("displayName", after.displayName())
                        .param("externalId", after.externalId().orElse(null))
                        .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                        .update();
            } catch (DuplicateKeyException taken) {
                throw taken(after);
            }
            Set<String> gone = new LinkedHashSet<>(before.details().members());
            gone.removeAll(after.members());
            gone.forEach(person -> leave(tenant, id, person));
            Set<String> come = new LinkedHashSet<>(after.members());
            come.removeAll(before.details().members());
            come.forEach(person -> join(tenant, id, person));
            return find(tenant, id).orElseThrow(() -> NobodyException.asked("team", id));
        });
    }

    /**
     * Forgets a team; nobody decides in its name any more.
     *
     * @param seen the version that was seen; empty for any
     * @throws NobodyException if there is no such team
     * @throws StaleException if the version is another by now
     */
    public void remove(String tenant, String id, OptionalLong seen) {
        transactions.executeWithoutResult(status -> {
            seen(tenant, id, seen);
            database.sql("delete from team where tenant = :tenant and id = :id")
                    .param("tenant", tenant)
                    .param("id", id)
                    .update();
        });
    }

    /** Returns the words of the rule packs for which a team stands. */
    public Set<String> roles(String tenant, String id) {
        return new TreeSet<>(database.sql("select role from team_role where tenant = :tenant and team = :id")
                .param("tenant", tenant)
                .param("id", id)
                .query(String.class)
                .list());
    }

    /**
     * Says for which words of the rule packs a team stands from now on.
     *
     * @throws NobodyException if there is no such team
     */
    public void standsFor(String tenant, String id, Set<String> roles) {
        transactions.executeWithoutResult(status -> {
            seen(tenant, id, OptionalLong.empty());
            database.sql("delete from team_role where tenant = :tenant and team = :id")
                    .param("tenant", tenant)
                    .param("id", id)
                    .update();
            for (String role : new TreeSet<>(roles)) {
                database.sql("insert into team_role (tenant, team, role) values (:tenant, :id, :role)")
                        .param("tenant", tenant)
                        .param("id", id)
                        .param("role", role)
                        .update();
            }
        });
    }

    private Team seen(String tenant, String id, OptionalLong version) {
        Team team = find(tenant, id, " for update").orElseThrow(() -> NobodyException.asked("team", id));
        if (version.isPresent() && version.getAsLong() != team.version()) {
            throw new StaleException("team '" + id + "'", version.getAsLong(), team.version());
        }
        return team;
    }

    private Optional<Team> find(String tenant, String id, String locked) {
        return database.sql(SELECT + " from team where tenant = :tenant and id = :id" + locked)
                .param("tenant", tenant)
                .param("id", id)
                .query(Teams::team)
                .optional();
    }

    private void join(String tenant, String team, String person) {
        int known = database.sql("insert into team_member (tenant, team, person)"
                        + " select tenant, :team, id from person where tenant = :tenant and id = :person")
                .param("tenant", tenant)
                .param("team", team)
                .param("person", person)
                .update();
        if (known == 0) {
            throw NobodyException.named("member", person);
        }
    }

    private void leave(String tenant, String team, String person) {
        database.sql("delete from team_member where tenant = :tenant and team = :team and person = :person")
                .param("tenant", tenant)
                .param("team", team)
                .param("person", person)
                .update();
    }

    private static Team team(ResultSet row, int number) throws SQLException {
        String[] members = (String[]) row.getArray("members").getArray();
        return new Team(
                row.getString("id"),
                new TeamDetails(
                        row.getString("display_name"),
                        Optional.ofNullable(row.getString("external_id")),
                        new LinkedHashSet<>(List.of(members))),
                row.getLong("version"),
                row.getObject("created", OffsetDateTime.class).toInstant(),
                row.getObject("changed", OffsetDateTime.class).toInstant());
    }

    private static TakenException taken(TeamDetails details) {
        return new TakenException("externalId '" + details.externalId().orElse("") + "'");
    }
}
