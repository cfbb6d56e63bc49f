package dev.runs.samples.crm.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runs.Runs;
import dev.runs.samples.crm.TestCrm;
import dev.runs.samples.crm.tenant.CurrentTenant;
import dev.runs.testing.SettableClock;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.jdbc.core.simple.JdbcClient;

@SpringBootTest(classes = TestCrm.class, webEnvironment = SpringBootTest.WebEnvironment.NONE, properties = "runs.worker.enabled=false")
class TranscriptServiceTest {
    @Autowired
    TranscriptService service;

    @Autowired
    Runs runs;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    SettableClock clock;

    @Test
    void a_transcript_starts_the_reference_run() {
        jdbc.sql("INSERT INTO account VALUES ('acc-1', 'aurora', 'Acme', NULL, 'silver', 'DE', false, NULL)")
                .update();
        var added = CurrentTenant.call(
                "aurora",
                () -> service.add(new NewTranscript(
                        "mtg-1",
                        "acc-1",
                        Optional.empty(),
                        "Quarterly review",
                        clock.instant(),
                        List.of("ana"),
                        "Customer: It saved us a week. Approval time went from 12 days down to 3.")));
        assertThat(added.runs()).hasSize(1);
    }
}
