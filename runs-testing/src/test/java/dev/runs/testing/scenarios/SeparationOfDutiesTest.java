package dev.runs.testing.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runs.actor.Actor;
import dev.runs.actor.ActorKind;
import dev.runs.content.Payload;
import dev.runs.engine.Answer;
import dev.runs.engine.ApprovalView;
import dev.runs.engine.InboxQuery;
import dev.runs.error.ErrorCode;
import dev.runs.graph.StepState;
import dev.runs.plan.Proposal;
import dev.runs.run.RunEvent;
import dev.runs.testing.PackText;
import dev.runs.testing.Scenario;
import dev.runs.testing.ScenarioRun;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
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

    /** How Olga tries it. */
    private record Path(String name, Attempt attempt) {
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
                new Path("a role that is asked", (run, seen) -> run.as(OLGA).approve(seen, "fine")),
                new Path(
                        "another role that is asked in parallel",
                        (run, seen) -> run.as(OLGA).approveAs("Legal", seen, "fine")),
                new Path(
                        "a no: deciding is deciding",
                        (run, seen) -> run.as(OLGA).reject(seen, "no")));
    }

    private interface Attempt {
        Answer of(ScenarioRun run, ApprovalView seen);
    }

    /** Every interest on every path. */
    static Stream<Arguments> attempts() {
        return interests().flatMap(interest -> paths().map(path -> Arguments.of(interest, path)));
    }

    @ParameterizedTest(name = "Scenario 19, in part: Four eyes: {0} by {1} is refused")
    @MethodSource
    void attempts(Interest interest, Path path) {
        crm.people().human(OLGA, ROLES);
        crm.rules(PackText.of(
                        rule("R-1", "action == \"crm.send\"", "gate.require($step, \"both\", \"Both must see it\");"))
                .manifest(
                        "requirements: { both: { ask: [ { roles: [Legal] }, { roles: [Director], quorum: 2 } ] } }\n"));
        ScenarioRun run = interest.story().apply(crm);
        run.step("send").is(StepState.AWAITING_APPROVAL);
        ApprovalView seen = run.approval(OLGA, "send");
        int votes = run.events(RunEvent.VoteCast.class).size();

        Answer answer = path.attempt().of(run, seen);

        assertThat(Answers.code(answer)).isEqualTo(interest.code());
        assertThat(run.events(RunEvent.VoteCast.class)).hasSize(votes);
        run.step("send").is(StepState.AWAITING_APPROVAL);
        assertThat(crm.inbox(OLGA).lines(InboxQuery.all().onlyMine()))
                .as("she is not even offered it")
                .isEmpty();
        run.approve("ana", "send").approve("lena", "send");
    }
}
