package dev.runs.samples.crm;

import dev.runs.testing.SettableClock;
import java.time.Instant;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.persistence.autoconfigure.EntityScan;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Primary;
import org.springframework.data.jpa.repository.config.EnableJpaRepositories;

/** The CRM without its web pages and its sign-in: people, records, agents, rules and one database. Handlers run when a test says so. */
@SpringBootConfiguration
@EnableAutoConfiguration
@EntityScan("dev.runs.samples.crm.crm")
@EnableJpaRepositories("dev.runs.samples.crm.crm")
@ComponentScan(
        basePackages = {
            "dev.runs.samples.crm.crm",
            "dev.runs.samples.crm.agent",
            "dev.runs.samples.crm.governance",
            "dev.runs.samples.crm.database",
            "dev.runs.samples.crm.people",
            "dev.runs.samples.crm.tenant"
        },
        // Applications of other tests.
        excludeFilters = @ComponentScan.Filter(SpringBootConfiguration.class))
public class TestCrm {
    /** A Monday noon: nothing is late, and nobody sleeps. */
    @Bean
    @Primary
    SettableClock testClock() {
        return new SettableClock(Instant.parse("2026-11-23T11:00:00Z"));
    }
}
