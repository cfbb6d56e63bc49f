package dev.runs.samples.crm.people;

import dev.runs.record.Names;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.springframework.jdbc.core.simple.JdbcClient;

/** To whom a question can be handed on: the people of a tenant who hold a role, and the roles. Thread-safe. */
public class Colleagues {
    /** A longer list nobody reads; whoever is missing is named by their key. */
    private static final int MOST = 500;

    private final JdbcClient database;

    /** Looks them up in a database. */
    public Colleagues(JdbcClient database) {
        this.database = database;
    }

    /**
     * Somebody who can be asked.
     *
     * @param key the person's key, or the role's name
     * @param words what people call them
     */
    public record Choice(String key, String words) {}

    private record Holder(String id, String name, String role) {}

    /** Returns the people who may come in and hold a role, by name, each with the roles. */
    public List<Choice> people(String tenant) {
        Map<String, String> names = new LinkedHashMap<>();
        Map<String, String> roles = new LinkedHashMap<>();
        List<Holder> holders = database.sql("select p.id, p.display_name, string_agg(distinct r.role, ', ') as roles"
                        + " from person p"
                        + " join team_member m on m.tenant = p.tenant and m.person = p.id"
                        + " join team_role r on r.tenant = m.tenant and r.team = m.team"
                        + " where p.tenant = :tenant and p.active group by p.id, p.display_name"
                        + " order by p.display_name, p.id limit :most")
                .param("tenant", tenant)
                .param("most", MOST)
                .query((row, number) ->
                        new Holder(row.getString("id"), row.getString("display_name"), row.getString("roles")))
                .list();
        for (Holder holder : holders) {
            names.put(holder.id(), holder.name());
            roles.put(holder.id(), holder.role());
        }
        Names called = Names.of(names, names.keySet());
        return roles.entrySet().stream()
                .map(one -> new Choice(one.getKey(), called.of(one.getKey()) + ", " + one.getValue()))
                .toList();
    }

    /** Returns the roles that a team of the tenant stands for. */
    public List<Choice> roles(String tenant) {
        return new TreeSet<>(database.sql("select role from team_role where tenant = :tenant limit :most")
                        .param("tenant", tenant)
                        .param("most", MOST)
                        .query(String.class)
                        .list())
                .stream().map(role -> new Choice(role, role)).toList();
    }
}
