package dev.runs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.runs.action.Pattern;
import dev.runs.action.RiskLevel;
import dev.runs.actor.Actor;
import dev.runs.actor.ActorKind;
import dev.runs.actor.Identity;
import dev.runs.content.Payload;
import dev.runs.engine.Session;
import dev.runs.gate.ActorFact;
import dev.runs.gate.ApprovalFact;
import dev.runs.gate.DayFact;
import dev.runs.gate.Finding;
import dev.runs.gate.Gate;
import dev.runs.gate.GateAnswer;
import dev.runs.gate.GateAnswers;
import dev.runs.gate.GateFacts;
import dev.runs.gate.GateFacts.Kind;
import dev.runs.gate.GateQuestion;
import dev.runs.gate.HostFact;
import dev.runs.gate.Level;
import dev.runs.gate.MeetingFact;
import dev.runs.gate.OtherStep;
import dev.runs.gate.PackRef;
import dev.runs.gate.RuleRef;
import dev.runs.gate.RunFact;
import dev.runs.gate.SignalFact;
import dev.runs.gate.StepFact;
import dev.runs.graph.StepState;
import dev.runs.kit.Crm;
import dev.runs.kit.StoreWrapper;
import dev.runs.plan.Meeting;
import dev.runs.plan.RunPlan;
import dev.runs.plan.Signal;
import dev.runs.record.Explanation;
import dev.runs.storage.ContentRow;
import dev.runs.storage.RunKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@DisplayName("S4: what a gate reads is looked up before it is asked, and nothing else")
class FactLookupTest {
    private static final Finding.Effect ALLOW = new Finding.Allow("fine");
    private static final Finding.Effect ASK = Finding.Require.role(Crm.DIRECTOR_ROLE, "a public statement");

    /** A gate that says which facts it reads, and keeps what it was asked. */
    private static final class Asked implements Gate {
        final List<GateQuestion> questions = new ArrayList<>();
        Set<Kind> kinds = Set.of();
        Function<StepFact, Finding.Effect> effect = fact -> fact.external() ? ASK : ALLOW;

        @Override
        public PackRef pack() {
            return new PackRef("asked", "1", "asked:1", Set.of("Governance"));
        }

        @Override
        public Set<Kind> reads() {
            return kinds;
        }

        @Override
        public GateAnswers ask(GateQuestion question) {
            questions.add(question);
            RuleRef rule = new RuleRef("R1", "A rule", "Legal", "because", "rules.drl", 3);
            return new GateAnswers(
                    pack(),
                    question.subjects().stream()
                            .map(fact -> new GateAnswer(
                                    List.of(new Finding(rule, Level.ENFORCE, effect.apply(fact))), List.of()))
                            .toList());
        }

        GateQuestion last() {
            return questions.get(questions.size() - 1);
        }

        StepFact subject() {
            return last().subjects().get(0);
        }
    }

    /** A store that counts how often content is read, and can fail to give some. */
    private static final class Contents extends StoreWrapper {
        int reads;
        Optional<String> lost = Optional.empty();

        @Override
        public Map<String, ContentRow> content(RunKey key, Collection<String> ids) {
            reads++;
            if (lost.filter(ids::contains).isPresent()) {
                throw new IllegalStateException("the disk is gone");
            }
            return super.content(key, ids);
        }
    }

    private final Contents store = new Contents();

    @RegisterExtension
    final Crm crm = new Crm(store);

    private final Asked gate = new Asked();
    private final List<String> calls = new ArrayList<>();
    private final Set<String> unknowable = new HashSet<>();
    private Function<String, List<HostFact>> records = tenant -> List.of();
    private Function<Instant, List<DayFact>> day = at -> List.of();

    private final Runs runs = crm.process()
            .rules(gate)
            .identity(new Identity() {
                @Override
                public Optional<Actor> find(String tenant, String id) {
                    calls.add("find " + id);
                    if (unknowable.contains(id)) {
                        throw new IllegalStateException("the directory is out of order");
                    }
                    return crm.people.find(tenant, id);
                }
            })
            .facts((tenant, run, steps) -> {
                calls.add("facts " + tenant + " " + run.id() + " "
                        + steps.stream().map(StepFact::key).toList() + " "
                        + Thread.currentThread().getName());
                return records.apply(tenant);
            })
            .dayCount((tenant, at) -> {
                calls.add("day " + tenant + " " + Thread.currentThread().getName());
                return day.apply(at);
            })
            .build();

    private Session as(Actor actor) {
        return runs.as(actor);
    }

