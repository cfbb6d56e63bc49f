package dev.runs.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FirstWalkTest {
    private final Host host = new Host();

    @AfterEach
    void close() {
        host.close();
    }

    @Test
    void fromInboxToApproval() {
        String run = host.advocacy();
        ApiAnswer approval = host.get(host.dora, "runs", run, "steps", "promote", "approval");

        ApiAnswer approved = host.post(
                host.dora,
                Map.of("reason", "ok"),
                approval.etag().orElseThrow(),
                "runs",
                run,
                "steps",
                "promote",
                "approval",
                "approve");

        assertThat(approved.status()).isEqualTo(200);
    }
}
