package dev.runs.samples.crm.people;

import dev.runs.actor.Actor;
import dev.runs.actor.Identity;
import dev.runs.actor.RoleSource;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * What the library asks about people. It reads the database each time: whoever was locked, or left a team, cannot decide from
 * the next moment on. Roles come from teams alone, by the team's id, and say so. Thread-safe.
 */
final class CrmIdentity implements Identity {
    private final JdbcClient database;
    private final Machines machines;

    CrmIdentity(JdbcClient database, Machines machines) {
        this.database = database;
        this.machines = machines;
    }

    @Override
    public Optional<Actor> find(String tenant, String id) {
        Optional<Boolean> active = database.sql("select active from person where tenant = :tenant and id = :id")
                .param("tenant", tenant)
                .param("id", id)
                .query(Boolean.class)
                .optional();
        if (active.isEmpty()) {
            return machines.find(tenant, id);
        }
        return active.filter(in -> in).map(in -> withRoles(Actor.human(tenant, id)));
    }

    private Actor withRoles(Actor person) {
        Actor actor = person;
        List<Held> roles = database.sql("select r.role, t.id, t.version from team_member m"
                        + " join team t on t.tenant = m.tenant and t.id = m.team"
                        + " join team_role r on r.tenant = m.tenant and r.team = m.team"
                        // Of several teams that stand for a role, the same one is named each time.
                        + " where m.tenant = :tenant and m.person = :person order by t.id desc")
                .param("tenant", person.tenant())
                .param("person", person.id())
                .query(Held::of)
                .list();
        for (Held held : roles) {
            actor = actor.holding(held.role(), held.source());
        }
        return actor;
    }

    private record Held(String role, RoleSource source) {
        static Held of(ResultSet row, int number) throws SQLException {
            return new Held(
                    row.getString("role"),
                    new RoleSource("scim:" + row.getString("id"), "W/\"" + row.getLong("version") + "\""));
        }
    }

    /** Also of those who are locked: what they did is still shown. */
    @Override
    public Map<String, String> names(String tenant, Set<String> ids) {
        Map<String, String> names = new HashMap<>();
        ids.forEach(id -> machines.name(id).ifPresent(name -> names.put(id, name)));
        database.sql("select id, display_name from person where tenant = :tenant and id = any (:ids)")
                .param("tenant", tenant)
                .param("ids", ids.toArray(String[]::new))
                .query((RowCallbackHandler) row -> names.put(row.getString("id"), row.getString("display_name")));
        return names;
    }

    /** A manager who is locked is none: a question to them would wait for ever. */
    @Override
    public Optional<String> manager(String tenant, String person) {
        return database.sql("select m.id from person p join person m on m.tenant = p.tenant and m.id = p.manager"
                        + " where p.tenant = :tenant and p.id = :person and m.active")
                .param("tenant", tenant)
                .param("person", person)
                .query(String.class)
                .optional();
    }

    @Override
    public boolean anyoneHolds(String tenant, Set<String> roles) {
        return anyoneHolds(tenant, roles, Set.of());
    }

    @Override
    public boolean anyoneHolds(String tenant, Set<String> roles, Set<String> besides) {
        return database
                .sql("select distinct p.id from person p"
                        + " join team_member m on m.tenant = p.tenant and m.person = p.id"
                        + " join team_role r on r.tenant = m.tenant and r.team = m.team"
                        + " where p.tenant = :tenant and p.active and r.role = any (:roles)")
                .param("tenant", tenant)
                .param("roles", roles.toArray(String[]::new))
                .query(String.class)
                .list()
                .stream()
                .anyMatch(person -> !besides.contains(person));
    }
}