    /** A run in which the promotion waits for approval. */
    private String waiting() {
        String id = as(crm.agent).start(plan()).id();
        runs.worker().runReady(Crm.TENANT, id);
        assertThat(as(crm.ana).step(id, "promote").state()).isEqualTo(StepState.AWAITING_APPROVAL);
        return id;
    }

    private RunPlan plan() {
        Instant at = crm.clock.instant();
        return RunPlan.named("Advocacy Nomination")
                .id("run-1")
                .pattern(Pattern.EXTERNAL)
                .about("opportunity-4711")
                .owner("advocacy-agent", "Customer advocacy agent")
                .triggeredBy(Signal.of("signal-1", "Positive outcome call detected", at))
                .meeting(Meeting.external("meeting-1", "Renewal call", at).attendees("cy@acme.example", "ana"))
                .meeting(Meeting.internal("meeting-2", "Debrief", at))
                .step("draft", "Create advocacy record")
                .action("crm.draft", Crm.payload("Acme"))
                .step("promote", "Wait for approval")
                .action("crm.promote-reference", "Promote Acme", Crm.payload("Acme"))
                .after("draft")
                .step("done", "Done")
                .after("promote");
    }

    /** Asks again about the promotion, whose payload somebody else has written meanwhile. */
    private void edit(String id, Actor by) {
        edit(id, by, "Globex");
    }

    private void edit(String id, Actor by, String customer) {
        as(by).edit(as(by).step(id, "promote"), Crm.payload(customer), "another one")
                .orThrow();
    }

    private List<String> faults(String id) {
        return as(crm.ana).whyBlocked(id, "promote").lines().stream()
                .filter(line -> line.kind() == Explanation.Kind.FAULT)
                .map(Explanation.Line::text)
                .toList();
    }

    @Test
    @DisplayName("a gate that reads nothing costs no call and no read, and knows that it was told nothing")
    void readsNothing_costsNothing() {
        String id = waiting();
        calls.clear();
        int before = store.reads;
        edit(id, crm.ana);
        assertThat(calls).containsOnly("find ana");
        assertThat(store.reads - before)
                .as("the edit reads the old payload; texts, payload and the last reasons are read at once")
                .isEqualTo(2);
        assertThat(gate.last().facts())
                .isEqualTo(GateFacts.builder().kinds(Set.of()).build());
        assertThat(gate.subject().requester()).isEmpty();
        assertThat(gate.subject().payload()).isEmpty();
        assertThat(gate.subject().target()).contains("Globex");
    }

    @Test
    @DisplayName("a gate that reads everything is told everything, by the thread that decides, each port asked once")
    void readsEverything_isToldEverything() {
        gate.kinds = Kind.all();
        records = tenant -> List.of(new HostFact("Account", Map.of("tier", "gold")));
        day = at -> List.of(new DayFact("crm.promote-reference", 12));
        Instant started = crm.clock.instant();
        String id = waiting();
        crm.people.remove(crm.agent);
        calls.clear();
        edit(id, crm.ana);

        GateFacts facts = gate.last().facts();
        assertThat(facts.kinds()).isEqualTo(Kind.all());
        assertThat(facts.run())
                .contains(
                        new RunFact(id, Pattern.EXTERNAL, Optional.of("opportunity-4711"), "advocacy-agent", started));
        assertThat(facts.signal())
                .contains(new SignalFact(
                        "signal-1", Optional.of("Positive outcome call detected"), Optional.of(started)));
        assertThat(facts.meetings())
                .containsExactly(
                        new MeetingFact(
                                "meeting-1",
                                Optional.of("Renewal call"),
                                Optional.of(started),
                                Optional.of(Pattern.EXTERNAL),
                                Set.of("ana", "cy@acme.example")),
                        new MeetingFact(
                                "meeting-2",
                                Optional.of("Debrief"),
                                Optional.of(started),
                                Optional.of(Pattern.INTERNAL),
                                Set.of()));
        assertThat(facts.day()).containsExactly(new DayFact("crm.promote-reference", 12));
        assertThat(facts.records()).containsExactly(new HostFact("Account", Map.of("tier", "gold")));
        ActorFact agent = new ActorFact("advocacy-agent", ActorKind.AGENT, Set.of(), Optional.of("owner"));
        StepFact draft = new StepFact(
                "draft",
                "Create advocacy record",
                "crm.draft",
                Pattern.INTERNAL,
                RiskLevel.LOW,
                Optional.empty(),
                Optional.empty(),
                true,
                Optional.of(agent),
                Map.of("customer", "Acme"));
        assertThat(facts.steps())
                .as("steps with an action")
                .extracting(step -> step.step().key())
                .containsExactly("draft", "promote");
        assertThat(facts.steps().get(0))
                .isEqualTo(new OtherStep(draft, StepState.COMPLETED, Optional.of(crm.clock.instant())));
        assertThat(facts.steps().get(1)).isEqualTo(new OtherStep(gate.subject(), StepState.BLOCKED, Optional.empty()));
        assertThat(gate.subject().payload()).isEqualTo(Map.of("customer", "Globex"));
        assertThat(gate.subject().requester()).contains(agent);
        String here = Thread.currentThread().getName();
        calls.removeIf("find ana"::equals);
        assertThat(calls)
                .containsExactly(
                        "find advocacy-agent", "day acme-crm " + here, "facts acme-crm run-1 [promote] " + here);
    }

