package dev.runs.spring;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import dev.runs.Runs;
import dev.runs.action.RiskLevel;
import dev.runs.actor.Actor;
import dev.runs.actor.Identity;
import dev.runs.gate.Gate;
import dev.runs.plan.RunPlan;
import dev.runs.storage.Cursor;
import dev.runs.storage.RunFilter;
import dev.runs.storage.RunStore;
import dev.runs.storage.jdbc.H2Store;
import dev.runs.storage.jdbc.HostConnections;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** The code of docs/guide/host-transactions.md: what is shown there stands here, and runs. */
@DisplayName("docs/guide/host-transactions.md")
class HostTransactionsGuideTest {
    record Letter(String customer) {}

    private static final Path GUIDE = Path.of("..", "docs", "guide", "host-transactions.md");
    private static final Path HERE =
            Path.of("src", "test", "java", "dev", "runs", "spring", "HostTransactionsGuideTest.java");
    private static final Pattern CODE = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);

    private final HikariDataSource dataSource = Databases.h2("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1");
    private final JdbcTemplate jdbc = new JdbcTemplate(dataSource);
    private final Actor agent = Actor.agent("acme", "agent");
    private final RunPlan plan =
            RunPlan.named("Onboarding").step("note", "Note it").action("crm.note", new Letter("Acme"));

    HostTransactionsGuideTest() {
        jdbc.execute("CREATE TABLE opportunity (id VARCHAR PRIMARY KEY)");
    }

    @AfterEach
    void shutDown() {
        dataSource.close();
    }

    private Runs open(RunStore store) {
        return Runs.builder()
                .store(store)
                .catalog(actions -> actions.internal("crm.note", RiskLevel.LOW, Letter.class))
                .rules(Gate.askingAlways("Director"))
                .identity(Identity.of(agent))
                .manualWork()
                .build();
    }

    private static void win(Connection connection, String id) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement("INSERT INTO opportunity VALUES (?)")) {
            insert.setString(1, id);
            insert.executeUpdate();
        }
    }

    private void assertBothAreThere(RunStore store) {
        assertThat(store.runs("acme", RunFilter.all(), Cursor.start(), 10).rows())
                .hasSize(1);
        assertThat(jdbc.queryForList("SELECT id FROM opportunity")).hasSize(1);
    }

    @Test
    void plain_jdbc() throws SQLException {
        DataSource dataSource = this.dataSource;
        HostConnections connections = HostConnections.on(dataSource);
        RunStore store = H2Store.on(connections);
        try (Runs runs = open(store)) {
            try (Connection connection = dataSource.getConnection()) {
                connection.setAutoCommit(false);
                try (HostConnections.Joined joined = connections.join(connection)) {
                    win(connection, "o-1");
                    runs.as(agent).start(plan);
                    joined.commit();
                }
            }
        }
        assertBothAreThere(store);
        store.close();
    }

    @Test
    void spring() {
        RunStore store = H2Store.on(SpringConnectionSource.on(dataSource));
        TransactionTemplate transactions = new TransactionTemplate(new JdbcTransactionManager(dataSource));
        try (Runs runs = open(store)) {
            transactions.executeWithoutResult(status -> {
                jdbc.update("INSERT INTO opportunity VALUES (?)", "o-2");
                runs.as(agent).start(plan);
            });
        }
        assertBothAreThere(store);
        store.close();
    }

    @Test
    void what_the_guide_shows_stands_here() throws IOException {
        List<String> shown = CODE.matcher(Files.readString(GUIDE))
                .results()
                .map((MatchResult found) -> unindented(found.group(1)))
                .toList();
        assertThat(shown).hasSize(4);
        String here = unindented(Files.readString(HERE));
        assertThat(shown).allSatisfy(code -> assertThat(here).contains(code));
    }

    private static String unindented(String code) {
        return String.join("\n", code.lines().map(String::strip).toList());
    }
}
