package dev.runs.samples.crm.agent;

import dev.runs.Runs;
import dev.runs.plan.RunPlan;
import dev.runs.samples.crm.agent.Finding.Kind;
import dev.runs.samples.crm.crm.Account;
import dev.runs.samples.crm.crm.Accounts;
import dev.runs.samples.crm.crm.Contacts;
import dev.runs.samples.crm.crm.Meeting;
import dev.runs.samples.crm.crm.Opportunities;
import dev.runs.samples.crm.crm.SupportCases;
import dev.runs.samples.crm.tenant.CurrentTenant;
import jakarta.persistence.EntityManager;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Takes transcripts in. The meeting is stored and the agents start their runs in one transaction: there is no run without its
 * meeting, and no meeting whose runs were lost.
 */
@Service
public class TranscriptService {
    private final TranscriptAnalyser analyser = new TranscriptAnalyser(TranscriptRules.standard());
    private final Runs runs;
    private final EntityManager entities;
    private final Accounts accounts;
    private final Contacts contacts;
    private final Opportunities opportunities;
    private final SupportCases cases;

    /**
     * What came of a transcript.
     *
     * @param meeting the meeting's key
     * @param runs the runs that were started for it, now or before
     */
    public record Added(String meeting, List<String> runs) {}

    public TranscriptService(
            Runs runs,
            EntityManager entities,
            Accounts accounts,
            Contacts contacts,
            Opportunities opportunities,
            SupportCases cases) {
        this.runs = runs;
        this.entities = entities;
        this.accounts = accounts;
        this.contacts = contacts;
        this.opportunities = opportunities;
        this.cases = cases;
    }

    /**
     * Stores a transcript of the thread's tenant and starts what follows from it. The same transcript again changes nothing.
     *
     * @throws IllegalArgumentException if the tenant has no such account
     */
    @Transactional
    public Added add(NewTranscript transcript) {
        Account account = accounts.findById(transcript.account())
                .orElseThrow(() -> new IllegalArgumentException("there is no account '" + transcript.account() + "'"));
        Meeting meeting = Optional.ofNullable(entities.find(Meeting.class, transcript.id()))
                .orElseGet(() -> store(transcript));
        List<String> started = new ArrayList<>();
        plans(meeting, customer(account, transcript)).forEach(planned -> started.add(start(planned)));
        return new Added(meeting.id(), List.copyOf(started));
    }

    /** Has the data steward's agent merge duplicates; about so many pairs, and the same signal once. */
    @Transactional
    public Optional<String> cleanUp(String signal, Instant now, int most) {
        List<Duplicates.Pair> pairs = Duplicates.in(accounts.findByMergedIntoIsNullOrderByNameAscIdAsc());
        return pairs.isEmpty()
                ? Optional.empty()
                : Optional.of(start(new Planned(
                        Agent.STEWARD, RunPlans.cleanUp(signal, now, pairs.subList(0, Math.min(most, pairs.size()))))));
    }

    private record Planned(Agent agent, RunPlan plan) {}

    private String start(Planned planned) {
        return runs.as(planned.agent().in(CurrentTenant.require()))
                .start(planned.plan())
                .id();
    }

    private Meeting store(NewTranscript transcript) {
        Meeting meeting = new Meeting(
                transcript.id(),
                transcript.account(),
                transcript.opportunity(),
                transcript.title(),
                transcript.heldAt(),
                transcript.attendees(),
                transcript.transcript());
        entities.persist(meeting);
        return meeting;
    }

    private Customer customer(Account account, NewTranscript transcript) {
        return new Customer(
                account,
                contacts.findByAccountIdOrderById(account.id()),
                transcript
                        .opportunity()
                        .flatMap(opportunities::findById)
                        .or(() -> opportunities.findByAccountIdOrderByOpenedOnDescIdAsc(account.id()).stream()
                                .findFirst()),
                cases.findByAccountIdOrderByOpenedAtDescIdAsc(account.id()).stream()
                        .filter(complaint -> complaint.status().equals("open"))
                        .findFirst());
    }

    /** What the agents make of a meeting: one run for each thing that the customer brought up. */
    private List<Planned> plans(Meeting meeting, Customer customer) {
        Analysis heard = analyser.analyse(meeting.transcript());
        List<Planned> plans = new ArrayList<>();
        Optional<Finding> outcome =
                heard.first(Kind.OUTCOME).filter(any -> heard.first(Kind.IMPACT).isPresent());
        outcome.ifPresent(finding ->
                plans.add(new Planned(Agent.ADVOCACY, RunPlans.advocacy(meeting, customer, finding, heard.ask()))));
        heard.first(Kind.DISCOUNT)
                .ifPresent(finding -> customer.opportunity()
                        .ifPresent(sale -> plans.add(
                                new Planned(Agent.DEALS, RunPlans.discount(meeting, customer, sale, finding)))));
        heard.first(Kind.CHURN)
                .ifPresent(
                        finding -> plans.add(new Planned(Agent.DEALS, RunPlans.renewal(meeting, customer, finding))));
        heard.first(Kind.LEGAL)
                .ifPresent(
                        finding -> plans.add(new Planned(Agent.DEALS, RunPlans.contract(meeting, customer, finding))));
        heard.first(Kind.EXPORT)
                .ifPresent(
                        finding -> plans.add(new Planned(Agent.SUPPORT, RunPlans.export(meeting, customer, finding))));
        heard.first(Kind.REFUND)
                .ifPresent(
                        finding -> plans.add(new Planned(Agent.SUPPORT, RunPlans.refund(meeting, customer, finding))));
        // An ask that a nomination tells of gets onto the roadmap by the nomination.
        if (outcome.isEmpty()) {
            heard.first(Kind.ASK)
                    .ifPresent(finding -> plans.add(new Planned(
                            Agent.ADVOCACY,
                            RunPlans.roadmapAsk(
                                    meeting, customer, finding, heard.ask().orElseThrow()))));
        }
        return plans;
    }
}
