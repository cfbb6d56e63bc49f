package dev.runs.samples.crm.governance;

import dev.runs.Runs;
import dev.runs.access.AccessPolicy;
import dev.runs.actor.Identity;
import dev.runs.gate.DayCount;
import dev.runs.gate.FactSource;
import dev.runs.gate.Gate;
import dev.runs.samples.crm.crm.Accounts;
import dev.runs.samples.crm.crm.Opportunities;
import dev.runs.samples.crm.crm.SupportCases;
import dev.runs.spring.boot.RunsCustomizer;
import dev.runs.storage.RunStore;
import java.time.InstantSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * What this host gives the library. The starter makes {@link Runs} of it, with the rule packs that {@code application.yaml} names,
 * in the CRM's own database and its transactions.
 */
@Configuration(proxyBeanMethods = false)
class CrmRuns {
    @Bean
    InstantSource clock() {
        return InstantSource.system();
    }

    @Bean
    AccessPolicy access() {
        return AccessPolicy.standard().auditors("Auditor").administrators("CRM administrator");
    }

    @Bean
    FactSource facts(JdbcClient jdbc) {
        return new CrmFacts(jdbc);
    }

    @Bean
    DayCount dayCount(JdbcClient jdbc) {
        return new CrmDayCount(jdbc);
    }

    @Bean
    ActionsAt actionsAt(
            Accounts accounts,
            Opportunities opportunities,
            SupportCases cases,
            JdbcClient jdbc,
            PlatformTransactionManager transactions) {
        return clock -> runs -> {
            runs.catalog(CrmActions::describe);
            new CrmHandlers(accounts, opportunities, cases, jdbc, new TransactionTemplate(transactions), clock)
                    .register(runs);
        };
    }

    @Bean
    RunsCustomizer actions(ActionsAt actions, InstantSource clock) {
        return actions.by(clock);
    }

    /** Demo data have a past; it is played with a clock of its own, before the application's own workers start. */
    @Bean
    PastRuns pastRuns(
            RunStore store,
            Gate rules,
            Identity identity,
            AccessPolicy access,
            FactSource facts,
            DayCount dayCount,
            ActionsAt actions) {
        return clock -> {
            Runs.Builder runs = Runs.builder()
                    .store(store)
                    .rules(rules)
                    .identity(identity)
                    .access(access)
                    .facts(facts)
                    .dayCount(dayCount)
                    .clock(clock)
                    .manualWork();
            actions.by(clock).customize(runs);
            return runs.build();
        };
    }

    /** The catalogue and the handlers, by a clock. */
    @FunctionalInterface
    interface ActionsAt {
        RunsCustomizer by(InstantSource clock);
    }
}
