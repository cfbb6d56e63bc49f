package dev.runs.samples.crm;

import dev.runs.actor.Actor;
import dev.runs.actor.Directory;
import dev.runs.actor.Identity;
import dev.runs.samples.crm.people.Machines;
import java.util.List;
import java.util.Optional;

/** The people of both tenants without a database: who they are does not matter to these tests, only what they may. */
public final class TestPeople implements Identity {
    private static final List<String> ROLES = List.of(
            "dora:Customer success director",
            "carl:Customer success director",
            "vera:Sales director",
            "lena:Legal",
            "finn:Finance",
            "pia:Data protection officer",
            "dina:Deal desk",
            "mia:Account executive",
            "ada:CRM administrator");

    private final Directory directory = Identity.directory();
    private final Machines machines;

    TestPeople(Machines machines) {
        this.machines = machines;
        for (String tenant : List.of("aurora", "borealis")) {
            for (String role : ROLES) {
                String[] parts = role.split(":", -1);
                directory.add(Actor.human(tenant, tenant + "-" + parts[0], parts[1]));
            }
        }
    }

    /** Returns a person by first name. */
    public static Actor person(String tenant, String name) {
        return Actor.human(tenant, tenant + "-" + name);
    }

    /** Returns somebody who holds a role. */
    public static Actor holder(String tenant, String role) {
        return ROLES.stream()
                .filter(line -> line.endsWith(":" + role))
                .findFirst()
                .map(line -> person(tenant, line.substring(0, line.indexOf(':'))))
                .orElseThrow();
    }

    public Directory directory() {
        return directory;
    }

    @Override
    public Optional<Actor> find(String tenant, String id) {
        return directory.find(tenant, id).or(() -> machines.find(tenant, id));
    }

    @Override
    public boolean anyoneHolds(String tenant, java.util.Set<String> roles) {
        return directory.anyoneHolds(tenant, roles);
    }
}
