package dev.runs.samples.crm.data;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runs.Runs;
import dev.runs.actor.Actor;
import dev.runs.engine.InboxQuery;
import dev.runs.engine.Session;
import dev.runs.graph.StepState;
import dev.runs.run.Run;
import dev.runs.run.RunStatus;
import dev.runs.samples.crm.TestCrm;
import dev.runs.storage.Cursor;
import dev.runs.storage.RunFilter;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

@DisplayName("What is there after the first start")
class DemoStartTest {
    private static ConfigurableApplicationContext crm;

    private static ConfigurableApplicationContext start() {
        return new SpringApplicationBuilder(TestCrm.class, DemoStart.class)
                .web(WebApplicationType.NONE)
                .run("--runs.worker.enabled=false", "--crm.demo-data=true");
    }

    @BeforeAll
    static void begin() {
        crm = start();
    }

    @AfterAll
    static void end() {
        crm.close();
    }

    private static Session administrator(ConfigurableApplicationContext context, String tenant) {
        return context.getBean(Runs.class)
                .as(Actor.human(tenant, tenant.equals("aurora") ? "aurora-ada" : "borealis-anna"));
    }

    private static List<Run> runs(ConfigurableApplicationContext context, String tenant) {
        Session session = administrator(context, tenant);
        return session.runs(RunFilter.all(), Cursor.start(), 200).rows().stream()
                .map(row -> session.run(row.run()))
                .toList();
    }

    /** Everything but the keys of steps, which are random. */
    private static Map<String, String> digest(ConfigurableApplicationContext context) {
        JdbcClient jdbc = context.getBean(JdbcClient.class);
        Map<String, String> digests = new TreeMap<>();
        for (String table : List.of(
                "account",
                "contact",
                "opportunity",
                "meeting",
                "support_case",
                "activity",
                "outbox_mail",
                "reference_site",
                "payment")) {
            digests.put(
                    table,
                    jdbc.sql(
                                    "SELECT md5(string_agg(line, '\n' ORDER BY line)) FROM (SELECT (to_jsonb(t) - 'step_key')::text AS line"
                                            + " FROM " + table + " t) AS lines")
                            .query(String.class)
                            .single());
        }
        for (String tenant : List.of("aurora", "borealis")) {
            runs(context, tenant).forEach(run -> digests.put(tenant + " " + run.id(), run.status() + states(run)));
        }
        return digests;
    }

    private static String states(Run run) {
        return run.steps().stream()
                .map(step -> step.id() + step.state())
                .toList()
                .toString();
    }

    @Test
    @DisplayName("is the same after another first start")
    void deterministic() {
        try (ConfigurableApplicationContext other = start()) {
            assertThat(digest(other)).isEqualTo(digest(crm));
        }
    }

    @Test
    @DisplayName("are runs in many states")
    void states() {
        List<Run> runs = runs(crm, "aurora");
        assertThat(runs.stream().map(Run::status))
                .contains(RunStatus.COMPLETED, RunStatus.PAUSED, RunStatus.HELD, RunStatus.CANCELLED, RunStatus.FAILED);
        assertThat(runs.stream().flatMap(run -> run.steps().stream()).map(step -> step.state()))
                .contains(
                        StepState.COMPLETED,
                        StepState.AWAITING_APPROVAL,
                        StepState.CHANGES_REQUESTED,
                        StepState.REJECTED,
                        StepState.SKIPPED,
                        StepState.FAILED,
                        StepState.CANCELLED);
        assertThat(runs).anyMatch(run -> run.steps().size() == 300);
    }

    @Test
    @DisplayName("are runs of at least six kinds, at all levels of risk")
    void kinds() {
        Session session = administrator(crm, "aurora");
        assertThat(runs(crm, "aurora").stream()
                        .map(run -> session.record(run.id()).heading().title())
                        .distinct())
                .containsExactlyInAnyOrder(
                        "Advocacy Nomination",
                        "Discount Request",
                        "Customer Data Export",
                        "Renewal Outreach",
                        "Contract Change",
                        "Refund or Credit",
                        "Roadmap Ask",
                        "Clean-up of Duplicates");
    }

    @Test
    @DisplayName("are answers that are late, and nothing in the future")
    void late() {
        Runs runs = crm.getBean(Runs.class);
        assertThat(runs.as(Actor.human("aurora", "aurora-vera"))
                        .inbox(InboxQuery.all().onlyOverdue(), Cursor.start(), 100)
                        .rows())
                .isNotEmpty();
        assertThat(administrator(crm, "aurora")
                        .runs(RunFilter.all(), Cursor.start(), 200)
                        .rows())
                .allMatch(row -> row.head().started().isBefore(Instant.parse("2026-11-23T11:00:00Z")));
    }

    @Test
    @DisplayName("has outside exactly what was approved, once")
    void exactlyOnce() {
        for (String tenant : List.of("aurora", "borealis")) {
            long executed = runs(crm, tenant).stream()
                    .flatMap(run -> run.steps().stream())
                    .filter(step -> step.state() == StepState.COMPLETED && step.external())
                    .count();
            assertThat(crm.getBean(JdbcClient.class)
                            .sql("SELECT (SELECT count(*) FROM outbox_mail WHERE tenant = :t)"
                                    + " + (SELECT count(*) FROM reference_site WHERE tenant = :t)"
                                    + " + (SELECT count(*) FROM payment WHERE tenant = :t)"
                                    + " + (SELECT count(*) FROM activity WHERE tenant = :t AND kind = 'discount')")
                            .param("t", tenant)
                            .query(Long.class)
                            .single())
                    .as(tenant)
                    .isEqualTo(executed)
                    .isPositive();
        }
    }
}
