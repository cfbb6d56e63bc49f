package dev.runs.samples.crm.governance;

import dev.runs.Runs;
import dev.runs.access.AccessPolicy;
import dev.runs.actor.Identity;
import dev.runs.gate.Gate;
import dev.runs.samples.crm.crm.Accounts;
import dev.runs.samples.crm.crm.Opportunities;
import dev.runs.samples.crm.crm.SupportCases;
import dev.runs.storage.RunStore;
import java.time.InstantSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Puts the library into this host: its actions, handlers and facts. */
@Component
public class CrmRuns {
    private final RunStore store;
    private final Gate rules;
    private final Identity identity;
    private final Accounts accounts;
    private final Opportunities opportunities;
    private final SupportCases cases;
    private final JdbcClient jdbc;
    private final TransactionTemplate transactions;

    CrmRuns(
            RunStore store,
            Gate rules,
            Identity identity,
            Accounts accounts,
            Opportunities opportunities,
            SupportCases cases,
            JdbcClient jdbc,
            TransactionTemplate transactions) {
        this.store = store;
        this.rules = rules;
        this.identity = identity;
        this.accounts = accounts;
        this.opportunities = opportunities;
        this.cases = cases;
        this.jdbc = jdbc;
        this.transactions = transactions;
    }

    /** Returns a builder that has everything but where handlers run; demo data are played with a clock of their own. */
    public Runs.Builder builder(InstantSource clock) {
        Runs.Builder runs = Runs.builder()
                .store(store)
                .catalog(CrmActions::describe)
                .rules(rules)
                .identity(identity)
                .access(AccessPolicy.standard()
                        .auditors("Auditor")
                        .administrators("CRM administrator"))
                .facts(new CrmFacts(jdbc))
                .dayCount(new CrmDayCount(jdbc))
                .clock(clock);
        new CrmHandlers(accounts, opportunities, cases, jdbc, transactions, clock).register(runs);
        return runs;
    }
}
