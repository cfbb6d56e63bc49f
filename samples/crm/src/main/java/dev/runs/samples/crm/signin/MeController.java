package dev.runs.samples.crm.signin;

import dev.runs.actor.Actor;
import dev.runs.samples.crm.people.People;
import dev.runs.samples.crm.people.Tenants;
import java.util.Set;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Says who is signed in. */
@RestController
class MeController {
    private final CurrentActor actor;
    private final People people;
    private final Tenants tenants;

    MeController(CurrentActor actor, People people, Tenants tenants) {
        this.actor = actor;
        this.people = people;
        this.tenants = tenants;
    }

    /** Who is signed in, and what they may decide now. */
    record Me(String tenant, String tenantName, String id, String name, Set<String> roles) {}

    @GetMapping("/api/me")
    Me me() {
        Actor now = actor.now();
        return new Me(
                now.tenant(),
                tenants.name(now.tenant()).orElse(now.tenant()),
                now.id(),
                people.find(now.tenant(), now.id())
                        .map(person -> person.details().displayName())
                        .orElse(now.id()),
                now.roles());
    }
}
