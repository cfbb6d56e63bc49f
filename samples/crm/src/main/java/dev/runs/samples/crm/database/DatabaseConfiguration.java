package dev.runs.samples.crm.database;

import com.zaxxer.hikari.HikariDataSource;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Starts the embedded server unless {@code spring.datasource.url} says where another one is. */
@Configuration
@ConditionalOnProperty(name = "spring.datasource.url", matchIfMissing = true, havingValue = "embedded")
class DatabaseConfiguration {
    @Bean
    CrmDatabase crmDatabase() {
        return CrmDatabase.start();
    }

    @Bean
    @ConfigurationProperties("spring.datasource.hikari")
    HikariDataSource dataSource(CrmDatabase database) {
        HikariDataSource pool = new HikariDataSource();
        pool.setJdbcUrl(database.url());
        // Batches become one statement with many rows.
        pool.addDataSourceProperty("reWriteBatchedInserts", "true");
        return pool;
    }
}
