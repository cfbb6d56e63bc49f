package dev.runs.samples.crm.data;

import dev.runs.Runs;
import dev.runs.samples.crm.agent.TranscriptService;
import dev.runs.samples.crm.crm.Accounts;
import dev.runs.samples.crm.crm.Contacts;
import dev.runs.samples.crm.crm.Opportunities;
import dev.runs.samples.crm.crm.SupportCases;
import dev.runs.samples.crm.governance.PastRuns;
import dev.runs.samples.crm.people.DemoPeople;
import jakarta.persistence.EntityManager;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Fills an empty database with demo data, after everything is made and before requests and workers begin. Without
 * {@code crm.demo-data=true} it does nothing.
 */
@Component
@ConditionalOnProperty(name = "crm.demo-data", havingValue = "true")
class DemoStart implements SmartInitializingSingleton {
    private static final long SEED = 20_261_123;

    private final PastRuns pastRuns;
    private final InstantSource clock;
    private final EntityManager entities;
    private final Accounts accounts;
    private final Contacts contacts;
    private final Opportunities opportunities;
    private final SupportCases cases;
    private final JdbcTemplate jdbc;
    private final TransactionTemplate transactions;

    DemoStart(
            PastRuns pastRuns,
            InstantSource clock,
            EntityManager entities,
            Accounts accounts,
            Contacts contacts,
            Opportunities opportunities,
            SupportCases cases,
            JdbcTemplate jdbc,
            PlatformTransactionManager transactions) {
        this.pastRuns = pastRuns;
        this.clock = clock;
        this.entities = entities;
        this.accounts = accounts;
        this.contacts = contacts;
        this.opportunities = opportunities;
        this.cases = cases;
        this.jdbc = jdbc;
        this.transactions = new TransactionTemplate(transactions);
    }

    @Override
    public void afterSingletonsInstantiated() {
        boolean empty = JdbcClient.create(jdbc)
                .sql("SELECT NOT EXISTS (SELECT 1 FROM account)")
                .query(Boolean.class)
                .single();
        if (empty) {
            Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
            load(DemoPeople.AURORA, SEED, now, List.of("aurora-mia", "aurora-tom"));
            load(DemoPeople.BOREALIS, SEED + 1, now, List.of("borealis-gina", "borealis-hugo"));
        }
    }

    private void load(String tenant, long seed, Instant now, List<String> owners) {
        DemoData data = DemoData.of(tenant, seed, LocalDate.ofInstant(now, ZoneOffset.UTC), owners);
        transactions.executeWithoutResult(
                status -> data.tables().forEach(table -> jdbc.batchUpdate(table.insert(), table.rows())));
        DemoClock past = new DemoClock(now.minus(Duration.ofDays(10)));
        try (Runs runs = pastRuns.by(past)) {
            TranscriptService transcripts =
                    new TranscriptService(runs, entities, accounts, contacts, opportunities, cases);
            DemoRuns.play(tenant, new DemoStory(tenant, runs, transcripts, transactions, past, now));
        }
    }
}
