package dev.runs.samples.crm.agent;

import dev.runs.actor.Actor;
import dev.runs.samples.crm.people.DemoPeople;
import java.util.Arrays;
import java.util.Optional;

/** The agents of the CRM. Each acts for a person, who therefore cannot approve what it asks for. */
enum Agent {
    ADVOCACY("agent-advocacy", "Customer advocacy agent", "aurora-carl", "borealis-cleo"),
    DEALS("agent-deals", "Deal agent", "aurora-mia", "borealis-gina"),
    SUPPORT("agent-support", "Support agent", "aurora-tom", "borealis-hugo"),
    STEWARD("agent-steward", "Data steward agent", "aurora-mia", "borealis-gina");

    private final String id;
    private final String title;
    private final String inAurora;
    private final String inBorealis;

    Agent(String id, String title, String inAurora, String inBorealis) {
        this.id = id;
        this.title = title;
        this.inAurora = inAurora;
        this.inBorealis = inBorealis;
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
        return switch (tenant) {
            case DemoPeople.AURORA -> agent.onBehalfOf(inAurora);
            case DemoPeople.BOREALIS -> agent.onBehalfOf(inBorealis);
            default -> agent;
        };
    }

    static Optional<Agent> of(String id) {
        return Arrays.stream(values()).filter(agent -> agent.id.equals(id)).findFirst();
    }
}
