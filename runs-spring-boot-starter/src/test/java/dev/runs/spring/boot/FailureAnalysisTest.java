package dev.runs.spring.boot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runs.actor.Identity;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalyzer;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.support.SpringFactoriesLoader;
import org.springframework.jdbc.datasource.AbstractDataSource;

/** What somebody reads whose application does not start. */
class FailureAnalysisTest {
    private static String said(ApplicationContextRunner host) {
        StringBuilder said = new StringBuilder();
        host.run(context -> {
            assertThat(context).hasFailed();
            FailureAnalysis analysis = SpringFactoriesLoader.forDefaultResourceLocation()
                    .load(
                            FailureAnalyzer.class,
                            SpringFactoriesLoader.FailureHandler.logging(
                                    org.apache.commons.logging.LogFactory.getLog(FailureAnalysisTest.class)))
                    .stream()
                    .filter(analyzer -> analyzer.getClass().getPackageName().equals("dev.runs.spring.boot"))
                    .map(analyzer -> analyzer.analyze(context.getStartupFailure()))
                    .filter(found -> found != null)
                    .findFirst()
                    .orElseThrow(() -> new AssertionError("not analyzed", context.getStartupFailure()));
            said.append(analysis.getDescription()).append("\n=> ").append(analysis.getAction());
        });
        return said.toString();
    }

    @Configuration(proxyBeanMethods = false)
    static class Nobody {
        @Bean
        RunsCustomizer actions() {
            return runs -> runs.catalog(actions -> actions.internal("crm.note", dev.runs.action.RiskLevel.LOW));
        }
    }

    @Test
    void noIdentity() {
        assertThat(said(Contexts.empty()
                        .withUserConfiguration(Nobody.class)
                        .withPropertyValues("runs.rules.ask-always=Director")))
                .isEqualTo("""
                        There is no bean of type Identity, so that nobody is known who could decide.
                        => Define a bean of type dev.runs.actor.Identity that looks actors up among your users. A host with Spring \
                        Security, a UserDetailsService and one tenant may set runs.security.tenant instead.""");
    }

    @Test
    void severalIdentities() {
        assertThat(said(Contexts.host().withBean("others", Identity.class, () -> Identity.of(Host.ANA))))
                .isEqualTo("""
                        There are several beans of type Identity (others, people), and it is not said which one counts.
                        => Make one of them @Primary.""");
    }

    @Test
    void noRules() {
        assertThat(said(Contexts.empty().withUserConfiguration(Host.class))).isEqualTo("""
                        Nothing says which rules decide.
                        => Set runs.rules.location to the folder of a rule pack, such as classpath:governance, or \
                        runs.rules.ask-always to the role that is asked about every external or risky step.""");
    }

    @Test
    void noCatalogue() {
        assertThat(said(Contexts.empty()
                        .withBean(Identity.class, () -> Identity.of(Host.ANA))
                        .withPropertyValues("runs.rules.ask-always=Director")))
                .isEqualTo("""
                        RUNS-CONFIG-001 Runs.builder() has no action type.
                        => call catalog(actions -> actions.external("crm.send-mail", MEDIUM))
                        In a RunsCustomizer bean of the application.""");
    }

    @Test
    void severalDataSources() {
        assertThat(said(Contexts.host()
                        .withBean("reports", DataSource.class, () -> foreign("H2"))
                        .withBean("business", DataSource.class, () -> foreign("H2"))))
                .isEqualTo("""
                        There are several data sources (business, reports), and it is not said which one keeps the runs: they \
                        belong where the host's rows are that are committed together with them.
                        => Mark its bean method with @RunsDataSource, or make one of them @Primary.""");
    }

    @Test
    void noDataSource() {
        assertThat(said(new ApplicationContextRunner()
                        .withConfiguration(Contexts.OURS)
                        .withUserConfiguration(Host.class)
                        .withPropertyValues("runs.rules.ask-always=Director")))
                .isEqualTo("""
                        There is no bean of type DataSource, and no RunStore, to keep the runs.
                        => Set spring.datasource.url, or define a bean of type RunStore.""");
    }

