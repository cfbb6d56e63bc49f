package dev.runs.samples.crm;

import dev.runs.Runs;
import dev.runs.actor.Actor;
import dev.runs.engine.ApprovalView;
import dev.runs.engine.InboxQuery;
import dev.runs.engine.Session;
import dev.runs.graph.StepState;
import dev.runs.run.Run;
import dev.runs.run.Step;
import dev.runs.samples.crm.agent.NewTranscript;
import dev.runs.samples.crm.agent.TranscriptService;
import dev.runs.samples.crm.people.DemoPeople;
import dev.runs.samples.crm.tenant.CurrentTenant;
import dev.runs.storage.Cursor;
import dev.runs.testing.SettableClock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** A customer of one's own for each test, and what people and agents do about it; in the tenant Aurora unless said otherwise. */
@Component
public class CrmFixture {
    private static final AtomicInteger NUMBER = new AtomicInteger();

    /** Who answers for which role; none of them is somebody for whom an agent acts. */
    private static final Map<String, String> HOLDERS = Map.of(
            "Customer success director", "dora",
            "Sales director", "vera",
            "Legal", "lena",
            "Finance", "finn",
            "Data protection officer", "pia",
            "Deal desk", "dina");

    private final Runs runs;
    private final TranscriptService transcripts;
    private final JdbcClient jdbc;
    private final SettableClock clock;

    CrmFixture(Runs runs, TranscriptService transcripts, JdbcClient jdbc, SettableClock clock) {
        this.runs = runs;
        this.transcripts = transcripts;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** Makes a customer with one contact and one sale of 30,000; returns its key. */
    public String customer(String name, String tier) {
        String id = "acc-test-" + NUMBER.incrementAndGet();
        jdbc.sql("INSERT INTO account VALUES (?, 'aurora', ?, NULL, ?, 'DE', false, NULL)")
                .params(id, name, tier)
                .update();
        jdbc.sql("INSERT INTO contact VALUES (?, 'aurora', ?, 'Ana Abel', 'ana.abel@customer.example', true)")
                .params("con-" + id, id)
                .update();
        jdbc.sql("INSERT INTO opportunity VALUES (?, 'aurora', ?, 'seats', NULL, 'Proposal', 30000, 'EUR',"
                        + " '2026-01-01', NULL, 0)")
                .params("opp-" + id, id)
                .update();
        return id;
    }

    public NewTranscript transcript(String account, String said) {
        return new NewTranscript(
                "call-" + NUMBER.incrementAndGet(),
                account,
                Optional.empty(),
                "Quarterly review",
                clock.instant(),
                List.of("ana"),
                said);
    }

    /** A transcript comes in; returns the one run that it starts, in which everything was done that needs nobody. */
    public String heard(String account, String said) {
        TranscriptService.Added added =
                CurrentTenant.call(DemoPeople.AURORA, () -> transcripts.add(transcript(account, said)));
        if (added.runs().size() != 1) {
            throw new AssertionError("started " + added.runs());
        }
        work(added.runs().get(0));
        return added.runs().get(0);
    }

    /** The data steward's agent finds the duplicates that there are. */
    public String duplicatesFound() {
        String run = CurrentTenant.call(
                        DemoPeople.AURORA,
                        () -> transcripts.cleanUp("signal-" + NUMBER.incrementAndGet(), clock.instant(), 100))
                .orElseThrow();
        work(run);
        return run;
    }

    /** Returns the steps of a run that are in a state. */
    public List<String> steps(String run, StepState state) {
        return run(run).steps().stream()
                .filter(step -> step.state() == state)
                .map(Step::id)
                .toList();
    }

    public void work(String run) {
        runs.worker().runReady(DemoPeople.AURORA, run);
    }

    public Session as(String person) {
        return runs.as(Actor.human(DemoPeople.AURORA, "aurora-" + person));
    }

    /** Has everybody approve who is asked, one after the other, until nobody is asked any more. */
    public void approveAll(String run, String step) {
        for (int asked = 0; asked < 10 && state(run, step) == StepState.AWAITING_APPROVAL; asked++) {
            Session session = as(whoIsAsked(run, step));
            session.approve(session.approval(run, step), "Fine").orThrow();
            work(run);
        }
    }

    public void reject(String run, String step) {
        Session session = as(whoIsAsked(run, step));
        session.reject(session.approval(run, step), "No").orThrow();
        work(run);
    }

    private String whoIsAsked(String run, String step) {
        return HOLDERS.values().stream()
                .sorted()
                .filter(person -> as(person).inbox(InboxQuery.all().onlyMine(), Cursor.start(), 500).rows().stream()
                        .anyMatch(line -> line.run().equals(run) && line.step().equals(step)))
                .findFirst()
                .orElseThrow(() -> new AssertionError("nobody is asked about " + step + " of " + run));
    }

    public ApprovalView approval(String run, String step) {
        return as("ada").approval(run, step);
    }

    public Run run(String id) {
        return as("ada").run(id);
    }

    public StepState state(String run, String step) {
        return run(run).step(step).map(Step::state).orElseThrow();
    }

    public long count(String sql, Object... parameters) {
        return jdbc.sql(sql).params(List.of(parameters)).query(Long.class).single();
    }
}
