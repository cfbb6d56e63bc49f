package dev.runs.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.runs.Runs;
import dev.runs.actor.Actor;
import dev.runs.actor.Delegation;
import dev.runs.actor.Directory;
import dev.runs.actor.Identity;
import dev.runs.engine.Answer;
import dev.runs.engine.ApprovalView;
import dev.runs.engine.InboxQuery;
import dev.runs.engine.LinkKeys;
import dev.runs.engine.Patch;
import dev.runs.engine.Session;
import dev.runs.engine.StepView;
import dev.runs.error.ErrorCode;
import dev.runs.error.RunsException;
import dev.runs.feed.Subscription;
import dev.runs.gate.Approver;
import dev.runs.gate.Finding;
import dev.runs.kit.Crm;
import dev.runs.kit.Listening;
import dev.runs.plan.Proposal;
import dev.runs.plan.RunPlan;
import dev.runs.storage.Cursor;
import dev.runs.storage.RunFilter;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@DisplayName("Who may see and do what: every method of a session, for everybody")
class WhoMayTest {
    private static final String WITHHELD = "not for you to see";

    @RegisterExtension
    final Crm crm = new Crm();

    private final Actor auditor = Actor.human(Crm.TENANT, "auditor", "Auditor");
    private final Actor dan = Actor.human(Crm.TENANT, "dan");
    private final Actor stranger = Actor.human(Crm.TENANT, "stranger", "Sales");
    private final Actor foreigner = Actor.human("globex", "ana", Crm.DIRECTOR_ROLE, "Administrator");
    private final Directory directory = Identity.directory()
            .add(crm.agent)
            .add(crm.owner)
            .add(crm.ana)
            .add(dan)
            .add(auditor)
            .add(crm.admin)
            .add(stranger)
            .add(foreigner)
            .delegate(
                    Crm.TENANT,
                    new Delegation(
                            "ana",
                            "dan",
                            crm.clock.instant(),
                            crm.clock.instant().plus(Duration.ofDays(1))));
    private final Runs runs = crm.process()
            .identity(directory)
            .access(AccessPolicy.standard().auditors("Auditor").administrators("Administrator"))
            .linkKeys(LinkKeys.of("k", new byte[32]))
            .build();

    private final Map<String, Actor> people = new LinkedHashMap<>();
    private final Map<String, Call> calls = new LinkedHashMap<>();
    private final Map<String, String> expected = new LinkedHashMap<>();

    /** One call on a run that waits for directors; returns what it gave, or throws. */
    private interface Call {
        Object of(Session session, Waiting waiting);
    }

    /** A run with a step that waits for directors, as the agent sees it. */
    private record Waiting(String run, StepView step, ApprovalView approval) {}

