package dev.runs.samples.crm.people;

import dev.runs.actor.Identity;
import java.time.InstantSource;
import java.util.Optional;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionOperations;
import org.springframework.transaction.support.TransactionTemplate;

/** The people, kept beside everything else of the CRM, in its transactions. */
@Configuration(proxyBeanMethods = false)
class PeopleConfiguration {
    @Bean
    Tenants tenants(JdbcClient database, PlatformTransactionManager transactions, ObjectProvider<InstantSource> clock) {
        Tenants tenants = new Tenants(database);
        TransactionOperations operations = new TransactionTemplate(transactions);
        DemoPeople.provision(
                operations, tenants, people(database, transactions, clock), teams(database, transactions, clock));
        return tenants;
    }

    @Bean
    People people(JdbcClient database, PlatformTransactionManager transactions, ObjectProvider<InstantSource> clock) {
        return new People(database, new TransactionTemplate(transactions), clock.getIfAvailable(InstantSource::system));
    }

    @Bean
    Teams teams(JdbcClient database, PlatformTransactionManager transactions, ObjectProvider<InstantSource> clock) {
        return new Teams(database, new TransactionTemplate(transactions), clock.getIfAvailable(InstantSource::system));
    }

    @Bean
    Colleagues colleagues(JdbcClient database) {
        return new Colleagues(database);
    }

    @Bean
    Identity identity(JdbcClient database, ObjectProvider<Machines> machines) {
        return new CrmIdentity(database, machines.getIfAvailable(() -> (tenant, id) -> Optional.empty()));
    }
}
