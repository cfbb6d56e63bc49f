package dev.runs.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runs.action.Pattern;
import dev.runs.action.RiskLevel;
import dev.runs.gate.Finding;
import dev.runs.gate.GateAnswer;
import dev.runs.gate.GateFacts;
import dev.runs.gate.GateQuestion;
import dev.runs.gate.HostFact;
import dev.runs.gate.Level;
import dev.runs.gate.MeetingFact;
import dev.runs.gate.RuleRef;
import dev.runs.gate.StepFact;
import dev.runs.rules.internal.pack.PackFiles;
import dev.runs.rules.internal.text.Limits;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.AbstractList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RulePackTest {
    private static final Path GOVERNANCE = Path.of("..", "samples", "governance");

    @Test
    void theReferenceRuleAsksForApproval() {
        try (RulePack pack = RulePacks.folder(GOVERNANCE)) {
            GateFacts facts = GateFacts.builder()
                    .meetings(List.of(new MeetingFact(
                            "m-1", Optional.empty(), Optional.empty(), Optional.of(Pattern.EXTERNAL), Set.of())))
                    .build();
            GateAnswer answer = pack.ask(new GateQuestion(
                            "tenant", "run", GateQuestion.Phase.BINDING, Packs.NOW, List.of(Packs.promotion()), facts))
                    .answers()
                    .get(0);

            assertThat(new GateAnswer(answer.findings(), answer.faults()))
                    .isEqualTo(new GateAnswer(
                            List.of(new Finding(
                                    new RuleRef(
                                            "ADV-001",
                                            "External reference promotion needs advocacy and legal review",
                                            "Legal",
                                            "Customer references are public statements",
                                            "advocacy.drl",
                                            7),
                                    Level.ENFORCE,
                                    new Finding.Require(
                                            Set.of("Customer success director"),
                                            1,
                                            "Requires advocacy and legal review",
                                            Optional.of("legal-safe review"),
                                            Optional.empty()))),
                            List.of()));
            assertThat(pack.pack().name()).isEqualTo("governance");
            assertThat(pack.pack().version()).isEqualTo("1.0");
            assertThat(pack.pack().defaultApprovers()).containsExactly("Customer success director");
            assertThat(pack.pack().digest()).matches("sha256:[0-9a-f]{64}");
            assertThat(pack.rules()).hasSize(31).extracting(RuleRef::id).isSorted();
        }
    }

    @Test
    void eachKindOfFinding_isReportedAsWritten() {
        String then = """
                gate.allow($step, "fine");
                gate.deny($step, "no \\"way\\" \\\\ out");
                gate.hold($step, "2027-01-31T00:00:00Z", "later");
                gate.requireApproval($step, "Legal", "look", 2, "P2D");
                """;
        try (RulePack pack = RulePacks.of("test", Packs.files(Packs.rule("R-1", "", then)))) {
            assertThat(Packs.ask(pack, Packs.promotion()).get(0).findings())
                    .extracting(Finding::effect)
                    .containsExactly(
                            new Finding.Allow("fine"),
                            new Finding.Deny("no \"way\" \\ out"),
                            new Finding.Hold(Instant.parse("2027-01-31T00:00:00Z"), "later"),
                            new Finding.Require(
                                    Set.of("Legal"), 2, "look", Optional.empty(), Optional.of(Duration.ofDays(2))));
        }
    }

    @Test
    void holdWhoseTimeHasCome_isNoFinding() {
        String now = "gate.hold($step, \"" + Packs.NOW + "\", \"over\");";
        String later = "gate.hold($step, \"" + Packs.NOW.plusSeconds(1) + "\", \"not yet\");";
        try (RulePack pack = RulePacks.of("test", Packs.files(Packs.rule("R-1", "", now + later)))) {
            assertThat(Packs.ask(pack, Packs.promotion()).get(0).findings())
                    .extracting(finding -> finding.effect().reason())
                    .containsExactly("not yet");
        }
    }

    @Test
    void levels_areThoseOfTheManifest() {
        Map<String, String> files = Packs.files(Packs.rule("A", "", "gate.deny($step, \"a\");")
                + Packs.rule("B", "", "gate.deny($step, \"b\");")
                + Packs.rule("C", "", "gate.deny($step, \"c\");"));
        files.put("pack.yaml", Packs.MANIFEST + "rules: { A: observe, B: advise }\n");
        try (RulePack pack = RulePacks.of("test", files)) {
            assertThat(Packs.ask(pack, Packs.promotion()).get(0).findings())
                    .extracting(Finding::level)
                    .containsExactly(Level.OBSERVE, Level.ADVISE, Level.ENFORCE);
        }
    }

    @Test
    void roleWrittenByItsKey_isReportedByItsName() {
        Map<String, String> files =
                Packs.files(Packs.rule("R-1", "", "gate.requireApproval($step, \"legal\", \"look\");"));
        files.put("roles.yaml", "roles: [ { key: legal, name: Legal team, meaning: Reviews } ]");
        files.put("pack.yaml", Packs.MANIFEST.replace("Boss", "legal"));
        try (RulePack pack = RulePacks.of("test", files)) {
            assertThat(pack.pack().defaultApprovers()).containsExactly("Legal team");
            assertThat(Packs.ask(pack, Packs.promotion()).get(0).findings())
                    .extracting(Finding::effect)
                    .containsExactly(Finding.Require.role("Legal team", "look"));
        }
    }

    @Test
    void failingRule_isAFaultThatNamesIt_andKeepsNoOtherRuleFromFiring() {
        String rules = Packs.rule("A-FAILS", "amount > 5", "gate.allow($step, \"small\");")
                + Packs.rule("B-FAILS", "amount not in (1, 2)", "gate.allow($step, \"few\");")
                + Packs.rule("BB-FAILS", "!( amount == 5 )", "gate.allow($step, \"few\");")
                + Packs.rule("C-FIRES", "agent == false", "gate.deny($step, \"no\");");
        BigDecimal broken = new BigDecimal("1") {
            @Override
            public int compareTo(BigDecimal other) {
                throw new IllegalStateException("broken amount");
            }
        };
        try (RulePack pack = RulePacks.of("test", Packs.files(rules))) {
            List<GateAnswer> answers = Packs.ask(pack, Packs.amount(broken), Packs.amount(BigDecimal.TEN));

            assertThat(answers.get(0).findings())
                    .extracting(finding -> finding.rule().id())
                    .containsExactly("C-FIRES");
            assertThat(answers.get(0).faults())
                    .containsExactly(
                            new GateAnswer.Fault(
                                    "RUNS-RULE-050",
                                    "Rule A-FAILS (rules.drl:3) could not be evaluated:"
                                            + " 'amount' is not a number but '1'."),
                            new GateAnswer.Fault(
                                    "RUNS-RULE-050",
                                    "Rule B-FAILS (rules.drl:9) could not be evaluated:"
                                            + " 'amount' is not a number but '1'."),
                            new GateAnswer.Fault(
                                    "RUNS-RULE-050",
                                    "Rule BB-FAILS (rules.drl:15) could not be evaluated:"
                                            + " 'amount' is not a number but '1'."));
            assertThat(answers.get(1).findings())
                    .extracting(finding -> finding.rule().id())
                    .containsExactly("A-FAILS", "B-FAILS", "BB-FAILS", "C-FIRES");
            assertThat(answers.get(1).faults()).isEmpty();
        }
    }

    @Test
    void deadlinePassed_isAFaultAndNoFinding() {
        CountDownLatch never = new CountDownLatch(1);
        List<String> slow = new AbstractList<>() {
            @Override
            public String get(int index) {
                try {
                    never.await();
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
                return "";
            }

            @Override
            public int size() {
                return 1;
            }
        };
        Map<String, String> files = Packs.files(Packs.rule("R-1", "", "gate.deny($step, \"no\");")
                .replace("\nthen", "\n  not Account( tags contains \"x\" )\nthen"));
        files.put("vocabulary.yaml", "facts: { Account: { tags: texts } }");
        GateFacts facts = GateFacts.builder()
                .records(List.of(new HostFact("Account", Map.of("tags", slow))))
                .build();
        GateQuestion question = new GateQuestion(
                "tenant",
                "run",
                GateQuestion.Phase.BINDING,
                Packs.NOW,
                List.of(Packs.promotion(), Packs.promotion()),
                facts);
        Limits hurried = Limits.STANDARD.withDeadline(Duration.ofMillis(20));
        try (RulePack pack = RulePacks.load("test", PackFiles.texts(files), hurried)) {
            assertThat(pack.ask(question).answers()).hasSize(2).allSatisfy(answer -> {
                assertThat(answer.findings()).isEmpty();
                assertThat(answer.faults())
                        .containsExactly(new GateAnswer.Fault(
                                "RUNS-RULE-051",
                                "The rules were not evaluated within 20 ms (pack 'test', version 1)."));
            });
        }
    }

    @Test
    void tooManySubjects_areFaults() {
        Limits few = Limits.STANDARD.withSubjects(2);
        try (RulePack pack = RulePacks.load("test", PackFiles.texts(Packs.deny("")), few)) {
            StepFact step = Packs.promotion();
            assertThat(Packs.ask(pack, step, step, step))
                    .hasSize(3)
                    .allSatisfy(
                            answer -> assertThat(answer.faults())
                                    .containsExactly(
                                            new GateAnswer.Fault(
                                                    "RUNS-RULE-053",
                                                    "The question is about 3 steps; at most 2 are answered (pack 'test', version 1).")));
            assertThat(Packs.ask(pack, step, step))
                    .allSatisfy(answer -> assertThat(answer.faults()).isEmpty());
        }
    }

    @Test
    void closedPack_answersWithFaults() {
        RulePack pack = RulePacks.of("test", Packs.deny(""));
        pack.close();
        assertThat(Packs.ask(pack, Packs.promotion()))
                .containsExactly(new GateAnswer(
                        List.of(),
                        List.of(new GateAnswer.Fault(
                                "RUNS-RULE-055", "The rule pack was closed (pack 'test', version 1)."))));
    }

    @Test
    void interruptedAsker_getsAnAnswerAndStaysInterrupted() {
        try (RulePack pack = RulePacks.of("test", Packs.deny(""))) {
            Thread.currentThread().interrupt();
            List<GateAnswer> answers = Packs.ask(pack, Packs.promotion());
            assertThat(Thread.interrupted()).isTrue();
            assertThat(answers).hasSize(1);
        }
    }

    @Test
    void noSubjects_noAnswers() {
        try (RulePack pack = RulePacks.of("test", Packs.deny(""))) {
            assertThat(Packs.ask(pack)).isEmpty();
        }
    }

    @Test
    void manyAskers_getTheAnswersOfOne() {
        try (RulePack pack = RulePacks.folder(GOVERNANCE)) {
            List<GateAnswer> one = Packs.ask(pack, Packs.promotion(), Packs.step("mail.send", RiskLevel.HIGH));
            assertThat(IntStream.range(0, 400)
                            .parallel()
                            .mapToObj(i -> Packs.ask(pack, Packs.promotion(), Packs.step("mail.send", RiskLevel.HIGH)))
                            .toList())
                    .allMatch(one::equals);
        }
    }
}