    WhoMayTest() {
        people.put("agent", crm.agent);
        people.put("owner", crm.owner);
        people.put("ana", crm.ana);
        people.put("dan", dan);
        people.put("auditor", auditor);
        people.put("admin", crm.admin);
        people.put("stranger", stranger);
        people.put("foreigner", foreigner);

        // y: not held back by the policy. n: not permitted. h: not to be found. w: without the words.
        // agent (starts), owner, ana (asked), dan (stands in for her), auditor, administrator, stranger; another
        // tenant's
        String everybody = "y y y y y y y h";
        String rulesDecide = everybody;
        String takesPart = "y y y y n y n h";
        String words = "y y y y y y w h";
        String tenant = "y y y y y y y y";
        row("withCommandId(String)", tenant, (s, w) -> s.withCommandId("c"));
        row("pages(ZoneId)", tenant, (s, w) -> s.pages(ZoneOffset.UTC));
        row("start(RunPlan)", tenant, (s, w) -> s.start(RunPlan.named("Other").step("a", "A")));
        row("propose(String,Proposal)", takesPart, (s, w) -> s.propose(w.run(), Proposal.of("b", "B")));
        row(
                "insertBefore(StepView,Proposal,String)",
                takesPart,
                (s, w) -> s.insertBefore(w.step(), Proposal.of("b", "B"), "why"));
        row(
                "replace(StepView,Proposal,String)",
                takesPart,
                (s, w) -> s.replace(w.step(), Proposal.of("b", "B"), "why"));
        row("skip(StepView,String)", takesPart, (s, w) -> s.skip(w.step(), "why"));
        row("redo(StepView,String)", takesPart, (s, w) -> s.redo(w.step(), "why"));
        row("waive(StepView,String)", takesPart, (s, w) -> s.waive(w.step(), "why"));
        row("apply(Patch)", takesPart, (s, w) -> s.apply(Patch.add(w.run(), Proposal.of("b", "B"))));
        row("preview(Patch)", takesPart, (s, w) -> s.preview(Patch.add(w.run(), Proposal.of("b", "B"))));
        row("approve(ApprovalView,String)", rulesDecide, (s, w) -> s.approve(w.approval(), "fine"));
        row(
                "approveAs(String,ApprovalView,String)",
                rulesDecide,
                (s, w) -> s.approveAs(Crm.DIRECTOR_ROLE, w.approval(), "fine"));
        row("reject(ApprovalView,String)", rulesDecide, (s, w) -> s.reject(w.approval(), "no"));
        row(
                "approveAll(List,String)",
                rulesDecide,
                (s, w) -> s.approveAll(List.of(w.approval()), "fine").get(0).answer());
        row(
                "rejectAll(List,String)",
                rulesDecide,
                (s, w) -> s.rejectAll(List.of(w.approval()), "no").get(0).answer());
        row("recall(StepView,String)", rulesDecide, (s, w) -> s.recall(w.step(), "why"));
        row("reverse(StepView,String)", rulesDecide, (s, w) -> s.reverse(w.step(), "why"));
        row("resubmit(StepView,String)", takesPart, (s, w) -> s.resubmit(w.step(), "why"));
        row("resubmit(StepView,Payload,String)", takesPart, (s, w) -> s.resubmit(w.step(), Crm.payload("B"), "why"));
        row("edit(StepView,Payload,String)", takesPart, (s, w) -> s.edit(w.step(), Crm.payload("B"), "why"));
        row("resolve(StepView,boolean,String)", takesPart, (s, w) -> s.resolve(w.step(), true, "why"));
        row("requestChanges(ApprovalView,String)", rulesDecide, (s, w) -> s.requestChanges(w.approval(), "why"));
        row("claim(ApprovalView)", rulesDecide, (s, w) -> s.claim(w.approval()));
        row("release(ApprovalView)", rulesDecide, (s, w) -> s.release(w.approval()));
        row(
                "delegate(ApprovalView,String,Instant,String)",
                rulesDecide,
                (s, w) ->
                        s.delegate(w.approval(), "stranger", crm.clock.instant().plusSeconds(1), "why"));
        row(
                "reassign(ApprovalView,String,Approver,boolean,String)",
                rulesDecide,
                (s, w) -> s.reassign(w.approval(), Crm.DIRECTOR_ROLE, new Approver.Person("stranger"), true, "why"));
        row("comment(StepView,String)", takesPart, (s, w) -> s.comment(w.step(), "well"));
        row("cancel(String,String)", "y y n n n y n h", (s, w) -> s.cancel(w.run(), "why"));
        row("hold(String,String)", "n n n n n y n h", (s, w) -> s.hold(w.run(), "why"));
        row("letGo(String,String)", "n n n n n y n h", (s, w) -> s.letGo(w.run(), "why"));
        row("erase(String)", "n n n n n y n h", (s, w) -> s.erase(w.run()));
        row("erase(String,String)", "n n n n n y n h", (s, w) -> s.erase(w.run(), "promote"));
        row("run(String)", everybody, (s, w) -> s.run(w.run()));
        row("step(String,String)", everybody, (s, w) -> s.step(w.run(), "promote"));
        row("approval(String,String)", "y y y y y y h h", (s, w) -> s.approval(w.run(), "promote"));
        row("link(ApprovalView,Duration)", "y y y y y y h h", (s, w) -> s.link(w.approval(), Duration.ofDays(1)));
        row("open(String)", tenant, (s, w) -> s.open("no link"));
        row("record(String)", words, (s, w) -> s.record(w.run()).heading().title());
        // Nothing was allowed yet, so that there is no word to withhold.
        row("whyAllowed(String,String)", everybody, (s, w) -> s.whyAllowed(w.run(), "promote"));
        row("whyBlocked(String,String)", words, (s, w) -> s.whyBlocked(w.run(), "promote"));
        row("lineage()", tenant, (s, w) -> s.lineage());
        row("export(String)", "y y n n y y n h", (s, w) -> s.export(w.run()));
        row("history(String)", everybody, (s, w) -> s.history(w.run()));
        row(
                "diff(String,String)",
                everybody,
                (s, w) -> s.diff(w.run(), s.history(w.run()).get(0).command()));
        row("replay(String)", everybody, (s, w) -> s.replay(w.run()));
        row("runs(RunFilter,Cursor,int)", tenant, (s, w) -> s.runs(RunFilter.all(), Cursor.start(), 1));
        row("inbox(InboxQuery,Cursor,int)", tenant, (s, w) -> s.inbox(InboxQuery.all(), Cursor.start(), 1));
        row("inboxTallies()", tenant, (s, w) -> s.inboxTallies());
        row("timers(Instant,Cursor,int)", tenant, (s, w) -> s.timers(crm.clock.instant(), Cursor.start(), 1));
        row("changes(ChangeListener)", tenant, (s, w) -> closed(s.changes(new Listening())));
        row("changes(long,ChangeListener)", tenant, (s, w) -> closed(s.changes(0, new Listening())));
        row("lastChange()", tenant, (s, w) -> s.lastChange());
    }

