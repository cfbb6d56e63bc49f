package dev.runs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.runs.actor.Actor;
import dev.runs.content.Payload;
import dev.runs.engine.InboxLine;
import dev.runs.engine.InboxQuery;
import dev.runs.engine.InboxTally;
import dev.runs.engine.TimerLine;
import dev.runs.error.RunsException;
import dev.runs.gate.Finding;
import dev.runs.graph.StepState;
import dev.runs.kit.Crm;
import dev.runs.plan.RunPlan;
import dev.runs.storage.Cursor;
import dev.runs.storage.Page;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@DisplayName("What a session finds and erases")
class SessionQueriesTest {
    private static final Cursor START = Cursor.start();

    @RegisterExtension
    final Crm crm = new Crm();

    private final Actor both = crm.people.add(Actor.human(Crm.TENANT, "both", "Legal", "Finance"));

    private void require(String action, String role, Optional<Duration> due) {
        crm.rules.add(
                "R-" + role,
                fact -> fact.action().equals(action),
                new Finding.Require(Set.of(role), 1, "Requires " + role, Optional.empty(), due));
    }

    private String ask(String id, String action) {
        return crm.start(RunPlan.named("R").id(id).step("a", "A").action(action, Payload.empty()));
    }

    /** A question for Legal that is late after a day, one for Finance that never is. */
    private void twoQuestions() {
        require("crm.merge-accounts", "Legal", Optional.of(Duration.ofDays(1)));
        require("crm.detect", "Finance", Optional.empty());
        ask("one", "crm.merge-accounts");
        crm.clock.advance(Duration.ofHours(1));
        ask("two", "crm.detect");
    }

    private List<String> runs(Actor actor, InboxQuery query) {
        return crm.as(actor).inbox(query, START, 10).rows().stream()
                .map(InboxLine::run)
                .toList();
    }

    @Test
    @DisplayName("G12 the inbox has what waits for any role of the actor, or for one, oldest first")
    void inbox_byRole() {
        Instant asked = crm.clock.instant();
        twoQuestions();
        assertThat(crm.as(both).inbox(InboxQuery.all(), START, 10).rows())
                .containsExactly(
                        new InboxLine("one", "a", "Legal", asked, Optional.of(asked.plus(Duration.ofDays(1))), false),
                        new InboxLine("two", "a", "Finance", asked.plus(Duration.ofHours(1)), Optional.empty(), false));
        assertThat(runs(both, InboxQuery.all().ofRole("Finance"))).containsExactly("two");
        assertThat(runs(both, InboxQuery.all().ofRole("Sales")))
                .as("a role that the actor does not hold")
                .isEmpty();
        assertThat(runs(crm.viewer, InboxQuery.all())).isEmpty();
    }

    @Test
    @DisplayName("G12 what is late can be asked for, and is counted by role")
    void inbox_overdueAndTallies() {
        twoQuestions();
        assertThat(runs(both, InboxQuery.all().onlyOverdue())).isEmpty();
        assertThat(crm.as(both).inboxTallies())
                .containsExactly(new InboxTally("Finance", 1, 0), new InboxTally("Legal", 1, 0));
        crm.clock.advance(Duration.ofDays(1));
        assertThat(crm.as(both).inbox(InboxQuery.all().onlyOverdue(), START, 10).rows())
                .singleElement()
                .satisfies(line -> {
                    assertThat(line.run()).isEqualTo("one");
                    assertThat(line.overdue()).isTrue();
                });
        assertThat(crm.as(both).inboxTallies())
                .containsExactly(new InboxTally("Finance", 1, 0), new InboxTally("Legal", 1, 1));
        assertThat(crm.as(crm.viewer).inboxTallies()).isEmpty();
    }

