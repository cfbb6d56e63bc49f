package dev.runs.samples.crm.governance;

import dev.runs.Runs;
import dev.runs.rules.RuleShelf;
import dev.runs.spring.SpringConnectionSource;
import dev.runs.storage.RunStore;
import dev.runs.storage.jdbc.PostgresOptions;
import dev.runs.storage.jdbc.PostgresStore;
import dev.runs.storage.jdbc.SchemaMode;
import java.time.InstantSource;
import javax.sql.DataSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The library's beans. */
@Configuration
class RunsConfiguration {
    @Bean
    InstantSource clock() {
        return InstantSource.system();
    }

    /** The runs are in the CRM's own database, and take part in its transactions. */
    @Bean
    RunStore runStore(DataSource database) {
        return PostgresStore.on(
                SpringConnectionSource.on(database),
                PostgresOptions.defaults().schemaMode(SchemaMode.MIGRATE));
    }

    @Bean
    RuleShelf rules(RunStore store, InstantSource clock) {
        return CrmRules.open(store, clock);
    }

    @Bean
    Runs runs(CrmRuns crm, InstantSource clock) {
        return crm.builder(clock).build();
    }
}
