package dev.runs.rules.cases;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.runs.action.Pattern;
import dev.runs.action.RiskLevel;
import dev.runs.actor.ActorKind;
import dev.runs.gate.ActorFact;
import dev.runs.gate.ApprovalFact;
import dev.runs.gate.DayFact;
import dev.runs.gate.GateFacts;
import dev.runs.gate.GateQuestion;
import dev.runs.gate.HostFact;
import dev.runs.gate.MeetingFact;
import dev.runs.gate.OtherStep;
import dev.runs.gate.RunFact;
import dev.runs.gate.SignalFact;
import dev.runs.gate.StepFact;
import dev.runs.graph.StepState;
import dev.runs.rules.Packs;
import dev.runs.rules.RulePackException;
import dev.runs.rules.RulePacks;
import dev.runs.rules.problem.RuleProblem;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RuleCasesTest {
    private static final Instant AT = Instant.parse("2026-11-22T12:00:00Z");
    private static final String DEFAULTS =
            "defaults: { at: 2026-11-22T12:00:00Z, step: { action: pay, external: true, risk: low } }\n";

    @TempDir
    private Path folder;

    @Test
    void everythingThatACaseCanSay_isAsked() {
        String text = """
                cases:
                  - name: All of it
                    at: "2026-11-22T13:00:00+01:00"
                    tenant: acme
                    run: { id: r1, pattern: internal, about: opp-7, owner: ana, started: 2026-11-20T12:00:00Z }
                    step:
                      key: send
                      title: Send the offer
                      action: mail.send
                      external: true
                      risk: RiskLevel.HIGH
                      target: bo@acme.example
                      amount: 99.50
                      requester: { id: mail-agent, kind: agent, roles: [Sender], onBehalfOf: ana }
                      payload: { discount: 20.5, seats: 12, urgent: true, plan: "12" }
                    others:
                      - { key: redact, action: doc.redact, state: completed, ended: 2026-11-21T12:00:00Z }
                      - { action: doc.sign, external: true, risk: critical, state: awaiting approval }
                    signal: { id: s1, label: Renewal is near, at: 2026-11-19T12:00:00Z }
                    meetings:
                      - { id: m1, title: Kick-off, at: 2026-11-18T12:00:00Z, external: true, attendees: [ana, bo] }
                      - { attendees: ana }
                    approvals:
                      - { step: redact, person: ana, role: Legal }
                      - { step: send, round: 2, current: false, person: bo, role: Sales, approved: false, at: 2026-11-20T12:00:00Z }
                    day: { mail.send: 20, crm.note: 3 }
                    records:
                      Account: [ { tier: gold, seats: 12.5, live: true, regions: [EU, UK], since: 2020-01-01 } ]
                    expect: ask
                """;
        StepFact step = new StepFact(
                "send",
                "Send the offer",
                "mail.send",
                Pattern.EXTERNAL,
                RiskLevel.HIGH,
                Optional.of("bo@acme.example"),
                Optional.of(new BigDecimal("99.50")),
                true,
                Optional.of(new ActorFact("mail-agent", ActorKind.AGENT, Set.of("Sender"), Optional.of("ana"))),
                Map.of("discount", "20.5", "seats", 12L, "urgent", true, "plan", "12"));
        GateFacts facts = GateFacts.builder()
                .run(new RunFact(
                        "r1", Pattern.INTERNAL, Optional.of("opp-7"), "ana", Instant.parse("2026-11-20T12:00:00Z")))
                .signal(new SignalFact(
                        "s1", Optional.of("Renewal is near"), Optional.of(Instant.parse("2026-11-19T12:00:00Z"))))
                .meetings(
                        new MeetingFact(
                                "m1",
                                Optional.of("Kick-off"),
                                Optional.of(Instant.parse("2026-11-18T12:00:00Z")),
                                Optional.of(Pattern.EXTERNAL),
                                Set.of("ana", "bo")),
                        new MeetingFact(
                                "meeting-2", Optional.empty(), Optional.empty(), Optional.empty(), Set.of("ana")))
                .steps(
                        new OtherStep(step, StepState.BLOCKED, Optional.empty()),
                        new OtherStep(
                                step("redact", "doc.redact", Pattern.INTERNAL, RiskLevel.LOW),
                                StepState.COMPLETED,
                                Optional.of(Instant.parse("2026-11-21T12:00:00Z"))),
                        new OtherStep(
                                step("other-2", "doc.sign", Pattern.EXTERNAL, RiskLevel.CRITICAL),
                                StepState.AWAITING_APPROVAL,
                                Optional.empty()))
                .approvals(
                        new ApprovalFact("redact", "doc.redact", 1, true, "ana", "Legal", true, AT),
                        new ApprovalFact(
                                "send",
                                "mail.send",
                                2,
                                false,
                                "bo",
                                "Sales",
                                false,
                                Instant.parse("2026-11-20T12:00:00Z")))
                .day(new DayFact("mail.send", 20), new DayFact("crm.note", 3))
                .records(new HostFact(
                        "Account",
                        Map.of(
                                "tier",
                                "gold",
                                "seats",
                                new BigDecimal("12.5"),
                                "live",
                                true,
                                "regions",
                                List.of("EU", "UK"),
                                "since",
                                "2020-01-01")))
                .build();
        assertThat(cases(text).check())
                .extracting(RuleCase::question)
                .containsExactly(new GateQuestion("acme", "r1", GateQuestion.Phase.BINDING, AT, List.of(step), facts));
    }

    @Test
    void whatACaseDoesNotSay_isOfTheDefaults_andMissingTakesADefaultAway() {
        String text = """
                defaults:
                  at: 2026-11-22T12:00:00Z
                  step: { action: pay, external: true, risk: low, target: acme, requester: { id: ana, roles: [Legal] } }
                cases:
                  - { name: As it is, expect: ask }
                  - { name: Otherwise, at: 2026-12-01T00:00:00Z, step: { target: missing, requester: { id: bo } }, expect: ask }
                  - { name: A text, step: { target: "missing" }, expect: ask }
                """;
        List<RuleCase> cases = cases(text).check();
        assertThat(cases)
                .extracting(one -> one.question().at().toString())
                .containsExactly("2026-11-22T12:00:00Z", "2026-12-01T00:00:00Z", "2026-11-22T12:00:00Z");
        assertThat(cases).extracting(one -> one.step().target().orElse("-")).containsExactly("acme", "-", "missing");
        assertThat(cases)
                .extracting(one -> one.step().requester().orElseThrow())
                .containsExactly(
                        new ActorFact("ana", ActorKind.HUMAN, Set.of("Legal"), Optional.empty()),
                        new ActorFact("bo", ActorKind.HUMAN, Set.of("Legal"), Optional.empty()),
                        new ActorFact("ana", ActorKind.HUMAN, Set.of("Legal"), Optional.empty()));
    }

    @Test
    void matrix_makesACaseOfEachCombination_andTheFirstRowThatFitsCounts() {
        String text = DEFAULTS + """
                cases:
                  - name: Payments
                    matrix: { amount: [5, missing], payload.urgent: [true, false], day.pay: [0, 9] }
                    expect:
                      - { amount: 5, payload.urgent: true, verdict: allow }
                      - { day.pay: [9], verdict: hold }
                      - { verdict: deny }
                """;
        List<RuleCase> cases = cases(text).check();
        assertThat(cases)
                .extracting(one ->
                        one.name() + " " + one.expectation().orElseThrow().verdict())
                .containsExactly(
                        "Payments [amount 5, payload.urgent true, day.pay 0] allow",
                        "Payments [amount 5, payload.urgent true, day.pay 9] allow",
                        "Payments [amount 5, payload.urgent false, day.pay 0] deny",
                        "Payments [amount 5, payload.urgent false, day.pay 9] hold",
                        "Payments [amount missing, payload.urgent true, day.pay 0] deny",
                        "Payments [amount missing, payload.urgent true, day.pay 9] hold",
                        "Payments [amount missing, payload.urgent false, day.pay 0] deny",
                        "Payments [amount missing, payload.urgent false, day.pay 9] hold");
        assertThat(cases.get(7).question().facts().day()).containsExactly(new DayFact("pay", 9));
        assertThat(cases.get(7).step().payload()).isEqualTo(Map.of("urgent", false));
        assertThat(cases.get(7).step().amount()).isEmpty();
    }

    @Test
    void casesAreFoundInSubFolders_andBesideHiddenFiles() throws IOException {
        Packs.deny("external == true").forEach(this::write);
        write("a/b/deep.cases.yaml", DEFAULTS + "cases: [ { name: Deep, expect: deny } ]");
        write(".hidden/x.cases.yaml", "?");
        write(".x.cases.yaml", "?");
        assertThat(RuleCases.folder(folder).check()).extracting(RuleCase::name).containsExactly("Deep");
        assertThat(RuleCases.folder(folder).named("Deep")).isPresent();
        assertThat(RuleCases.folder(folder).nearest("Dep")).isPresent();
        assertThat(RuleCases.folder(folder).named("Dep")).isEmpty();
        assertThat(RulePacks.check(folder).files()).isEqualTo(2);
    }

    @Test
    void caseFiles_areNoPartOfThePacksDigest() {
        Map<String, String> files = Packs.deny("external == true");
        String without = Packs.checked(files).ref().digest();
        files.put("a.cases.yaml", DEFAULTS + "cases: [ { name: A, expect: deny } ]");
        assertThat(Packs.checked(files).ref().digest()).isEqualTo(without);
    }

    @Test
    void facts_areACaseWithoutExpectation() throws IOException {
        Packs.deny("external == true").forEach(this::write);
        Path file = Files.writeString(
                folder.resolve("facts"),
                "at: 2026-11-22T12:00:00Z\nstep: { action: pay, external: true, risk: low }\n");
        List<RuleCase> cases = RuleCases.facts(folder, file).check();
        assertThat(cases).extracting(RuleCase::name).containsExactly("facts");
        assertThat(cases.get(0).expectation()).isEmpty();
        assertThat(RuleCases.facts(folder, folder.resolve("none")).problems())
                .extracting(RuleProblem::message)
                .containsExactly(folder.resolve("none") + "  There is no such file.");
    }

    @Test
    void mistakes_areThrownTogether() {
        RuleCases cases = cases("cases: [ { name: A, expect: alow } ]");
        assertThat(cases.cases()).isEmpty();
        assertThatThrownBy(cases::check).isInstanceOf(RulePackException.class).hasMessageContaining("3 errors");
    }

    private static StepFact step(String key, String action, Pattern pattern, RiskLevel risk) {
        return new StepFact(key, action, action, pattern, risk, Optional.empty(), Optional.empty(), false);
    }

    private static RuleCases cases(String text) {
        Map<String, String> files = new HashMap<>(Packs.deny("external == true"));
        files.put("vocabulary.yaml", """
                payload: { discount: number, seats: number, urgent: flag, plan: text }
                facts:
                  Account: { tier: { one-of: [silver, gold] }, seats: number, live: flag, regions: texts, since: date }
                """);
        files.put("a.cases.yaml", text);
        return RuleCases.of("test", files);
    }

    private void write(String name, String text) {
        try {
            Path file = folder.resolve(name);
            Files.createDirectories(file.getParent());
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