    /** Returns connections to a database of which nothing is known but its name. */
    private static DataSource foreign(String product) {
        return new AbstractDataSource() {
            @Override
            public Connection getConnection() {
                return proxy(
                        Connection.class,
                        Map.of(
                                "getMetaData",
                                proxy(DatabaseMetaData.class, Map.of("getDatabaseProductName", product))));
            }

            @Override
            public Connection getConnection(String user, String password) {
                return getConnection();
            }
        };
    }

    private static <T> T proxy(Class<T> type, Map<String, Object> answers) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(),
                new Class<?>[] {type},
                (self, method, arguments) -> answers.get(method.getName())));
    }

    @Test
    void anotherDatabase() {
        assertThat(said(Contexts.host().withBean("other", DataSource.class, () -> foreign("Oracle"))))
                .isEqualTo("""
                        The data source is of Oracle, and runs are kept in PostgreSQL, H2 (for tests) and SQLite.
                        => Mark the data source of one of those with @RunsDataSource, or define a bean of type RunStore: one of \
                        your own, or SqliteStore.at(path) for a file beside your database, which cannot join its transactions.""");
    }

    @Test
    void databaseOutOfReach() {
        assertThat(said(Contexts.host()
                        .withPropertyValues(
                                "spring.datasource.generate-unique-name=false",
                                "spring.datasource.url=jdbc:h2:mem:" + UUID.randomUUID() + ";IFEXISTS=TRUE")))
                .startsWith("The database that is to keep the runs cannot be reached: ")
                .endsWith("\n=> Start it, or correct spring.datasource.url, username and password.");
    }

    @Test
    void noTables() {
        assertThat(said(Contexts.host()
                        .withPropertyValues(
                                "spring.datasource.generate-unique-name=false",
                                "spring.datasource.url=" + Postgres.database())))
                .startsWith("RUNS-STORE-0")
                .endsWith(
                        "\nHere that is: set runs.store.schema-mode=migrate, or run the statements of"
                                + " PostgresStore.ddl(options) with your migrations, which are done before the store is opened.");
    }

    @Test
    void noSuchRules() {
        assertThat(said(Contexts.host().withPropertyValues("runs.rules.location=classpath:rules/nowhere")))
                .startsWith("""
                        The rules at 'classpath:rules/nowhere' (runs.rules.location) cannot be used.
                        RUNS-RULE-""")
                .contains("rules/nowhere");
    }

    @Test
    void rulesWithMistakes() {
        assertThat(said(Contexts.host().withPropertyValues("runs.rules.location=classpath:rules/broken")))
                .startsWith("The rules at 'classpath:rules/broken' (runs.rules.location) cannot be used.\n")
                .contains("mail.drl:10:8  ")
                .endsWith(
                        "\n=> Mend the files, or the property. 'runs check <folder>' tells the same without starting the"
                                + " application.");
    }

    @Test
    void rulesOfATenantThatDoNotFit() {
        assertThat(said(Contexts.host()
                        .withPropertyValues(
                                "runs.rules.location=classpath:rules/global",
                                "runs.rules.tenants.globex=classpath:rules/global")))
                .startsWith("The rules at 'classpath:rules/global' (runs.rules.location) cannot be used.\n")
                .contains("Tenant 'globex': ");
    }

    @Test
    void reloadOfWhatIsNoFolder() {
        assertThat(said(Contexts.host()
                        .withPropertyValues("runs.rules.location=classpath:rules/global", "runs.rules.reload=10s")))
                .isEqualTo("""
                        runs.rules.reload is set, and 'classpath:rules/global' (runs.rules.location) is no folder of the file system.
                        => Put the rules into a folder, as in runs.rules.location=file:/etc/crm/governance, or remove \
                        runs.rules.reload.""");
    }
}
