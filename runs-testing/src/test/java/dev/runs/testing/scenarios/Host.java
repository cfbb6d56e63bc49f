package dev.runs.testing.scenarios;

import dev.runs.access.AccessPolicy;
import dev.runs.action.ActionCatalog;
import dev.runs.action.RiskLevel;
import dev.runs.actor.Actor;
import dev.runs.actor.ActorKind;
import dev.runs.content.Payload;
import dev.runs.plan.RunPlan;
import dev.runs.testing.PackText;
import dev.runs.testing.Scenario;
import dev.runs.testing.ScenarioRun;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * What all scenarios have: a host whose rules are DRL text, an agent that works for Olga, and people with roles. After every test
 * the history of each run is looked through.
 */
@ExtendWith(ScenarioReport.class)
abstract class Host {
    /** Returns where it is kept what happens. */
    Medium medium() {
        return Medium.MEMORY;
    }

    Scenario crm;
    private AutoCloseable end = () -> {};

    @BeforeEach
    final void open() throws Exception {
        Medium.Opened opened = medium().open();
        end = opened.end();
        crm = new Scenario(opened.store())
                .catalog(Host::actions)
                .configure(settings -> settings.access(AccessPolicy.standard()
                        .contributors("Director", "Legal", "Governance", "Agent")
                        .administrators("Administrator")))
                .people(people -> people.add(agent("robot").onBehalfOf("olga"))
                        .add(agent("loner"))
                        .human("olga", "Director", "Legal")
                        .human("ana", "Director")
                        .human("ben", "Director")
                        .human("cleo", "Director")
                        .human("lena", "Legal")
                        .human("luis", "Legal")
                        .human("gov", "Governance")
                        .human("adam", "Administrator")
                        .human("vic", "Viewer"));
    }

    @AfterEach
    final void close() throws Exception {
        try {
            if (crm != null) {
                crm.close();
            }
        } finally {
            end.close();
        }
    }

    private static void actions(ActionCatalog.Builder actions) {
        actions.internal("crm.detect", RiskLevel.LOW)
                .internal("crm.draft", RiskLevel.LOW)
                .internal("crm.redact", RiskLevel.LOW)
                .internal("crm.merge", RiskLevel.HIGH)
                .external("crm.post", RiskLevel.LOW)
                .external("crm.send", RiskLevel.MEDIUM)
                .target("to")
                .amount("amount")
                .compensatedBy("crm.apologise")
                .external("crm.apologise", RiskLevel.LOW)
                .external("crm.publish", RiskLevel.HIGH)
                .external("crm.wire", RiskLevel.CRITICAL);
    }

    private static Actor agent(String id) {
        return new Actor(Scenario.TENANT, id, ActorKind.AGENT, Set.of("Agent"), Optional.empty());
    }

    /** Returns a rule about one kind of action, as an author writes it. */
    static String rule(String id, String condition, String then) {
        return """
                rule "Rule %s" @id("%s") @owner("Tests") @rationale("A scenario asks for it")
                when
                  $step : StepFact( %s )
                then
                  %s
                end
                """.formatted(id, id, condition, then);
    }

    /** Returns a rule by which so many holders of a role must agree. */
    static String ask(String id, String action, String role, int quorum) {
        return rule(
                id,
                "action == \"" + action + "\"",
                "gate.requireApproval($step, \"%s\", \"%s asks %s\", %d);".formatted(role, id, role, quorum));
    }

    /** Returns a rule that forbids an action. */
    static String deny(String id, String action) {
        return rule(id, "action == \"" + action + "\"", "gate.deny($step, \"" + id + " forbids it\");");
    }

    /** Returns a pack that asks for sending what a requirement says, written as in {@code pack.yaml}. */
    static PackText requiring(String requirement) {
        return PackText.of(rule("R-1", "action == \"crm.send\"", "gate.require($step, \"it\", \"It is required\");"))
                .manifest("requirements: { it: { " + requirement + " } }\n");
    }

    static Payload to(String whom) {
        return Payload.of(Map.of("to", whom));
    }

    static RunPlan plan() {
        return RunPlan.named("A run").id("r-1");
    }

    /** Returns a plan of one step that sends something to Acme. */
    static RunPlan send() {
        return plan().step("send", "Send").action("crm.send", to("Acme"));
    }

    ScenarioRun start(RunPlan plan) {
        return crm.start("robot", plan);
    }

    static String place(String step) {
        return "r-1/" + step;
    }
}
