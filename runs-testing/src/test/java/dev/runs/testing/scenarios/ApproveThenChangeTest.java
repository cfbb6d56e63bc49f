package dev.runs.testing.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runs.Runs;
import dev.runs.action.ActionCatalog;
import dev.runs.action.RiskLevel;
import dev.runs.actor.Actor;
import dev.runs.actor.ActorKind;
import dev.runs.content.Payload;
import dev.runs.gate.Gate;
import dev.runs.gate.GateAnswers;
import dev.runs.gate.GateQuestion;
import dev.runs.gate.HostFact;
import dev.runs.gate.PackRef;
import dev.runs.plan.Proposal;
import dev.runs.run.Permit;
import dev.runs.run.Round;
import dev.runs.testing.PackText;
import dev.runs.testing.Scenario;
import dev.runs.testing.ScenarioRun;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("Approve, then change: what was bound to the approval makes it void, and nothing else does")
class ApproveThenChangeTest extends Host {
    private static final String RULES = ask("R-1", "crm.send", "Director", 1);

    /** Something that changes between the last approval and the start of the step. */
    private record Change(String name, Consumer<Scenario> what) {
        @Override
        public String toString() {
            return name;
        }
    }

    private static Change change(String name, Consumer<Scenario> what) {
        return new Change(name, what);
    }

    private static Change rules(String name, String rules) {
        return new Change(name, crm -> crm.rules(rules));
    }

    private static ScenarioRun run(Scenario crm) {
        return crm.run("r-1");
    }

    static Stream<Change> bound() {
        return Stream.of(
                change(
                        "the payload",
                        crm -> run(crm).edit("robot", "send", Payload.of(Map.of("to", "Acme", "text", "P.S.")))),
                change(
                        "the payload, by somebody who is no approver",
                        crm -> run(crm).edit("lena", "send", Payload.of(Map.of("to", "Acme", "text", "P.S.")))),
                change("the target", crm -> run(crm).edit("robot", "send", to("Globex"))),
                change(
                        "the amount",
                        crm -> run(crm).edit("robot", "send", Payload.of(Map.of("to", "Acme", "amount", "1000000")))),
                rules(
                        "the risk, raised by a rule",
                        RULES
                                + rule(
                                        "R-2",
                                        "action == \"crm.send\"",
                                        "gate.raiseRisk($step, RiskLevel.HIGH, \"Night\");")),
                change("the approver's role", crm -> crm.people().human("ana", "Viewer")),
                change("the approver, who is gone", crm -> crm.people().remove("ana")),
                change(
                        "the approver, who turns out to be a program",
                        crm -> crm.people()
                                .add(new Actor(
                                        Scenario.TENANT,
                                        "ana",
                                        ActorKind.SERVICE,
                                        Set.of("Director"),
                                        Optional.empty()))),
                change(
                        "the approver, who acts for the requester now",
                        crm -> crm.people()
                                .add(Actor.human(Scenario.TENANT, "ana", "Director")
                                        .onBehalfOf("olga"))),
                change(
                        "the directory, which is out of order",
                        crm -> crm.people().breakDown()),
                rules("the pack, which asks two", ask("R-1", "crm.send", "Director", 2)),
                rules("the pack, which asks another role", ask("R-1", "crm.send", "Legal", 1)),
                rules("the pack, which asks another role too", RULES + ask("R-2", "crm.send", "Legal", 1)),
                rules("the pack, which forbids it", RULES + deny("R-2", "crm.send")),
                rules(
                        "the pack, which says later",
                        RULES
                                + rule(
                                        "R-2",
                                        "action == \"crm.send\"",
                                        "gate.hold($step, \"2027-01-31T00:00:00Z\", \"Later\");")),
                change("the pack, which fails", crm -> crm.rules(new Broken())),
                change("the step, which is left out", crm -> run(crm).skip("ben", "send")),
                change(
                        "what comes before it",
                        crm -> run(crm).insertBefore(
                                        "ben",
                                        "send",
                                        Proposal.of("wait", "Wait").actionLater("crm.draft", "Draft"))),
                change("the approver's mind", crm -> run(crm).reverse("ana", "send")),
                change("the requester's mind", crm -> run(crm).recall("robot", "send")),
                change("the time: the permit is too old", crm -> crm.clock().advance(Duration.ofDays(31))));
    }

    /** A rules engine that is out of order. */
    private static final class Broken implements Gate {
        @Override
        public PackRef pack() {
            return PackText.of(RULES).pack().pack();
        }

