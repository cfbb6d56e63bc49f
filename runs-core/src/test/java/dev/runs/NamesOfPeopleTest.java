package dev.runs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runs.actor.Actor;
import dev.runs.engine.InboxEntry;
import dev.runs.engine.InboxQuery;
import dev.runs.engine.Pages;
import dev.runs.engine.Session;
import dev.runs.gate.Approver;
import dev.runs.kit.Crm;
import dev.runs.record.Asking;
import dev.runs.record.RunRecord;
import dev.runs.storage.Cursor;
import dev.runs.storage.RunFilter;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@DisplayName("People are called by name where something is shown, and by id in what is kept")
class NamesOfPeopleTest {
    private static final String RUN = "run-advocacy-nomination";

    @RegisterExtension
    final Crm crm = new Crm();

    @BeforeEach
    void waiting() {
        crm.people.name(crm.ana, "Ana Lopez");
        crm.people.name(crm.ben, "Ben Ode");
        crm.people.name(Actor.human(Crm.TENANT, "owner"), "Olga Berg");
        crm.rules.require("ADV-001", "crm.promote-reference", Crm.DIRECTOR_ROLE, 1);
        crm.start(crm.advocacy());
        crm.work(RUN);
    }

    private Pages pages(Actor actor) {
        return crm.as(actor).pages(ZoneOffset.UTC);
    }

    private List<String> texts() {
        return pages(crm.ana).history(RUN).rows().stream()
                .map(RunRecord.HistoryLine::text)
                .toList();
    }

    @Test
    void aVote() {
        crm.approve(crm.ana, RUN, "promote");
        RunRecord.VoteRow vote = pages(crm.ben)
                .run(RUN)
                .record()
                .approvals()
                .rows()
                .get(0)
                .votes()
                .get(0);
        assertThat(vote.who()).isEqualTo("Ana Lopez");
        assertThat(vote.whoId()).isEqualTo("ana");
        assertThat(vote.line())
                .isEqualTo("Approved by Ana Lopez as Customer success director, 2 March 2026, 09:00 UTC: fine.");
        assertThat(texts())
                .contains("'Promote Acme as a reference candidate' was approved by Ana Lopez as Customer success"
                        + " director: fine.");
        assertThat(pages(crm.ben).whyAllowed(RUN, "promote").headline())
                .endsWith("approved by Ana Lopez (Customer success director).");
    }

    @Test
    void theHistory_saysWho_withTheIdAtHand() {
        crm.approve(crm.ana, RUN, "promote");
        assertThat(pages(crm.ben).history(RUN).rows())
                .extracting(line -> line.who() + " = " + line.whoId())
                .contains("Ana Lopez = ana", "advocacy-agent for Olga Berg = advocacy-agent for owner");
        assertThat(pages(crm.ben).changes(RUN, 1).history())
                .extracting(RunRecord.HistoryLine::who)
                .contains("Ana Lopez");
    }

    @Test
    void aQuestionThatIsTakenAndPassedOn() {
        Session ana = crm.as(crm.ana);
        ana.claim(ana.approval(RUN, "promote")).orThrow();
        Asking asking = pages(crm.ben).approval(RUN, "promote").asking();
        assertThat(asking.stages().get(0).claims())
                .containsExactly(new Asking.Claim(Crm.DIRECTOR_ROLE, Crm.DIRECTOR_ROLE, "ana", "Ana Lopez"));
        InboxEntry entry = pages(crm.ana)
                .inbox(InboxQuery.all(), Cursor.start(), 10)
                .rows()
                .get(0);
        assertThat(entry.claimedBy()).contains("Ana Lopez");
        assertThat(entry.claimedById()).contains("ana");
        ana.release(ana.approval(RUN, "promote")).orThrow();
        Session admin = crm.as(crm.admin);
        admin.reassign(
                        admin.approval(RUN, "promote"),
                        Crm.DIRECTOR_ROLE,
                        new Approver.Person("ben"),
                        false,
                        "Ana is away")
                .orThrow();
        assertThat(pages(crm.ben)
                        .approval(RUN, "promote")
                        .asking()
                        .stages()
                        .get(0)
                        .approvers())
                .isEqualTo("Ben Ode");
        assertThat(pages(crm.ben)
                        .inbox(InboxQuery.all(), Cursor.start(), 10)
                        .rows()
                        .get(0)
                        .question()
                        .orElseThrow()
                        .asked())
                .isEqualTo("Ben Ode");
        assertThat(texts())
                .contains("The question about 'Promote Acme as a reference candidate' is with Ana Lopez now, for"
                        + " Customer success director.")
                .anyMatch(text -> text.contains("Ben Ode is asked instead of Customer success director"));
        assertThat(pages(crm.ben).whyBlocked(RUN, "promote").headline())
                .isEqualTo("'Promote Acme as a reference candidate' waits for approval by Ben Ode.");
    }

    @Test
    void aPage_asksForNamesOnce_whatIsKept_never() {
        int before = crm.people.askedForNames();
        pages(crm.ben).run(RUN);
        assertThat(crm.people.askedForNames()).isEqualTo(before + 1);
        pages(crm.ben).runs(RunFilter.all(), Cursor.start(), 10);
        assertThat(crm.people.askedForNames()).isEqualTo(before + 2);
        pages(crm.ben).inbox(InboxQuery.all(), Cursor.start(), 10);
        assertThat(crm.people.askedForNames()).as("roles have no names").isEqualTo(before + 2);
        crm.approve(crm.ana, RUN, "promote");
        int asked = crm.people.askedForNames();
        assertThat(crm.as(crm.admin).export(RUN)).doesNotContain("Ana Lopez").contains("\"who\":\"ana\"");
        assertThat(crm.people.askedForNames()).isEqualTo(asked);
    }

    @Test
    void aDirectoryWithoutNames_takesNoPageAway() {
        crm.approve(crm.ana, RUN, "promote");
        crm.people.forgetNames();
        assertThat(pages(crm.ben).history(RUN).rows())
                .extracting(RunRecord.HistoryLine::who)
                .contains("ana");
    }

    @Test
    void aNameThatHasChanged_isTheNewOneEverywhere_andNamesOfOthersAreNotTaken() {
        crm.approve(crm.ana, RUN, "promote");
        crm.people.name(crm.ana, "Ana Ode");
        assertThat(pages(crm.ben).history(RUN).rows())
                .extracting(RunRecord.HistoryLine::who)
                .contains("Ana Ode")
                .doesNotContain("Ana Lopez");
        crm.people.name(crm.ana, "Ben Ode");
        assertThat(pages(crm.ben).history(RUN).rows())
                .extracting(RunRecord.HistoryLine::who)
                .as("Ben is not on this page")
                .contains("Ben Ode");
        crm.as(crm.ben).comment(crm.as(crm.ben).step(RUN, "promote"), "Good").orThrow();
        assertThat(pages(crm.ben).history(RUN).rows())
                .extracting(RunRecord.HistoryLine::who)
                .contains("Ben Ode (ana)", "Ben Ode (ben)")
                .doesNotContain("Ben Ode");
    }
}
