package dev.runs.samples.crm.agent;

import dev.runs.actor.Actor;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;

/** The agents of the CRM. Each acts for a person, who therefore cannot approve what it asks for. */
enum Agent {
    ADVOCACY("agent-advocacy", "Customer advocacy agent", Map.of("aurora", "aurora-carl", "borealis", "borealis-cleo")),
    DEALS("agent-deals", "Deal agent", Map.of("aurora", "aurora-mia", "borealis", "borealis-gina")),
    SUPPORT("agent-support", "Support agent", Map.of("aurora", "aurora-tom", "borealis", "borealis-hugo")),
    STEWARD("agent-steward", "Data steward agent", Map.of("aurora", "aurora-mia", "borealis", "borealis-gina"));

    private final String id;
    private final String title;
    private final Map<String, String> principals;

    Agent(String id, String title, Map<String, String> principals) {
        this.id = id;
        this.title = title;
        this.principals = principals;
    }

    String id() {
        return id;
    }

    String title() {
        return title;
    }

    /** Returns the agent at work in a tenant. */
    Actor in(String tenant) {
        Actor agent = Actor.agent(tenant, id);
        String principal = principals.get(tenant);
        return principal == null ? agent : agent.onBehalfOf(principal);
    }

    static Optional<Agent> of(String id) {
        return Arrays.stream(values()).filter(agent -> agent.id.equals(id)).findFirst();
    }
}
