package dev.runs.spring.boot;

import dev.runs.Runs;
import jakarta.persistence.EntityManager;
import java.util.List;
import org.springframework.boot.autoconfigure.AutoConfigurationPackage;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.transaction.annotation.Transactional;

/** A host whose rows are entities, configured as any application is. */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
@AutoConfigurationPackage
@Import(Host.class)
class JpaHost {
    @Bean
    Sales sales(EntityManager rows, Runs runs) {
        return new Sales(rows, runs);
    }

    /** The host's own service: what it writes and what it starts belong together. */
    static class Sales {
        private final EntityManager rows;
        private final Runs runs;

        Sales(EntityManager rows, Runs runs) {
            this.rows = rows;
            this.runs = runs;
        }

        @Transactional
        public void win(String opportunity) {
            rows.persist(new Opportunity(opportunity));
            Host.start(runs, opportunity);
        }

        /** Writes, has the library do something, and fails in the end. */
        @Transactional
        public void winAndFail(String opportunity) {
            win(opportunity);
            // Sent to the database, so that the rollback has something to undo.
            rows.flush();
            throw new IllegalStateException("the host's own failure");
        }

        /** Writes, and goes on when the library refuses. */
        @Transactional
        public void winWhateverTheLibrarySays(String opportunity, Runnable refused) {
            rows.persist(new Opportunity(opportunity));
            refused.run();
        }

        @Transactional(readOnly = true)
        public List<String> opportunities() {
            return rows.createQuery("select o from Opportunity o order by o.id", Opportunity.class)
                    .getResultStream()
                    .map(Opportunity::id)
                    .toList();
        }
    }
}