    private void row(String method, String outcomes, Call call) {
        expected.put(method, outcomes);
        calls.put(method, call);
    }

    private static String closed(Subscription subscription) {
        subscription.close();
        return "";
    }

    private Waiting waiting() {
        crm.rules.clear();
        crm.rules.require("R1", "crm.promote-reference", Crm.DIRECTOR_ROLE, 1);
        Session agent = runs.as(crm.agent);
        String run = agent.start(RunPlan.named("Promotion of Acme")
                        .owner("owner", "The owner")
                        .step("promote", "Promote")
                        .action("crm.promote-reference", "Promote Acme", Crm.payload("Acme")))
                .id();
        return new Waiting(run, agent.step(run, "promote"), agent.approval(run, "promote"));
    }

    private String outcome(Call call, Actor who) {
        Object given;
        try {
            given = call.of(runs.as(who), waiting());
        } catch (RunsException e) {
            return of(e.code());
        }
        if (given instanceof Answer.Refused refused) {
            return of(refused.refusal().code());
        }
        return given.toString().contains(WITHHELD) ? "w" : "y";
    }

    private static String of(ErrorCode code) {
        return code == ErrorCode.NOT_PERMITTED ? "n" : code == ErrorCode.NOT_FOUND ? "h" : "y";
    }

    @Test
    @DisplayName("the table is as it is here")
    void table() {
        Map<String, String> found = new LinkedHashMap<>();
        calls.forEach((method, call) -> found.put(
                method, people.values().stream().map(who -> outcome(call, who)).collect(Collectors.joining(" "))));
        assertThat(found).isEqualTo(expected);
    }

    @Test
    @DisplayName("no method of a session is missing in it")
    void everyMethod() {
        Set<String> methods = Arrays.stream(Session.class.getDeclaredMethods())
                .filter(method -> Modifier.isPublic(method.getModifiers()))
                .map(WhoMayTest::signature)
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(methods).hasSizeGreaterThan(30).isEqualTo(new TreeSet<>(expected.keySet()));
    }

    private static String signature(Method method) {
        return method.getName()
                + Arrays.stream(method.getParameterTypes())
                        .map(Class::getSimpleName)
                        .collect(Collectors.joining(",", "(", ")"));
    }

    @Test
    @DisplayName("scenario 16: whoever is not asked does not find the item, not even by its id")
    void notAsked_findsNothing() {
        Waiting waiting = waiting();
        assertThat(runs.as(stranger).inbox(InboxQuery.all(), Cursor.start(), 10).rows())
                .isEmpty();
        assertThatThrownBy(() -> runs.as(stranger).approval(waiting.run(), "promote"))
                .hasMessage("RUNS-REFUSED-001 There is no approval of step 'promote' of run '" + waiting.run()
                        + "' for this actor.\nFix: look for what waits for the actor in the inbox");
        assertThat(runs.as(crm.ana).approval(waiting.run(), "promote").title()).isEqualTo("Promote Acme");
    }