    @Test
    @DisplayName("the requester's roles are those of now")
    void requester_hasTheRolesOfNow() {
        gate.kinds = Set.of(Kind.REQUESTER);
        String id = as(crm.viewer).start(crm.promotion()).id();
        assertThat(gate.subject().requester())
                .contains(new ActorFact("viewer", ActorKind.HUMAN, Set.of("Viewer"), Optional.empty()));
        crm.people.add(Actor.human(Crm.TENANT, "viewer", "Sales"));
        edit(id, crm.ana);
        assertThat(gate.subject().requester())
                .contains(new ActorFact("viewer", ActorKind.HUMAN, Set.of("Sales"), Optional.empty()));
        assertThat(gate.subject().payload()).as("not read").isEmpty();
    }

    @Test
    @DisplayName(
            "other steps' payloads are read at once, and those that were not needed for the steps in question only then")
    void otherSteps_areReadAtOnce() {
        RunPlan plan = RunPlan.named("Many");
        for (int i = 0; i < 50; i++) {
            plan = plan.step("s" + i, "Step " + i).action("crm.promote-reference", Crm.payload("Acme " + i));
        }
        String id = as(crm.agent).start(plan).id();
        gate.kinds = Set.of(Kind.STEPS);
        int before = store.reads;
        as(crm.ana)
                .edit(as(crm.ana).step(id, "s7"), Crm.payload("Globex"), "another one")
                .orThrow();
        assertThat(store.reads - before).as("one more than without them").isEqualTo(3);
        assertThat(gate.last().facts().steps())
                .hasSize(50)
                .extracting(step -> step.step().target().orElseThrow())
                .contains("Acme 0", "Globex", "Acme 49")
                .doesNotContain("Acme 7");
        assertThat(gate.last().facts().steps())
                .as("payloads are another kind")
                .allSatisfy(step -> assertThat(step.step().payload()).isEmpty());
    }

    @Test
    @DisplayName(
            "answers of all rounds are told; those of a round that is over for another reason than its answers do not count")
    void approvals_countAsLongAsTheirRoundDoes() {
        gate.kinds = Set.of(Kind.APPROVALS);
        gate.effect = fact -> fact.external()
                ? new Finding.Require(Set.of(Crm.DIRECTOR_ROLE), 2, "two", Optional.empty(), Optional.empty())
                : ALLOW;
        String id = waiting();
        as(crm.ana).approve(as(crm.ana).approval(id, "promote"), "fine").orThrow();
        edit(id, crm.governance);
        Instant at = crm.clock.instant();
        assertThat(gate.last().facts().approvals())
                .containsExactly(new ApprovalFact(
                        "promote", "crm.promote-reference", 1, false, "ana", Crm.DIRECTOR_ROLE, true, at));
        as(crm.ben).approve(as(crm.ben).approval(id, "promote"), "fine").orThrow();
        as(crm.ana).approve(as(crm.ana).approval(id, "promote"), "fine").orThrow();
        runs.worker().runReady(Crm.TENANT, id);
        assertThat(gate.last().phase()).isEqualTo(GateQuestion.Phase.START);
        assertThat(gate.last().facts().approvals())
                .extracting(ApprovalFact::round, ApprovalFact::person, ApprovalFact::current)
                .containsExactly(tuple(1, "ana", false), tuple(2, "ben", true), tuple(2, "ana", true));
    }