        @Override
        public GateAnswers ask(GateQuestion question) {
            throw new IllegalStateException("out of order");
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    @DisplayName("void")
    void bound(Change change) {
        crm.rules(RULES);
        ScenarioRun run = start(send()).approve("ana", "send");
        change.what().accept(crm);
        crm.work();
        crm.people().mend();
        run.performed();
        assertThat(run.step("send").now().permit().orElseThrow().state())
                .as("the permit of that approval")
                .isEqualTo(Permit.State.REVOKED);
    }

    static Stream<Change> unbound() {
        return Stream.of(
                change("nothing", crm -> {}),
                change("the time, by a day", crm -> crm.clock().advance(Duration.ofDays(1))),
                change("the process", Scenario::restart),
                rules("the pack, which has another rule", RULES + deny("R-2", "crm.publish")),
                rules(
                        "the pack, which no longer asks",
                        rule("R-1", "action == \"crm.send\"", "gate.allow($step, \"Ok\");")),
                rules(
                        "the pack, which asks the same in other words",
                        rule(
                                "R-1",
                                "action == \"crm.send\"",
                                "gate.requireApproval($step, \"Director\", \"Other words\");")),
                change(
                        "the approver, who got another role besides",
                        crm -> crm.people().human("ana", "Director", "Legal")),
                change(
                        "other people",
                        crm -> crm.people().human("vic", "Director").remove("ben")),
                change(
                        "the run, which got another step",
                        crm -> run(crm).propose(
                                        "robot", Proposal.of("more", "More").action("crm.detect", Payload.empty()))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    @DisplayName("stands")
    void unbound(Change change) {
        crm.rules(RULES);
        ScenarioRun run = start(send()).approve("ana", "send");
        change.what().accept(crm);
        crm.work();
        assertThat(crm.handlers().calls())
                .filteredOn(call -> call.step().equals("send"))
                .hasSize(1);
        run.step("send").approvedBy("ana");
        assertThat(run.step("send").now().rounds()).hasSize(1);
    }

    /** The host's next release, which says something else about its actions, looks for work. */
    private void nextRelease(Consumer<ActionCatalog.Builder> catalog, String action) {
        try (Runs next = Runs.builder()
                .store(crm.store())
                .catalog(catalog)
                .rules(PackText.of(RULES).pack())
                .identity(crm.people())
                .handler(action, crm.handlers())
                .clock(crm.clock())
                .manualWork()
                .build()) {
            next.worker().runReady();
        }
    }

    @Test
    @DisplayName("void: the risk, in the host's catalogue")
    void risk() {
        crm.rules(RULES);
        ScenarioRun run = start(send()).approve("ana", "send");
        nextRelease(actions -> actions.external("crm.send", RiskLevel.CRITICAL), "crm.send");
        run.performed()
                .step("send")
                .permit(Permit.State.REVOKED)
                .round(2, Round.State.OPEN)
                .approvedBy();
    }

    @Test
    @DisplayName("void: the reach, in the host's catalogue")
    void reach() {
        crm.rules(RULES);
        ScenarioRun run = start(plan().step("merge", "Merge").action("crm.merge", Payload.empty()));
        run.approve("gov", "merge");
        nextRelease(actions -> actions.external("crm.merge", RiskLevel.HIGH), "crm.merge");
        run.performed()
                .step("merge")
                .permit(Permit.State.REVOKED)
                .round(2, Round.State.OPEN)
                .approvedBy();
    }

    @Test
    @DisplayName("void: evidence that approvers were shown; stands: what they were not shown")
    void evidence() {
        Map<String, Object> account = new ConcurrentHashMap<>(Map.of("tier", "gold", "city", "Bonn"));
        crm.configure(settings -> settings.facts((tenant, run, steps) -> List.of(new HostFact("Account", account))));
        crm.rules(requiring("evidence: [Account.tier], ask: [ { roles: [Director] } ]")
                .vocabulary("facts: { Account: { tier: text, city: text } }\n"));
        ScenarioRun run = start(send()).approve("ana", "send");
        account.put("tier", "lost");
        crm.work();
        run.performed()
                .step("send")
                .permit(Permit.State.REVOKED)
                .round(2, Round.State.OPEN)
                .approvedBy();
        run.approve("ben", "send");
        account.put("city", "Kiel");
        crm.work();
        run.performed("send");
    }
}
