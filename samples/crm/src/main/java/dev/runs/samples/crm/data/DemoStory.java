package dev.runs.samples.crm.data;

import dev.runs.Runs;
import dev.runs.actor.Actor;
import dev.runs.engine.Session;
import dev.runs.samples.crm.agent.NewTranscript;
import dev.runs.samples.crm.agent.TranscriptService;
import dev.runs.samples.crm.tenant.CurrentTenant;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * What happened in one tenant during the last days: transcripts came in, people decided, handlers ran. It really happens, only by
 * another clock.
 */
final class DemoStory {
    private final String tenant;
    private final Runs runs;
    private final TranscriptService transcripts;
    private final TransactionTemplate transactions;
    private final DemoClock clock;
    private final Instant now;

    DemoStory(
            String tenant,
            Runs runs,
            TranscriptService transcripts,
            TransactionTemplate transactions,
            DemoClock clock,
            Instant now) {
        this.tenant = tenant;
        this.runs = runs;
        this.transcripts = transcripts;
        this.transactions = transactions;
        this.clock = clock;
        this.now = now;
    }

    /** Goes on to so many hours before now. */
    void hoursAgo(int hours) {
        clock.advanceTo(now.minus(Duration.ofHours(hours)));
    }

    /** A transcript comes in, and what may run by itself does. Returns the run of the first thing that was brought up. */
    String heard(String customer, String title, String said) {
        String call = "call-" + customer.toLowerCase(Locale.ROOT).replaceAll("[^a-z]+", "-") + "-"
                + clock.instant().getEpochSecond() / 3600 % 10_000;
        TranscriptService.Added added = CurrentTenant.call(
                tenant,
                () -> transactions.execute(status -> transcripts.add(new NewTranscript(
                        call,
                        DemoData.featured(tenant, customer),
                        Optional.empty(),
                        title,
                        clock.instant(),
                        List.of("account manager", "customer"),
                        "Us: Thank you for your time. How is it going?\nCustomer: " + said + "\nUs: Thank you."))));
        added.runs().forEach(this::work);
        return added.runs().get(0);
    }

    /** The data steward's agent finds duplicates. */
    String duplicatesFound(int pairs) {
        String run = CurrentTenant.call(
                        tenant,
                        () -> transactions.execute(
                                status -> transcripts.cleanUp("signal-duplicates-" + tenant, clock.instant(), pairs)))
                .orElseThrow();
        work(run);
        return run;
    }

    void approves(String person, String run, String step, String reason) {
        Session session = as(person);
        session.approve(session.approval(run, step), reason).orThrow();
        work(run);
    }

    void rejects(String person, String run, String step, String reason) {
        Session session = as(person);
        session.reject(session.approval(run, step), reason).orThrow();
        work(run);
    }

    void sendsBack(String person, String run, String step, String reason) {
        Session session = as(person);
        session.requestChanges(session.approval(run, step), reason).orThrow();
    }

    void claims(String person, String run, String step) {
        Session session = as(person);
        session.claim(session.approval(run, step)).orThrow();
    }

    void putsOnHold(String person, String run, String reason) {
        as(person).hold(run, reason).orThrow();
    }

    void cancels(String person, String run, String reason) {
        as(person).cancel(run, reason).orThrow();
    }

    private Session as(String person) {
        return runs.as(Actor.human(tenant, tenant + "-" + person));
    }

    private void work(String run) {
        runs.worker().runReady(tenant, run);
    }
}
