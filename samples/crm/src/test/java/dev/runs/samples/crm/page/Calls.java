package dev.runs.samples.crm.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runs.content.CanonicalJson;
import dev.runs.samples.crm.StartedCrm;
import dev.runs.samples.crm.signin.Browser;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import org.openqa.selenium.support.ui.FluentWait;

/** Customers who call: Mia stores what they said, and an agent reads it. */
final class Calls {
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final Browser mia;

    Calls(String home) {
        mia = new Browser(home);
        mia.signIn("/actuator", Visitors.MIA, StartedCrm.PASSWORD);
    }

    /** Somebody says something. */
    void call(String id, String account, String title, String said) {
        HttpResponse<String> added = mia.send(
                "POST",
                "/api/transcripts",
                CanonicalJson.write(Map.of(
                        "id",
                        id,
                        "account",
                        account,
                        "title",
                        title,
                        "heldAt",
                        "2026-11-23T10:00:00Z",
                        "transcript",
                        "Customer: " + said)));
        assertThat(added.statusCode()).as(added.body()).isEqualTo(201);
    }

    /** Somebody is happy: the agent asks whether they may be named. Returns the page of that run. */
    String happy(String id) {
        return happy(id, "acc-a-0002", "Review", "It saved us 30 % of the work.");
    }

    /** Somebody is happy, in words of their own. */
    String happy(String id, String account, String title, String said) {
        call(id, account, title, said);
        return asking("run-advocacy-nomination-" + id);
    }

    /** Somebody wants other terms, about which either of two lawyers is asked. Returns the page of that run. */
    String contractChange(String id) {
        call(id, "acc-a-0003", "Renewal", "Our lawyers want to amend the contract to a term of 24 months.");
        return asking("run-contract-change-" + id);
    }

    /** Returns the page of a run once people are asked: before that its first steps are still carried out. */
    private String asking(String run) {
        new FluentWait<>(mia)
                .withTimeout(PATIENCE)
                .withMessage(() -> "nobody is asked about " + run)
                .until(browser -> browser.data("/api/runs/v1/runs/" + run + "/graph")
                        .body()
                        .contains("\"asked\":true"));
        return "/runs/" + run;
    }
}