    @Test
    @DisplayName("S16: of what was erased the ids are left")
    void erased_leavesIds() {
        String id = waiting();
        as(crm.admin).erase(id);
        gate.kinds = Kind.all();
        edit(id, crm.ana);
        GateFacts facts = gate.last().facts();
        assertThat(facts.signal()).contains(new SignalFact("signal-1", Optional.empty(), Optional.empty()));
        assertThat(facts.meetings())
                .containsExactly(
                        new MeetingFact("meeting-1", Optional.empty(), Optional.empty(), Optional.empty(), Set.of()),
                        new MeetingFact("meeting-2", Optional.empty(), Optional.empty(), Optional.empty(), Set.of()));
        assertThat(facts.steps().get(0).step().title()).isEqualTo("draft");
        assertThat(facts.steps().get(0).step().payload()).isEmpty();
        assertThat(facts.run().orElseThrow().owner()).isEqualTo("advocacy-agent");
    }

    @Test
    @DisplayName("a port that fails fails the question: the step is not allowed, and the fault names the port")
    void failingPort_failsTheQuestion() {
        gate.effect = fact -> ALLOW;
        String id = as(crm.agent)
                .start(RunPlan.named("Two")
                        .step("other", "Other")
                        .action("crm.promote-reference", Crm.payload("Initech"))
                        .step("promote", "Promote")
                        .action("crm.promote-reference", Crm.payload("Acme")))
                .id();
        String other = as(crm.ana)
                .run(id)
                .step("other")
                .orElseThrow()
                .payload()
                .orElseThrow()
                .content();
        assertThat(as(crm.ana).step(id, "promote").state()).isEqualTo(StepState.READY);
        Map<Kind, String> messages = Map.of(
                Kind.RECORDS, "The host's fact source failed: java.lang.IllegalArgumentException.",
                Kind.DAY, "The host's day count failed: java.lang.NullPointerException.",
                Kind.REQUESTER, "The host's identity port failed: java.lang.IllegalStateException.",
                Kind.STEPS, "The store failed: java.lang.IllegalStateException.");
        records = tenant -> {
            throw new IllegalArgumentException("secret");
        };
        day = at -> nothing();
        unknowable.add("advocacy-agent");
        store.lost = Optional.of(other);
        messages.forEach((kind, message) -> {
            gate.kinds = Set.of(kind);
            int asked = gate.questions.size();
            edit(id, crm.ana, "Customer " + kind);
            assertThat(gate.questions).as("%s: the gate was not asked", kind).hasSize(asked);
            assertThat(as(crm.ana).step(id, "promote").state()).as("%s", kind).isEqualTo(StepState.AWAITING_APPROVAL);
            assertThat(faults(id)).as("%s", kind).contains("RUNS-FAULT-001 " + message);
            assertThat(as(crm.ana)
                            .run(id)
                            .step("promote")
                            .orElseThrow()
                            .openRound()
                            .orElseThrow()
                            .requirement()
                            .tracks())
                    .extracting(track -> track.approvers())
                    .containsExactly("Governance");
        });
        gate.kinds = Set.of();
        edit(id, crm.ana);
        assertThat(as(crm.ana).step(id, "promote").state()).as("mended").isEqualTo(StepState.READY);
    }

    /** What a host returns that does not keep to the annotations. */
    @SuppressWarnings("NullAway")
    private static List<DayFact> nothing() {
        return null;
    }

    @Test
    @DisplayName("facts and answer are of the same pack, whatever is activated in between; each tenant has its own")
    void packIsTheOneOfTheTenant() {
        Asked tenants = new Asked();
        tenants.kinds = Set.of(Kind.RUN);
        tenants.effect = fact -> ALLOW;
        List<String> asked = new ArrayList<>();
        Gate shelf = new Gate() {
            @Override
            public PackRef pack() {
                return gate.pack();
            }

            @Override
            public GateAnswers ask(GateQuestion question) {
                throw new AssertionError("asked without the tenant's pack");
            }

            @Override
            public Gate forTenant(String tenant) {
                asked.add(tenant);
                return tenants;
            }
        };
        Runs own = crm.process().rules(shelf).build();
        String id = own.as(crm.agent).start(crm.promotion()).id();
        assertThat(own.as(crm.ana).step(id, "promote").state()).isEqualTo(StepState.READY);
        assertThat(asked).isNotEmpty().containsOnly(Crm.TENANT);
        assertThat(tenants.last().facts().run().orElseThrow().id()).isEqualTo(id);
    }

    @Test
    @DisplayName("a field of a payload that is null says as much as one that is missing")
    void nullFields_areMissing() {
        gate.kinds = Set.of(Kind.PAYLOAD);
        as(crm.agent)
                .start(RunPlan.named("Nulls")
                        .step("detect", "Detect")
                        .action("crm.detect", Payload.parse("{\"a\":null,\"b\":7,\"c\":[\"x\"]}")));
        assertThat(gate.subject().payload()).isEqualTo(Map.of("b", 7L, "c", List.of("x")));
    }
}
