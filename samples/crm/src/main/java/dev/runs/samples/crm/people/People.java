package dev.runs.samples.crm.people;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/** The people of all tenants; whoever asks says of which one. Thread-safe. */
public class People {
    private static final String COLUMNS = "tenant, id, user_name, external_id, display_name, given_name, family_name,"
            + " email, title, manager, active, version, created, changed";

    private final JdbcClient database;
    private final TransactionOperations transactions;
    private final InstantSource clock;

    /** Keeps people in a database whose transactions are the given ones. */
    public People(JdbcClient database, TransactionOperations transactions, InstantSource clock) {
        this.database = database;
        this.transactions = transactions;
        this.clock = clock;
    }

    /** Returns a person. */
    public Optional<Person> find(String tenant, String id) {
        return one(tenant, new PersonFilter(PersonFilter.By.ID, id));
    }

    /** Returns the person whom a sign-in server knows by a key. */
    public Optional<Person> signingIn(String tenant, String externalId) {
        return one(tenant, new PersonFilter(PersonFilter.By.EXTERNAL_ID, externalId))
                .filter(person -> person.details().active());
    }

    /** Returns whether there is such a person, and they may come in. */
    public boolean isActive(String tenant, String id) {
        return find(tenant, id).filter(person -> person.details().active()).isPresent();
    }

    /** Returns a part of the people in the order of their ids. */
    public Page<Person> list(String tenant, Optional<PersonFilter> filter, long skipped, int count) {
        String condition = " from person where tenant = :tenant"
                + filter.map(some -> " and " + some.by().condition).orElse("");
        String value = filter.map(PersonFilter::value).orElse("");
        long total = database.sql("select count(*)" + condition)
                .param("tenant", tenant)
                .param("value", value)
                .query(Long.class)
                .single();
        List<Person> items = database.sql("select " + COLUMNS + condition + " order by id limit :count offset :skipped")
                .param("tenant", tenant)
                .param("value", value)
                .param("count", count)
                .param("skipped", skipped)
                .query(People::person)
                .list();
        return new Page<>(total, items);
    }

    /**
     * Adds a person under an id that nobody had before.
     *
     * @throws TakenException if somebody has the user name or the external id
     * @throws NobodyException if the manager is not known
     */
    public Person add(String tenant, PersonDetails details) {
        return add(tenant, UUID.randomUUID().toString(), details);
    }

    Person add(String tenant, String id, PersonDetails details) {
        OffsetDateTime now = clock.instant().atOffset(ZoneOffset.UTC);
        write(
                tenant,
                details,
                () -> database.sql("insert into person (" + COLUMNS + ") values (:tenant, :id,"
                                + " :userName, :externalId, :displayName, :givenName, :familyName, :email, :title, :manager,"
                                + " :active, 1, :now, :now)")
                        .paramSource(new Row(tenant, id, details, now))
                        .update());
        return find(tenant, id).orElseThrow(() -> NobodyException.asked("person", id));
    }

    /**
     * Changes a person. Who changes at the same time waits; a change that changes nothing is none.
     *
     * @param seen the version that was seen; empty to change any
     * @throws NobodyException if the person, or the manager, is not known
     * @throws StaleException if the version is another by now
     * @throws TakenException if somebody else has the user name or the external id
     */
    public Person change(String tenant, String id, OptionalLong seen, UnaryOperator<PersonDetails> change) {
        return transactions.execute(status -> {
            Person before = database.sql(
                            "select " + COLUMNS + " from person where tenant = :tenant and id = :id for update")
                    .param("tenant", tenant)
                    .param("id", id)
                    .query(People::person)
                    .optional()
                    .orElseThrow(() -> NobodyException.asked("person", id));
            if (seen.isPresent() && seen.getAsLong() != before.version()) {
                throw new StaleException("person '" + id + "'", seen.getAsLong(), before.version());
            }
            PersonDetails after = change.apply(before.details());
            if (after.equals(before.details())) {
                return before;
            }
            OffsetDateTime now = clock.instant().atOffset(ZoneOffset.UTC);
            write(
                    tenant,
                    after,
                    () -> database.sql("update person set user_name = :userName,"
                                    + " external_id = :externalId, display_name = :displayName, given_name = :givenName,"
                                    + " family_name = :familyName, email = :email, title = :title, manager = :manager,"
                                    + " active = :active, version = version + 1, changed = :now"
                                    + " where tenant = :tenant and id = :id")
                            .paramSource(new Row(tenant, id, after, now))
                            .update());
            return find(tenant, id).orElseThrow(() -> NobodyException.asked("person", id));
        });
    }

