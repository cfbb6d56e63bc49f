package dev.runs.samples.crm.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.runs.error.RunsException;
import dev.runs.samples.crm.CrmFixture;
import dev.runs.samples.crm.CrmTest;
import dev.runs.samples.crm.people.DemoPeople;
import dev.runs.samples.crm.tenant.CurrentTenant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.TransactionStatus;
import org.springframework.transaction.support.TransactionTemplate;

@CrmTest
@DisplayName("A meeting and its runs are stored together, or neither is")
class TogetherTest {
    private static final String POSITIVE = "Customer: It saved us a week, 40 % of the work.";

    @Autowired
    private CrmFixture crm;

    @Autowired
    private TranscriptService transcripts;

    @Autowired
    private PlatformTransactionManager manager;

    @Autowired
    private JdbcClient jdbc;

    private NewTranscript transcript;

    @BeforeEach
    void customer() {
        transcript = crm.transcript(crm.customer("Together", "silver"), POSITIVE);
    }

    private TranscriptService.Added add() {
        return CurrentTenant.call(DemoPeople.AURORA, () -> transcripts.add(transcript));
    }

    /** A transaction of the host around the service's; Hibernate asks for the tenant when it begins. */
    private void inTransaction(Consumer<TransactionStatus> work) {
        CurrentTenant.as(DemoPeople.AURORA, () -> new TransactionTemplate(manager).executeWithoutResult(work));
    }

    private long meetings() {
        return crm.count("SELECT count(*) FROM meeting WHERE id = ?", transcript.id());
    }

    /** Looks into the library's table, past everything that could be kept in memory. */
    private long runs() {
        return crm.count("SELECT count(*) FROM runs_run WHERE run LIKE ?", "%" + transcript.id());
    }

    private void assertNothing() {
        assertThat(meetings()).isZero();
        assertThat(runs()).isZero();
        // Nothing is left that would make a second try different from a first one.
        assertThat(add().runs()).hasSize(1);
        assertBoth();
    }

    private void assertBoth() {
        assertThat(meetings()).isOne();
        assertThat(runs()).isOne();
    }

    @Test
    void commit() {
        add();
        assertBoth();
    }

    @Test
    @DisplayName("the same transcript again is the same meeting and the same run")
    void again() {
        assertThat(add()).isEqualTo(add());
        assertBoth();
    }

    @Test
    @DisplayName("the host's transaction around it fails after both were written")
    void hostFails() {
        assertThatThrownBy(() -> inTransaction(status -> {
                    add();
                    throw new IllegalStateException("the host fails");
                }))
                .hasMessage("the host fails");
        assertNothing();
    }

    @Test
    @DisplayName("the host marks its transaction as one to be rolled back, and nobody throws")
    void rollbackOnly() {
        inTransaction(status -> {
            add();
            status.setRollbackOnly();
        });
        assertNothing();
    }

    @Test
    @DisplayName("the database refuses the meeting when it is written at the commit, after the run")
    void refusedAtCommit() {
        transcript = new NewTranscript(
                transcript.id(),
                transcript.account(),
                Optional.of("no-such-opportunity"),
                "Review",
                transcript.heldAt(),
                List.of(),
                POSITIVE);
        assertThatThrownBy(this::add).isInstanceOf(DataAccessException.class).hasMessageContaining("opportunity");
        assertThat(meetings()).isZero();
        assertThat(runs()).isZero();
    }

    @Test
    @DisplayName("the library refuses the run: the agent is not known in that tenant")
    void refusedByTheLibrary() {
        jdbc.sql("INSERT INTO account VALUES (?, 'nowhere', 'Nowhere', NULL, 'silver', 'DE', false, NULL)")
                .param("acc-of-" + transcript.id())
                .update();
        NewTranscript nowhere = new NewTranscript(
                transcript.id(),
                "acc-of-" + transcript.id(),
                Optional.empty(),
                "Review",
                transcript.heldAt(),
                List.of(),
                POSITIVE);
        assertThatThrownBy(() -> CurrentTenant.call("nowhere", () -> transcripts.add(nowhere)))
                .isInstanceOf(RunsException.class);
        assertNothing();
    }

    @Test
    @DisplayName("a statement of the host fails half way, after the run was started")
    void statementFails() {
        assertThatThrownBy(() -> inTransaction(status -> {
                    add();
                    jdbc.sql("INSERT INTO account (id) VALUES ('half a row')").update();
                }))
                .isInstanceOf(DataAccessException.class);
        assertNothing();
    }

    @Test
    @DisplayName("the connection to the database is cut before the commit")
    void connectionCut() {
        assertThatThrownBy(() -> inTransaction(status -> {
                    add();
                    int backend = jdbc.sql("SELECT pg_backend_pid()")
                            .query(Integer.class)
                            .single();
                    TransactionTemplate other = new TransactionTemplate(manager);
                    other.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
                    other.executeWithoutResult(inner -> jdbc.sql("SELECT pg_terminate_backend(?)")
                            .param(backend)
                            .query(Boolean.class)
                            .single());
                }))
                .isInstanceOf(RuntimeException.class);
        assertNothing();
    }

    @Test
    @DisplayName("a decision and a row of the host are committed together, or neither is")
    void decision() {
        String run = add().runs().get(0);
        crm.work(run);
        var dora = crm.as("dora");
        assertThatThrownBy(() -> inTransaction(status -> {
                    dora.approve(dora.approval(run, "promote"), "Fine").orThrow();
                    throw new IllegalStateException("the host fails");
                }))
                .hasMessage("the host fails");
        crm.work(run);
        assertThat(crm.count("SELECT count(*) FROM reference_site WHERE account_id = ?", transcript.account()))
                .isZero();

        inTransaction(
                status -> dora.approve(dora.approval(run, "promote"), "Fine").orThrow());
        crm.work(run);
        assertThat(crm.count("SELECT count(*) FROM reference_site WHERE account_id = ?", transcript.account()))
                .isOne();
    }

    @Test
    @DisplayName("a handler that fails leaves no row of its own behind")
    void handlerFails() {
        jdbc.sql("UPDATE contact SET email = 'nobody' WHERE account_id = ?")
                .param(transcript.account())
                .update();
        String run = crm.heard(transcript.account(), "Customer: Our lawyers want to amend the contract.");
        crm.approveAll(run, "amend");
        assertThat(crm.state(run, "amend")).isEqualTo(dev.runs.graph.StepState.FAILED);
        assertThat(crm.count(
                        "SELECT count(*) FROM activity WHERE account_id = ? AND kind = 'contract'",
                        transcript.account()))
                .isZero();
    }
}
