package dev.runs.samples.crm.page;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.runs.samples.crm.StartedCrm;
import dev.runs.samples.crm.tenant.WholeCrm;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
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

    /** As {@link Calls#contractChange}. */
    String contractChange(String call) {
        return new Calls(home).contractChange(call);
    }

    void end() throws Exception {
        crm.close();
    }
}