    /**
     * Forgets a person. The teams they were in change by that; whoever reported to them reports to nobody.
     *
     * @param seen the version that was seen; empty for any
     * @throws NobodyException if there is no such person
     * @throws StaleException if the version is another by now
     */
    public void remove(String tenant, String id, OptionalLong seen) {
        transactions.executeWithoutResult(status -> {
            change(tenant, id, seen, details -> details);
            database.sql("update team set version = version + 1, changed = :now where tenant = :tenant and id in"
                            + " (select team from team_member where tenant = :tenant and person = :id)")
                    .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                    .param("tenant", tenant)
                    .param("id", id)
                    .update();
            database.sql("update person set manager = null, version = version + 1, changed = :now"
                            + " where tenant = :tenant and manager = :id")
                    .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                    .param("tenant", tenant)
                    .param("id", id)
                    .update();
            database.sql("delete from person where tenant = :tenant and id = :id")
                    .param("tenant", tenant)
                    .param("id", id)
                    .update();
        });
    }

    private Optional<Person> one(String tenant, PersonFilter filter) {
        return database.sql("select " + COLUMNS + " from person where tenant = :tenant and " + filter.by().condition)
                .param("tenant", tenant)
                .param("value", filter.value())
                .query(People::person)
                .optional();
    }

    private void write(String tenant, PersonDetails details, Runnable statement) {
        if (details.manager().isPresent()
                && find(tenant, details.manager().get()).isEmpty()) {
            throw NobodyException.named("manager", details.manager().get());
        }
        try {
            statement.run();
        } catch (DuplicateKeyException taken) {
            throw new TakenException(
                    String.valueOf(taken.getMessage()).contains("person_external_id")
                            ? "externalId '" + details.externalId().orElse("") + "'"
                            : "userName '" + details.userName() + "'");
        } catch (DataIntegrityViolationException gone) {
            // The manager was there a moment ago.
            if (details.manager().isEmpty()) {
                throw gone;
            }
            throw NobodyException.named("manager", details.manager().get());
        }
    }

    private static Person person(ResultSet row, int number) throws SQLException {
        return new Person(
                row.getString("id"),
                new PersonDetails(
                        row.getString("user_name"),
                        Optional.ofNullable(row.getString("external_id")),
                        row.getString("display_name"),
                        Optional.ofNullable(row.getString("given_name")),
                        Optional.ofNullable(row.getString("family_name")),
                        Optional.ofNullable(row.getString("email")),
                        Optional.ofNullable(row.getString("title")),
                        Optional.ofNullable(row.getString("manager")),
                        row.getBoolean("active")),
                row.getLong("version"),
                row.getObject("created", OffsetDateTime.class).toInstant(),
                row.getObject("changed", OffsetDateTime.class).toInstant());
    }

    /** A row to write, by the names of the statements' parameters. */
    private record Row(
            String tenant,
            String id,
            String userName,
            @Nullable String externalId,
            String displayName,
            @Nullable String givenName,
            @Nullable String familyName,
            @Nullable String email,
            @Nullable String title,
            @Nullable String manager,
            boolean active,
            OffsetDateTime now) {
        Row(String tenant, String id, PersonDetails details, OffsetDateTime now) {
            this(
                    tenant,
                    id,
                    details.userName(),
                    details.externalId().orElse(null),
                    details.displayName(),
                    details.givenName().orElse(null),
                    details.familyName().orElse(null),
                    details.email().orElse(null),
                    details.title().orElse(null),
                    details.manager().orElse(null),
                    details.active(),
                    now);
        }
    }
}