    @Test
    @DisplayName("who is asked about one step does not see what is asked about another")
    void askedAboutAnotherStep_findsNothing() {
        crm.rules.clear();
        crm.rules.require("R1", "crm.promote-reference", Crm.DIRECTOR_ROLE, 1);
        crm.rules.add(
                "R2",
                fact -> fact.action().equals("crm.pay"),
                new Finding.Require(Set.of("Sales"), 1, "Requires Sales", Optional.empty(), Optional.empty()));
        String run = runs.as(crm.agent)
                .start(RunPlan.named("Two")
                        .step("promote", "Promote")
                        .action("crm.promote-reference", "Promote Acme", Crm.payload("Acme"))
                        .step("pay", "Pay")
                        .action("crm.pay", Crm.payload("Acme")))
                .id();
        assertThat(runs.as(stranger).approval(run, "pay").title()).isEqualTo("Pay");
        assertThat(runs.as(stranger).record(run).heading().title()).isEqualTo("Two");
        assertThatThrownBy(() -> runs.as(stranger).approval(run, "promote"))
                .hasMessageStartingWith("RUNS-REFUSED-001 There is no approval of step 'promote'");
        assertThatThrownBy(() -> runs.as(crm.ana).approval(run, "pay"))
                .hasMessageStartingWith("RUNS-REFUSED-001 There is no approval of step 'pay'");
    }

    @Test
    @DisplayName("who takes no part reads states and numbers, and no words")
    void record_withoutWords() {
        Waiting waiting = waiting();
        String page = runs.as(stranger).record(waiting.run()).toString();
        assertThat(page).contains("Awaiting Approval", WITHHELD).doesNotContain("Acme", "redacted", "The owner");
        assertThat(runs.as(stranger).whyBlocked(waiting.run(), "promote").toString())
                .contains(WITHHELD)
                .doesNotContain("Acme", "redacted", "Requires");
    }

    @Test
    @DisplayName("a delegation that is over shows nothing any more")
    void delegation_ends() {
        Waiting waiting = waiting();
        assertThat(runs.as(dan).approval(waiting.run(), "promote").title()).isEqualTo("Promote Acme");
        crm.clock.advance(Duration.ofDays(1));
        assertThatThrownBy(() -> runs.as(dan).approval(waiting.run(), "promote"))
                .hasMessageStartingWith("RUNS-REFUSED-001 There is no approval");
    }

    @Test
    @DisplayName("the words of a refusal say who may not do what")
    void refusal() {
        Waiting waiting = waiting();
        assertThat(((Answer.Refused) runs.as(stranger).edit(waiting.step(), Crm.payload("B"), "why"))
                        .refusal()
                        .problem()
                        .message())
                .isEqualTo("RUNS-REFUSED-017 Actor 'stranger' may not edit the steps of run '" + waiting.run()
                        + "'.\nFix: leave it to somebody who may, or let the access policy say so"
                        + " (Runs.builder().access)");
    }

    @Test
    @DisplayName("a policy of the host may hide a run altogether, and one that fails lets nobody in")
    void policyOfTheHost() {
        Waiting waiting = waiting();
        Runs hiding = crm.process()
                .identity(directory)
                .access(question -> question.permission() != Permission.LIST && question.has(Tie.STARTER))
                .build();
        assertThat(hiding.as(crm.agent).run(waiting.run()).id()).isEqualTo(waiting.run());
        assertThatThrownBy(() -> hiding.as(crm.ana).run(waiting.run()))
                .hasMessageStartingWith("RUNS-REFUSED-001 There is no run '" + waiting.run() + "' for this tenant.");
        assertThat(((Answer.Refused) hiding.as(crm.ana).skip(waiting.step(), "why"))
                        .refusal()
                        .code())
                .isEqualTo(ErrorCode.NOT_FOUND);
        assertThatThrownBy(() -> hiding.as(crm.agent).lineage())
                .hasMessageStartingWith("RUNS-REFUSED-017 Actor 'advocacy-agent' of tenant '" + Crm.TENANT
                        + "' may not see the tenant's runs.");
        Runs failing = crm.process()
                .identity(directory)
                .access(question -> {
                    throw new IllegalStateException("the policy is out of order");
                })
                .build();
        assertThatThrownBy(() -> failing.as(crm.admin).run(waiting.run())).hasMessageStartingWith("RUNS-REFUSED-001");
        assertThatThrownBy(() -> failing.as(crm.admin).start(RunPlan.named("X").step("a", "A")))
                .hasMessageStartingWith("RUNS-REFUSED-017");
        assertThat(List.of(Permission.values()))
                .filteredOn(Permission::ofTenant)
                .hasSize(2);
    }
}
