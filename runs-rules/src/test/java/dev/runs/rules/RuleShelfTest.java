package dev.runs.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.runs.actor.Actor;
import dev.runs.actor.ActorKind;
import dev.runs.gate.Finding;
import dev.runs.gate.Gate;
import dev.runs.gate.GateAnswers;
import dev.runs.run.ActorRef;
import dev.runs.storage.Commit;
import dev.runs.storage.CommitResult;
import dev.runs.storage.ForwardingRunStore;
import dev.runs.storage.InMemoryRunStore;
import dev.runs.storage.RunStore;
import dev.runs.storage.StoreException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class RuleShelfTest {
    private static final Instant AT = Instant.parse("2026-11-22T12:00:00Z");
    private static final InstantSource CLOCK = InstantSource.fixed(AT);
    private static final Actor ANA = Actor.human("acme", "ana", "Governance");

    private static RulePack one;
    private static RulePack two;
    private static RulePack three;
    private static RulePack tenant;

    @BeforeAll
    static void load() {
        one = Small.load(Small.pack("global", "1", Small.deny("G-1", "mail.send")));
        two = Small.load(Small.pack("global", "2", Small.deny("G-2", "mail.send")));
        three = Small.load(Small.pack("global", "3", Small.deny("G-3", "mail.send")));
        tenant = Small.load(Small.pack("limits", "7", Small.deny("A-1", "mail.send")));
    }

    @AfterAll
    static void close() {
        List.of(one, two, three, tenant).forEach(RulePack::close);
    }

    private static String answering(Gate gate, String tenant) {
        GateAnswers answers = gate.ask(Small.question(tenant, Small.external("mail.send")));
        return answers.pack().version() + " "
                + answers.answers().get(0).findings().stream()
                        .map(finding -> finding.rule().id())
                        .sorted()
                        .toList();
    }

    private static RuleShelf shelf(ActivationLog log) {
        return RuleShelf.open(one, log, CLOCK);
    }

    @Test
    void theGlobalPackAnswersForEverybody_andATenantsPackOnTopOfIt() {
        RuleShelf shelf = shelf(ActivationLog.inMemory());
        shelf.activate("acme", tenant, ANA, "Limits of our own");
        assertThat(answering(shelf, "acme")).isEqualTo("1 + 7 [A-1, G-1]");
        assertThat(answering(shelf, "other")).isEqualTo("1 [G-1]");
        shelf.activate(two, ANA, "New wording");
        assertThat(answering(shelf, "acme")).isEqualTo("2 + 7 [A-1, G-2]");
        assertThat(answering(shelf, "other")).isEqualTo("2 [G-2]");
        assertThat(shelf.pack().version()).isEqualTo("2");
        assertThat(shelf.pack("acme")).hasValue(tenant.pack());
        assertThat(shelf.pack("other")).isEmpty();
        shelf.withdraw("acme", ANA, "Not needed any more");
        assertThat(answering(shelf, "acme")).isEqualTo("2 [G-2]");
    }

    @Test
    void aGateThatWasFetched_answersAsItDidThen() {
        RuleShelf shelf = shelf(ActivationLog.inMemory());
        Gate fetched = shelf.forTenant("acme");
        shelf.activate(two, ANA, "New wording");
        shelf.activate("acme", tenant, ANA, "Limits of our own");
        assertThat(answering(fetched, "acme")).isEqualTo("1 [G-1]");
        assertThat(answering(shelf, "acme")).isEqualTo("2 + 7 [A-1, G-2]");
    }

    @Test
    void everyChange_isRecordedWithActorAndReason() {
        ActivationLog log = ActivationLog.in(new InMemoryRunStore());
        RuleShelf shelf = shelf(log);
        Activation first = shelf.activate(two, ANA, "New wording");
        Activation second = shelf.activate("acme", tenant, Actor.service("acme", "deploy"), "Limits");
        Activation third = shelf.rollback(ANA, "Too strict");
        Activation fourth = shelf.withdraw("acme", ANA, "Gone");
        assertThat(shelf.history(0, 10)).containsExactly(first, second, third, fourth);
        assertThat(first)
                .isEqualTo(new Activation(
                        1,
                        Activation.Kind.ACTIVATED,
                        Optional.empty(),
                        Optional.of(two.pack()),
                        Optional.of(one.pack().digest()),
                        new ActorRef("ana", ActorKind.HUMAN, Optional.empty()),
                        Optional.of("New wording"),
                        AT));
        assertThat(second)
                .isEqualTo(new Activation(
                        2,
                        Activation.Kind.ACTIVATED,
                        Optional.of("acme"),
                        Optional.of(tenant.pack()),
                        Optional.empty(),
                        new ActorRef("deploy", ActorKind.SERVICE, Optional.empty()),
                        Optional.of("Limits"),
                        AT));
        assertThat(third.kind()).isEqualTo(Activation.Kind.ROLLED_BACK);
        assertThat(third.pack()).hasValue(one.pack());
        assertThat(third.replaced()).hasValue(two.pack().digest());
        assertThat(fourth.kind()).isEqualTo(Activation.Kind.WITHDRAWN);
        assertThat(fourth.pack()).isEmpty();
    }

    @Test
    void rollback_goesBackOneByOne_andNoFurtherThanThisProcessKnows() {
        RuleShelf shelf = shelf(ActivationLog.inMemory());
        shelf.activate(two, ANA, "2");
        shelf.activate(two, ANA, "The same again counts once");
        shelf.activate(three, ANA, "3");
        shelf.rollback(ANA, "back");
        assertThat(answering(shelf, "acme")).isEqualTo("2 [G-2]");
        shelf.rollback(ANA, "back");
        assertThat(answering(shelf, "acme")).isEqualTo("1 [G-1]");
        assertThatThrownBy(() -> shelf.rollback(ANA, "back"))
                .isInstanceOf(RuleShelfException.class)
                .hasMessage("RUNS-RULE-065 There is no earlier global pack in this process to go back to.\n"
                        + "Fix: history() names the packs that were in force; load that one and activate it.");
        assertThatThrownBy(() -> shelf.rollback("acme", ANA, "back"))
                .hasMessageStartingWith(
                        "RUNS-RULE-065 There is no earlier pack of tenant 'acme' in this process to go back to.\n");
        assertThat(shelf.history(0, 10)).hasSize(5);
    }

    @Test
    void rollbackToAPackThatWasClosed_isRefused() {
        RulePack closed = Small.load(Small.pack("global", "6", Small.deny("G-6", "mail.send")));
        RuleShelf shelf = RuleShelf.of(closed);
        shelf.activate(one, ANA, "1");
        closed.close();
        assertThatThrownBy(() -> shelf.rollback(ANA, "back"))
                .hasMessage("RUNS-RULE-055 Rule pack 'global', version 6, was closed.\nFix: load it again.");
        assertThat(answering(shelf, "acme")).isEqualTo("1 [G-1]");
    }

    @Test
    void rollbackOfATenantsFirstPack_leavesItWithoutOne() {
        RuleShelf shelf = shelf(ActivationLog.inMemory());
        shelf.activate("acme", tenant, ANA, "Limits");
        Activation back = shelf.rollback("acme", ANA, "back");
        assertThat(back.pack()).isEmpty();
        assertThat(answering(shelf, "acme")).isEqualTo("1 [G-1]");
    }

    @Test
    void packsThatDoNotFit_changeNothing_andAreNotRecorded() {
        RuleShelf shelf = shelf(ActivationLog.inMemory());
        shelf.activate("acme", tenant, ANA, "Limits");
        try (RulePack clash = Small.load(Small.pack("global", "4", Small.deny("A-1", "pay")))) {
            assertThatThrownBy(() -> shelf.activate(clash, ANA, "New"))
                    .isInstanceOf(RulePackException.class)
                    .hasMessage("""
                        RUNS-RULE-063 Rule pack 'global' was not loaded: 1 error.
                        limits/rules.drl:2:1  Tenant 'acme': The id 'A-1' is taken by the rule at rules.drl:2 of the global pack\
                         'global', version 4.
                            Give each rule an id of its own, such as one that begins with the tenant's name.""");
        }
        assertThat(answering(shelf, "acme")).isEqualTo("1 + 7 [A-1, G-1]");
        assertThat(shelf.history(0, 10)).hasSize(1);
    }

    @Test
    void agentsAndThoseWithoutAReason_changeNothing() {
        RuleShelf shelf = shelf(ActivationLog.inMemory());
        assertThatThrownBy(
                        () -> shelf.activate(two, Actor.agent("acme", "helper").onBehalfOf("ana"), "Better"))
                .hasMessage("RUNS-RULE-064 Agent 'helper' cannot change the rules.\n"
                        + "Fix: have a person or a program of the host do it: rules decide about what agents do.");
        assertThatThrownBy(() -> shelf.activate(two, ANA, " "))
                .hasMessage("RUNS-RULE-064 The reason for changing the rules has no words.\n"
                        + "Fix: say why in 1 to 1000 characters; people read it in the history.");
        RulePack closed = Small.load(Small.pack("global", "5", Small.deny("G-5", "pay")));
        closed.close();
        assertThatThrownBy(() -> shelf.activate(closed, ANA, "Why not"))
                .hasMessage("RUNS-RULE-055 Rule pack 'global', version 5, was closed.\nFix: load it again.");
        assertThat(answering(shelf, "acme")).isEqualTo("1 [G-1]");
        assertThat(shelf.history(0, 10)).isEmpty();
    }

    @Test
    void whatCannotBeRecorded_isNotDone() {
        RunStore broken = new ForwardingRunStore(new InMemoryRunStore()) {
            @Override
            public CommitResult commit(Commit commit) {
                throw new StoreException("RUNS-STORE-999", StoreException.Kind.FAILED, "Broken.", "mend it.");
            }
        };
        RuleShelf shelf = shelf(ActivationLog.in(broken));
        assertThatThrownBy(() -> shelf.activate(two, ANA, "New wording"))
                .hasMessageStartingWith("RUNS-RULE-066 The change of the rules was not recorded");
        assertThat(answering(shelf, "acme")).isEqualTo("1 [G-1]");
    }

    @Test
    void afterARestart_theHistoryIsThere_andOtherPacksThanBeforeAreSeen() {
        RunStore store = new InMemoryRunStore();
        RuleShelf before = shelf(ActivationLog.in(store));
        assertThat(before.deviations())
                .containsExactly(new RuleShelf.Deviation(Optional.empty(), Optional.empty(), Optional.of(one.pack())));
        assertThat(before.recordStart(ANA, "First start")).hasSize(1);
        before.activate(two, ANA, "New wording");
        before.activate("acme", tenant, ANA, "Limits");
        assertThat(before.deviations()).isEmpty();

        RuleShelf same = RuleShelf.open(two, ActivationLog.in(store), CLOCK);
        assertThat(same.history(0, 10)).hasSize(3);
        assertThat(same.deviations())
                .containsExactly(
                        new RuleShelf.Deviation(Optional.of("acme"), Optional.of(tenant.pack()), Optional.empty()));

        RuleShelf other = RuleShelf.open(one, ActivationLog.in(store), CLOCK);
        assertThat(other.deviations())
                .containsExactly(
                        new RuleShelf.Deviation(Optional.empty(), Optional.of(two.pack()), Optional.of(one.pack())),
                        new RuleShelf.Deviation(Optional.of("acme"), Optional.of(tenant.pack()), Optional.empty()));
        assertThat(other.recordStart(Actor.service("acme", "deploy"), "Release 12"))
                .extracting(Activation::kind)
                .containsExactly(Activation.Kind.STARTED, Activation.Kind.STARTED);
        assertThat(other.deviations()).isEmpty();
        assertThat(other.recordStart(ANA, "Nothing to say")).isEmpty();
    }

    @Test
    void openedWithTenantsPacks_aRestartWithTheSamePacksRecordsNothing() {
        RunStore store = new InMemoryRunStore();
        RuleShelf first = RuleShelf.open(one, Map.of("acme", tenant), ActivationLog.in(store), CLOCK);
        assertThat(first.pack("acme")).contains(tenant.pack());
        assertThat(first.recordStart(ANA, "Start"))
                .extracting(Activation::tenant)
                .containsExactly(Optional.empty(), Optional.of("acme"));

        RuleShelf again = RuleShelf.open(one, Map.of("acme", tenant), ActivationLog.in(store), CLOCK);
        assertThat(again.recordStart(ANA, "Start")).isEmpty();
        assertThatThrownBy(() -> RuleShelf.open(one, Map.of("acme", one), ActivationLog.inMemory(), CLOCK))
                .isInstanceOf(RulePackException.class)
                .hasMessageContaining("Tenant 'acme': ");
    }

    @Test
    void whatAnotherProcessActivates_isSeenHere() {
        RunStore store = new InMemoryRunStore();
        RuleShelf here = shelf(ActivationLog.in(store));
        here.recordStart(ANA, "Start");
        RuleShelf there = shelf(ActivationLog.in(store));
        there.activate(two, ANA, "New wording");
        assertThat(here.history(0, 10)).hasSize(2);
        assertThat(here.deviations())
                .containsExactly(
                        new RuleShelf.Deviation(Optional.empty(), Optional.of(two.pack()), Optional.of(one.pack())));
    }

    @Test
    void theShelf_readsWhatAnyOfItsPacksReads() {
        RuleShelf shelf = shelf(ActivationLog.inMemory());
        shelf.activate("acme", tenant, ANA, "Limits");
        assertThat(shelf.reads()).isEqualTo(shelf.forTenant("acme").reads());
        assertThat(shelf.forTenant("other").reads()).isEqualTo(one.reads());
    }

    @Test
    void tenantsFindings_areMarked() {
        RuleShelf shelf = shelf(ActivationLog.inMemory());
        shelf.activate("acme", tenant, ANA, "Limits");
        assertThat(shelf.ask(Small.question("acme", Small.external("mail.send")))
                        .answers()
                        .get(0)
                        .findings())
                .extracting(Finding::tenant)
                .containsExactly(false, true);
    }
}
