package dev.runs.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runs.action.Pattern;
import dev.runs.action.RiskLevel;
import dev.runs.content.Payload;
import dev.runs.gate.Approver;
import dev.runs.gate.Deadlines;
import dev.runs.gate.Finding;
import dev.runs.gate.GateAnswer;
import dev.runs.gate.GateFacts;
import dev.runs.gate.GateQuestion;
import dev.runs.gate.MeetingFact;
import dev.runs.gate.Quorum;
import dev.runs.gate.Stage;
import dev.runs.gate.StepFact;
import dev.runs.rules.problem.RuleProblem;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What {@code requirements} of {@code pack.yaml} ask, and when. */
class RequirementsTest {
    private static final String VOCABULARY = """
            payload: { reviewer: text, text: text, share: number }
            facts:
              Account: { owner: text, tier: text, size: number }
            """;

    private static Map<String, String> files(String requirement) {
        Map<String, String> files = Packs.files(
                Packs.rule("R-1", "action == \"crm.offer\"", "gate.require($step, \"offer\", \"An offer\");"));
        files.put("vocabulary.yaml", VOCABULARY);
        files.put("pack.yaml", Packs.MANIFEST + "requirements:\n  offer:\n" + requirement.indent(4));
        return files;
    }

    private static List<Finding.Effect> asked(Map<String, String> files, String amount, MeetingFact... meetings) {
        StepFact step = new StepFact(
                "offer",
                "Offer",
                "crm.offer",
                Pattern.EXTERNAL,
                RiskLevel.MEDIUM,
                Optional.empty(),
                amount.isEmpty() ? Optional.empty() : Optional.of(new BigDecimal(amount)),
                false,
                Optional.empty(),
                Map.of("text", "Dear Ana", "reviewer", "ben"));
        GateQuestion question = new GateQuestion(
                "acme",
                "run",
                GateQuestion.Phase.BINDING,
                Packs.NOW,
                List.of(step),
                GateFacts.builder().meetings(List.of(meetings)).build());
        try (RulePack pack = RulePacks.of("test", files)) {
            GateAnswer answer = pack.ask(question).answers().get(0);
            assertThat(answer.faults()).isEmpty();
            List<Finding.Effect> effects =
                    answer.findings().stream().map(Finding::effect).toList();
            assertThat(pack.trace(question).get(0).get(0).effects()).isEqualTo(effects);
            return effects;
        }
    }

    private static String words(List<Finding.Effect> effects) {
        return effects.stream()
                .map(effect -> effect instanceof Finding.Require require
                        ? require.approvers()
                        : effect.getClass().getSimpleName())
                .collect(Collectors.joining(", "));
    }

    private static String mistakes(String requirement) {
        return RulePacks.check(files(requirement)).problems().stream()
                .map(RuleProblem::message)
                .collect(Collectors.joining("\n"));
    }

    @Test
    void everythingThatAStageCanSay() {
        String requirement = """
                review: offer review
                evidence: [Account.tier, run.owner]
                edits: refuse
                stages:
                  - manager-of: run.requester
                    levels: 2
                  - roles: [Legal, Finance]
                    people: [ana]
                    fields: [payload.reviewer, Account.owner]
                    quorum: all
                    due: P1D
                    remind: PT12H
                    escalate: { after: P2D, roles: [CFO], manager-of: "@ana" }
                    expire: P10D
                    on-reject: back
                """;
        Stage managers = new Stage(
                Set.of(new Approver.Manager(new Approver.Field("run.requester"), 2)),
                Quorum.of(1),
                Deadlines.NONE,
                false);
        Stage others = new Stage(
                Set.of(
                        new Approver.Role("Legal"),
                        new Approver.Role("Finance"),
                        new Approver.Person("ana"),
                        new Approver.Field("payload.reviewer"),
                        new Approver.Field("Account.owner")),
                Quorum.EVERYONE,
                new Deadlines(
                        Optional.of(Duration.ofDays(1)),
                        Optional.of(Duration.ofHours(12)),
                        Optional.of(new Deadlines.Escalation(
                                Duration.ofDays(2),
                                Set.of(new Approver.Role("CFO"), new Approver.Manager(new Approver.Person("ana"), 1)))),
                        Optional.of(Duration.ofDays(10))),
                true);
        assertThat(asked(files(requirement), "1"))
                .containsExactly(new Finding.Require(
                        List.of(managers, others),
                        "An offer",
                        Optional.of("offer review"),
                        Set.of("Account.tier", "run.owner"),
                        true));
    }

