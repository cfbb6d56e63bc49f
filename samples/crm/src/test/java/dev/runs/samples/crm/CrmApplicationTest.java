package dev.runs.samples.crm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runs.samples.crm.signin.Browser;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Starts the program as a newcomer does. */
@DisplayName("The sample, as a newcomer starts it")
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class CrmApplicationTest {
    private static final String PASSWORD = StartedCrm.PASSWORD;

    private static StartedCrm crm;

    @BeforeAll
    static void start() throws IOException {
        crm = new StartedCrm();
    }

    @AfterAll
    static void end() throws InterruptedException {
        crm.end();
    }

    @Test
    @DisplayName("says where it is and who can sign in, and everybody sees the runs of their own tenant")
    void main() {
        assertThat(crm.printed())
                .contains("Sign in with the password " + PASSWORD + " as")
                .contains("dora@aurora.example")
                .contains("dave@borealis.example")
                .doesNotContain("Exception");

        Browser dora = new Browser(crm.home());
        dora.signIn("/actuator", "dora@aurora.example", PASSWORD);
        assertThat(dora.data("/api/runs/v1/inbox").body()).contains("Promote Acme as a reference candidate");
        assertThat(dora.data("/api/runs/v1/runs/run-signal-duplicates-aurora").statusCode())
                .isEqualTo(200);

        Browser dave = new Browser(crm.home());
        dave.signIn("/actuator", "dave@borealis.example", PASSWORD);
        assertThat(dave.data("/api/runs/v1/runs").body())
                .contains("run-signal-duplicates-borealis")
                .doesNotContain("aurora");
        assertThat(dave.data("/api/runs/v1/runs/run-signal-duplicates-aurora").statusCode())
                .isEqualTo(404);
    }

    @Test
    @DisplayName("takes a transcript in over HTTP, for the tenant of whoever is signed in")
    void transcript() {
        Browser mia = new Browser(crm.home());
        mia.signIn("/actuator", "mia@aurora.example", PASSWORD);
        String transcript = """
                {"id": "call-1", "account": "acc-a-0002", "title": "Review", "heldAt": "2026-11-23T10:00:00Z",
                 "transcript": "Customer: It saved us 30 % of the work."}""";

        var added = mia.send("POST", "/api/transcripts", transcript);
        assertThat(added.statusCode()).as(added.body()).isEqualTo(201);
        assertThat(added.body()).contains("run-advocacy-nomination-call-1");

        var other = mia.send("POST", "/api/transcripts", transcript.replace("acc-a-0002", "acc-b-0002"));
        assertThat(other.statusCode()).isEqualTo(400);
        assertThat(other.body()).contains("there is no account 'acc-b-0002'");

        var mistaken = mia.send("POST", "/api/transcripts", "{\"id\": \"call-2\"}");
        assertThat(mistaken.statusCode()).isEqualTo(400);
        assertThat(mistaken.body()).contains("'account' is missing");
    }
}
