package dev.runs.testing.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runs.actor.Actor;
import dev.runs.actor.ActorKind;
import dev.runs.content.Payload;
import dev.runs.engine.Answer;
import dev.runs.engine.ApprovalView;
import dev.runs.engine.InboxQuery;
import dev.runs.engine.LinkKeys;
import dev.runs.error.ErrorCode;
import dev.runs.gate.Approver;
import dev.runs.graph.StepState;
import dev.runs.plan.Proposal;
import dev.runs.run.RunEvent;
import dev.runs.testing.PackText;
import dev.runs.testing.Scenario;
import dev.runs.testing.ScenarioRun;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Identities that must not decide, and the paths on which they could try it: none leads to a vote. */
@DisplayName("Separation of duties: identities and paths")
class SeparationOfDutiesTest extends Host {
    /** The person that has an interest in each of these cases; she holds every role that is asked. */
    private static final String OLGA = "olga";

    private static final String[] ROLES = {"Director", "Legal", "Administrator"};

    /** Why Olga may not decide, and how that comes about. */
    private record Interest(String name, ErrorCode code, Function<Scenario, ScenarioRun> story) {
        @Override
        public String toString() {
            return name;
        }
    }

    /**
     * How Olga tries it.
     *
     * @param code why it is refused where somebody else tries to bring her in; otherwise the reason is hers
     */
    private record Path(String name, Attempt attempt, ErrorCode code) {
        @Override
        public String toString() {
            return name;
        }
    }

    private static Stream<Interest> interests() {
        return Stream.of(
                interest(
                        "the requester",
                        crm -> empty(crm, "loner")
                                .propose(OLGA, Proposal.of("send", "Send").action("crm.send", to("Acme")))),
                interest("whom the agent works for", crm -> crm.start("robot", send())),
                interest(
                        "who started the run",
                        crm -> empty(crm, OLGA)
                                .propose("loner", Proposal.of("send", "Send").action("crm.send", to("Acme")))),
                interest("the editor", crm -> crm.start("loner", send()).edit(OLGA, "send", to("Globex"))),
                interest(
                        "whom the editing agent works for",
                        crm -> crm.start("loner", send()).edit("robot", "send", to("Globex"))),
                interest(
                        "who asked again",
                        crm -> crm.start("loner", send()).reject("cleo", "send").resubmit(OLGA, "send")),
                new Interest(
                        "who approved already",
                        ErrorCode.ALREADY_VOTED,
                        crm -> crm.start("loner", send()).approve(OLGA, "send")),
                new Interest(
                        "an agent that holds the role", ErrorCode.NOT_A_HUMAN, crm -> holding(crm, ActorKind.AGENT)),
                new Interest(
                        "a program that holds the role",
                        ErrorCode.NOT_A_HUMAN,
                        crm -> holding(crm, ActorKind.SERVICE)));
    }

    private static Interest interest(String name, Function<Scenario, ScenarioRun> story) {
        return new Interest(name, ErrorCode.SEPARATION_OF_DUTIES, story);
    }

    private static ScenarioRun holding(Scenario crm, ActorKind kind) {
        crm.people().add(new Actor(Scenario.TENANT, OLGA, kind, Set.of(ROLES), Optional.empty()));
        return crm.start("loner", send());
    }

    private static ScenarioRun empty(Scenario crm, String starter) {
        return crm.start(starter, plan().step("note", "Note").action("crm.detect", Payload.empty()));
    }

    private static Stream<Path> paths() {
        return Stream.of(
                path("a role that is asked", (run, seen) -> run.as(OLGA).approve(seen, "fine")),
                path(
                        "another role that is asked in parallel",
                        (run, seen) -> run.as(OLGA).approveAs("Legal", seen, "fine")),
                path("a no: deciding is deciding", (run, seen) -> run.as(OLGA).reject(seen, "no")),
                path("a wish for changes", (run, seen) -> run.as(OLGA).requestChanges(seen, "other words")),
                path("a claim", (run, seen) -> run.as(OLGA).claim(seen)),
                path(
                        "a bulk decision",
                        (run, seen) -> run.as(OLGA)
                                .approveAll(List.of(seen), "all fine")
                                .get(0)
                                .answer()),
                path(
                        "a link",
                        (run, seen) -> run.as(OLGA)
                                .open(run.as(OLGA).link(seen, Duration.ofDays(1)))
                                .approve("fine")),
                path(
                        "a delegation of the directory",
                        (run, seen) -> run.as(OLGA).approveAs("@cleo", seen, "fine")),
                new Path(
                        "a delegation of this question",
                        (run, seen) ->
                                run.as("ben").delegate(seen, OLGA, Instant.parse("2026-04-01T00:00:00Z"), "I am away"),
                        ErrorCode.DELEGATION),
                new Path(
                        "a reassignment by an administrator",
                        (run, seen) ->
                                run.as("adam").reassign(seen, "Director", new Approver.Person(OLGA), true, "let her"),
                        ErrorCode.DELEGATION));
    }