    @ParameterizedTest
    @CsvSource({
        "skip,    500,   Sales",
        "skip,    5000,  'Finance, then Sales'",
        "skip,    '',    Sales",
        "approve, 500,   Allow",
        "approve, 5000,  'Finance, then Sales'",
        "reject,  500,   Deny",
        "reject,  '',    Deny",
        "reject,  5000,  'Finance, then Sales'"
    })
    void aStageWhoseConditionDoesNotHold(String otherwise, String amount, String expected) {
        String requirement = "stages: [ { roles: [Finance], when: amount > 1000, otherwise: " + otherwise
                + " }, { roles: [Sales] } ]";
        assertThat(words(asked(files(requirement), amount))).isEqualTo(expected);
    }

    @Test
    @DisplayName("Where every stage is left out, the rule says nothing: the default approvers are asked")
    void nobodyIsLeft() {
        String requirement = "stages: [ { roles: [Finance], when: amount > 1000 } ]";
        assertThat(asked(files(requirement), "1")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"true, Sales", "false, 'Finance, then Sales'"})
    void conditionsSpeakAboutFactsBesideTheStep(boolean external, String expected) {
        String requirement = """
                stages:
                  - when: "amount > 1000 && risk >= RiskLevel.MEDIUM, ( not Meeting( external == true ) or count( Meeting() ) > 3 )"
                    roles: [Finance]
                  - roles: [Sales]
                """;
        assertThat(words(asked(files(requirement), "5000", external ? Meeting.external() : Meeting.internal())))
                .isEqualTo(expected);
    }

    /** Meetings of two kinds. */
    private static final class Meeting {
        static MeetingFact external() {
            return new MeetingFact(
                    "m", Optional.empty(), Optional.empty(), Optional.of(Pattern.EXTERNAL), Set.of("ana"));
        }

        static MeetingFact internal() {
            return new MeetingFact(
                    "m", Optional.empty(), Optional.empty(), Optional.of(Pattern.INTERNAL), Set.of("ana"));
        }
    }

    @Test
    void anInsertedStepGetsTheFieldsThatAreNamed() {
        Map<String, String> files = files("ask: [ { roles: [Legal] } ]");
        files.put(
                "rules.drl",
                Packs.HEADER
                        + Packs.rule(
                                "R-1",
                                "",
                                "gate.insertBefore($step, \"privacy.redact\", \"Redact\", \"It leaves us\", \"text\", \"share\");"));
        assertThat(asked(files, "1"))
                .containsExactly(new Finding.InsertBefore(
                        "privacy.redact", "Redact", Payload.of(Map.of("text", "Dear Ana")), "It leaves us"));
    }

    @Test
    void theDigestTellsConditionsApart() {
        String requirement = "stages: [ { roles: [Finance], when: amount > 1000 }, { roles: [Sales] } ]";
        assertThat(Packs.checked(files(requirement)).ref().digest())
                .isEqualTo(Packs.checked(files(requirement.replace("1000", "1000.0")))
                        .ref()
                        .digest())
                .isNotEqualTo(Packs.checked(files(requirement.replace("1000", "1001")))
                        .ref()
                        .digest())
                .isNotEqualTo(Packs.checked(files(requirement.replace(" }, {", ", otherwise: approve }, {")))
                        .ref()
                        .digest());
    }

    @TestFactory
    Stream<DynamicTest> message() throws IOException {
        try (InputStream in = RequirementsTest.class.getResourceAsStream("requirement-mistakes.txt")) {
            String table = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            List<String> sections = Arrays.stream(table.split("(?m)^=== ", -1))
                    .filter(section -> !section.isBlank())
                    .toList();
            assertThat(sections).hasSizeGreaterThan(20);
            return sections.stream().map(RequirementsTest::message);
        }
    }

    private static DynamicTest message(String section) {
        int title = section.indexOf('\n');
        int line = section.indexOf("\n---\n");
        return DynamicTest.dynamicTest(
                section.substring(0, title),
                () -> assertThat(mistakes(section.substring(title + 1, line + 1)))
                        .isEqualTo(section.substring(line + 5).strip()));
    }
}
