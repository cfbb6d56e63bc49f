package dev.runs.samples.crm.agent;

import dev.runs.actor.Actor;
import dev.runs.samples.crm.people.Machines;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Tells the CRM's identity about its agents: none is at work in a tenant where it acts for nobody. */
@Component
class Agents implements Machines {
    /** What Runs does by itself, it does under this id. */
    private static final String WORKER = "runs-worker";

    @Override
    public Optional<Actor> find(String tenant, String id) {
        return Agent.of(id)
                .map(agent -> agent.in(tenant))
                .filter(agent -> agent.onBehalfOf().isPresent());
    }

    @Override
    public Optional<String> name(String id) {
        return id.equals(WORKER) ? Optional.of("The CRM itself") : Agent.of(id).map(Agent::title);
    }
}