    @Test
    @DisplayName("what is mine leaves out what I asked myself and what I answered")
    void inbox_onlyMine() {
        crm.rules.require("R1", "crm.promote-reference", Crm.DIRECTOR_ROLE, 2);
        String first = crm.start(crm.promotion());
        String own = crm.as(crm.ana).start(crm.promotion()).id();
        String second = crm.start(crm.promotion());
        crm.approve(crm.ana, first, "promote").orThrow();
        assertThat(runs(crm.ana, InboxQuery.all())).containsExactlyInAnyOrder(first, own, second);
        assertThat(runs(crm.ana, InboxQuery.all().onlyMine())).containsExactly(second);
        assertThat(runs(crm.owner, InboxQuery.all().onlyMine()))
                .as("the agent acts for the owner")
                .containsExactly(own);
        Page<InboxLine> page = crm.as(crm.ana).inbox(InboxQuery.all().onlyMine(), START, 1);
        int found = page.rows().size();
        while (page.next().isPresent()) {
            page = crm.as(crm.ana)
                    .inbox(InboxQuery.all().onlyMine(), page.next().get(), 1);
            found += page.rows().size();
        }
        assertThat(found).isEqualTo(1);
    }

    @Test
    @DisplayName("G20 an operator sees which steps wait for a moment")
    void timers() {
        Instant until = crm.clock.instant().plus(Duration.ofHours(2));
        crm.rules.add("H", fact -> true, new Finding.Hold(until, "embargo"));
        String id = ask("held", "crm.detect");
        assertThat(crm.as(crm.viewer).timers(until.minusMillis(1), START, 10).rows())
                .isEmpty();
        assertThat(crm.as(crm.viewer).timers(until, START, 10).rows()).containsExactly(new TimerLine(id, "a", until));
    }

    // ---- S16 ----------------------------------------------------------------------------------------------------

    @Test
    @DisplayName("S16: erasing a run removes all its words and payloads, once, and changes no state")
    void erase_wholeRun() {
        crm.rules.require("R1", "crm.promote-reference", Crm.DIRECTOR_ROLE, 1);
        String id = crm.start(crm.advocacy());
        crm.work(id);
        crm.approve(crm.ana, id, "promote").orThrow();
        crm.work(id);
        long version = crm.run(id).version();
        int erased = crm.as(crm.admin).erase(id);
        assertThat(erased).isGreaterThan(5);
        assertThat(crm.as(crm.admin).erase(id)).as("nothing is left").isZero();
        assertThat(crm.run(id).version()).isEqualTo(version);
        assertThat(crm.as(crm.agent).export(id)).doesNotContain("Acme", "Advocacy Nomination", "fine");
        assertThat(crm.as(crm.agent).record(id).heading().title()).isEqualTo("redacted");
    }

    @Test
    @DisplayName("S16: a step's payloads can be erased alone; what was approved is then not executed")
    void erase_oneStep() {
        crm.rules.require("R1", "crm.promote-reference", Crm.DIRECTOR_ROLE, 1);
        String id = crm.start(crm.promotion());
        crm.as(crm.agent)
                .edit(crm.as(crm.agent).step(id, "promote"), Crm.payload("Globex"), "typo")
                .orThrow();
        crm.approve(crm.ana, id, "promote").orThrow();
        assertThat(crm.as(crm.admin).erase(id, "promote"))
                .as("the first and the edited one")
                .isEqualTo(2);
        assertThat(crm.as(crm.ana).approval(id, "promote").payload()).isEmpty();
        assertThat(crm.as(crm.ana).approval(id, "promote").title()).isEqualTo("Promote Acme");
        assertThat(crm.work(id)).isZero();
        assertThat(crm.state(id, "promote")).isEqualTo(StepState.FAILED);
    }

    @Test
    @DisplayName("S16: only a known actor of the tenant erases, and only what is there")
    void erase_refusals() {
        String id = crm.start(crm.promotion());
        assertThatThrownBy(() -> crm.as(Actor.human("globex", "ana")).erase(id))
                .isInstanceOf(RunsException.class)
                .hasMessageStartingWith("RUNS-REFUSED-002");
        Actor stranger = crm.people.add(Actor.human("globex", "ana"));
        assertThatThrownBy(() -> crm.as(stranger).erase(id))
                .isInstanceOf(RunsException.class)
                .hasMessageStartingWith("RUNS-REFUSED-001 There is no run '" + id + "' for this tenant.");
        assertThatThrownBy(() -> crm.as(crm.admin).erase(id, "promotte"))
                .isInstanceOf(RunsException.class)
                .hasMessageStartingWith("RUNS-REFUSED-001 Run '" + id + "' has no step 'promotte'");
        assertThat(crm.as(crm.ana).approval(id, "promote").payload()).isPresent();
    }
}
