package dev.runs.samples.crm.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.runs.content.CanonicalJson;
import dev.runs.samples.crm.StartedCrm;
import dev.runs.samples.crm.signin.Browser;
import dev.runs.samples.crm.tenant.WholeCrm;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

/** A started CRM and the people who look at it, each in a browser of their own; and what happens there meanwhile. */
final class Visitors {
    static final String DORA = "dora@aurora.example";
    static final String LENA = "lena@aurora.example";
    static final String OMAR = "omar@aurora.example";
    static final String MIA = "mia@aurora.example";

    private final String home;
    private final AutoCloseable crm;
    private final List<Chromium> open = new ArrayList<>();

    private Visitors(String home, AutoCloseable crm) {
        this.home = home;
        this.crm = crm;
    }

    /** Visitors of the program as it is started by everybody. */
    static Visitors ofStarted() throws IOException {
        assumeTrue(Chromium.isInstalled(), "there is no chromium with its chromedriver on the PATH");
        StartedCrm crm = new StartedCrm();
        return new Visitors(crm.home(), crm::end);
    }

    /** Visitors of a CRM in this process, in which a test can do more than a browser. */
    static Visitors of(ConfigurableApplicationContext crm) {
        return new Visitors("http://127.0.0.1:" + crm.getEnvironment().getRequiredProperty("local.server.port"), crm);
    }

    /** Starts a CRM in this process. */
    static ConfigurableApplicationContext crm() {
        assumeTrue(Chromium.isInstalled(), "there is no chromium with its chromedriver on the PATH");
        return SpringApplication.run(
                WholeCrm.class,
                "--server.port=0",
                "--crm.sign-in.port=0",
                "--crm.sign-in.password=" + StartedCrm.PASSWORD);
    }

    String home() {
        return home;
    }

    int port() {
        return Integer.parseInt(home.replaceAll(".*:", ""));
    }

    Chromium person(String name) {
        Chromium chromium = Chromium.of(name, home);
        open.add(chromium);
        return chromium;
    }

    /** Closes all browsers; what they complained about is returned. */
    List<String> leave() {
        List<String> complaints = new ArrayList<>();
        for (Chromium chromium : open) {
            complaints.addAll(chromium.complaints());
            chromium.close();
        }
        open.clear();
        return complaints;
    }

    /** A customer calls: an agent reads what was said. */
    void calls(String call, String account, String title, String said) {
        Browser mia = new Browser(home);
        mia.signIn("/actuator", MIA, StartedCrm.PASSWORD);
        HttpResponse<String> added = mia.send(
                "POST",
                "/api/transcripts",
                CanonicalJson.write(Map.of(
                        "id", call,
                        "account", account,
                        "title", title,
                        "heldAt", "2026-11-23T10:00:00Z",
                        "transcript", "Customer: " + said)));
        assertThat(added.statusCode()).as(added.body()).isEqualTo(201);
    }

    /** Somebody wants other terms, about which either of two lawyers is asked. Returns the page of that run. */
    String contractChange(String call) {
        calls(call, "acc-a-0003", "Renewal", "Our lawyers want to amend the contract to a term of 24 months.");
        return "/runs/run-contract-change-" + call;
    }

    void end() throws Exception {
        crm.close();
    }
}