    private static Path path(String name, Attempt attempt) {
        return new Path(name, attempt, ErrorCode.NOT_FOUND);
    }

    private interface Attempt {
        Answer of(ScenarioRun run, ApprovalView seen);
    }

    /** Every interest on every path. */
    static Stream<Arguments> attempts() {
        return interests().flatMap(interest -> paths().map(path -> Arguments.of(interest, path)));
    }

    @ParameterizedTest(name = "Scenario 19: Four eyes: {0} by {1} is refused")
    @MethodSource
    void attempts(Interest interest, Path path) {
        byte[] key = new byte[32];
        crm.configure(settings -> settings.linkKeys(LinkKeys.of("test", key)));
        Instant now = crm.clock().instant();
        crm.people().human(OLGA, ROLES).delegate("cleo", OLGA, now, now.plus(Duration.ofDays(5)));
        crm.rules(PackText.of(
                        rule("R-1", "action == \"crm.send\"", "gate.require($step, \"both\", \"Both must see it\");"))
                .manifest(
                        "requirements: { both: { ask: [ { roles: [Legal] }, { roles: [Director], quorum: 2 } ] } }\n"));
        ScenarioRun run = interest.story().apply(crm);
        run.step("send").is(StepState.AWAITING_APPROVAL);
        ApprovalView seen = run.approval(OLGA, "send");
        int votes = run.events(RunEvent.VoteCast.class).size();

        Answer answer = path.attempt().of(run, seen);

        assertThat(Answers.code(answer)).isEqualTo(path.code() == ErrorCode.DELEGATION ? path.code() : interest.code());
        assertThat(run.events(RunEvent.VoteCast.class)).hasSize(votes);
        run.step("send").is(StepState.AWAITING_APPROVAL);
        assertThat(crm.inbox(OLGA).lines(InboxQuery.all().onlyMine()))
                .as("she is not even offered it")
                .isEmpty();
        run.approve("ana", "send").approve("lena", "send");
    }

    @Test
    @DisplayName(
            "Scenario 19: Four eyes: an approver of an earlier stage is refused in a later one, and in a parallel one")
    void stages() {
        crm.people().human("dora", "Director", "Legal", "Administrator");
        crm.rules(requiring("stages: [ { roles: [Director] }, { roles: [Legal] } ]"));
        ScenarioRun run = start(send()).approve("dora", "send");
        run.step("send").is(StepState.AWAITING_APPROVAL);
        run.refused(ErrorCode.ALREADY_VOTED, one -> one.approve("dora", "send"));
        run.refused(
                ErrorCode.DELEGATION, one -> one.reassign("adam", "send", "Legal", new Approver.Person("dora"), true));
        run.approve("lena", "send").step("send").is(StepState.READY);
    }

    @Test
    @DisplayName("Scenario 19: Four eyes: nobody counts twice by standing in for somebody else")
    void deputies() {
        Instant now = crm.clock().instant();
        crm.people().delegate("ben", "ana", now, now.plus(Duration.ofDays(5)));
        crm.rules(ask("R-1", "crm.send", "Director", 2));
        ScenarioRun run = start(send()).approve("ana", "send");
        ApprovalView seen = run.approval("ana", "send");
        assertThat(Answers.code(run.as("ana").approveAs("@ben", seen, "for Ben")))
                .isEqualTo(ErrorCode.ALREADY_VOTED);
        run.step("send").is(StepState.AWAITING_APPROVAL);
        run.approve("cleo", "send").step("send").is(StepState.READY);
    }
}
