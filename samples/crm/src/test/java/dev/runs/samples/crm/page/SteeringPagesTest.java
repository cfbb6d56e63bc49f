package dev.runs.samples.crm.page;

import static dev.runs.samples.crm.page.Visitors.LENA;
import static dev.runs.samples.crm.page.Visitors.MIA;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.openqa.selenium.By;

/** How people hand questions on, change payloads, and hold and cancel runs; and by which names they read of it. */
@Tag("browser")
@DisplayName("Steering runs in Chromium")
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class SteeringPagesTest {
    private static final String PIA = "pia@aurora.example";
    private static final String ADA = "ada@aurora.example";
    private static final String LONG_RUN = "/runs/run-signal-duplicates-aurora";

    private static final By TITLE = By.tagName("h1");
    private static final By CARD = By.cssSelector(".approval");
    private static final By HISTORY = By.id("history");
    private static final By HEADING = By.id("heading");
    private static final By GOOD = By.cssSelector(".note.good");
    private static final By BAD = By.cssSelector(".note.bad[role=alert]");
    private static final By APPROVE = Chromium.words("Approve");
    private static final By TERM = By.name("field.termMonths");
    private static final By CHANGE = Chromium.words("Change the payload");

    private static Visitors visitors;
    private static Calls calls;

    @BeforeAll
    static void start() throws IOException {
        visitors = Visitors.ofStarted();
        calls = new Calls(visitors.home());
    }

    @AfterAll
    static void end() throws Exception {
        if (visitors != null) {
            visitors.end();
        }
    }

    @AfterEach
    void leave() {
        visitors.leave();
    }

    private static By summary(String words) {
        return By.xpath("//summary[normalize-space() = '" + words + "']");
    }

    private static By choice(String field, String words) {
        return By.xpath("//select[@name='" + field + "']//option[contains(., '" + words + "')]");
    }

    private static By reason(String form) {
        return By.cssSelector("textarea[id^='" + form + "']");
    }

    @Test
    @DisplayName("people are called by name, and their keys are at hand")
    void names() {
        String page = calls.contractChange("call-names");
        Chromium lena = visitors.person(LENA);
        lena.go(page);
        lena.sees(CARD, "Deal agent for Mia Torres says");
        lena.click(APPROVE);

        lena.sees(By.id("approvals"), "Approved by Lena Fischer as Legal");
        lena.sees(By.cssSelector("#approvals .mono"), "aurora-lena");
        lena.sees(HISTORY, "Lena Fischer:");
        assertThat(lena.text(HISTORY)).doesNotContain("aurora-");
        lena.click(Chromium.words("The history on a page of its own"));
        lena.sees(HISTORY, "Deal agent for Mia Torres");
        lena.sees(HISTORY, "aurora-lena");
    }

    @Test
    @DisplayName("a question is handed on to somebody from the list; whoever cannot take it is refused with the reason")
    void delegated() {
        String page = calls.contractChange("call-delegate");
        Chromium lena = visitors.person(LENA);
        lena.go(page);
        lena.click(summary("Let somebody answer in your stead"));
        lena.click(choice("to", "Mia Torres"));
        lena.type(reason("delegate-reason"), "I am in court");
        lena.click(Chromium.words("Let them answer"));
        lena.sees(BAD, "aurora-mia");
        assertThat(lena.script("return document.querySelector('textarea[id^=delegate-reason]').value"))
                .isEqualTo("I am in court");

        lena.click(choice("to", "Pia Novak"));
        lena.click(Chromium.words("Let them answer"));
        lena.sees(GOOD, "They can answer in your stead now.");
        lena.sees(HISTORY, "Pia Novak may answer for Lena Fischer until");

        Chromium pia = visitors.person(PIA);
        pia.go(page);
        pia.click(APPROVE);
        pia.sees(GOOD, "You approved exactly what you saw.");
        pia.sees(HISTORY, "was approved by Pia Novak for Lena Fischer as Legal");
    }

    @Test
    @DisplayName("somebody else is asked instead of a role")
    void reassigned() {
        String page = calls.contractChange("call-reassign");
        Chromium ada = visitors.person(ADA);
        ada.go(page);
        ada.click(summary("Ask somebody else instead"));
        ada.type(By.name("other"), "nobody-of-ours");
        ada.click(Chromium.words("Ask them instead"));
        ada.sees(BAD, "nobody-of-ours");
        ada.click(choice("to", "Pia Novak"));
        ada.click(Chromium.words("Ask them instead"));
        ada.sees(GOOD, "Somebody else is asked now.");
        ada.sees(CARD, "Pia Novak");

        Chromium pia = visitors.person(PIA);
        pia.sees(By.id("items"), "asked of Pia Novak");
        pia.go(page);
        pia.sees(CARD, "Your decision");
    }

    @Test
    @DisplayName(
            "a run is put on hold, let go on, and cancelled, each with a reason and the last one only when it is meant")
    void runs() {
        String page = calls.contractChange("call-hold");
        Chromium lena = visitors.person(LENA);
        lena.go(page);
        lena.sees(CARD, "Your decision");
        assertThat(lena.there(summary("Cancel it"))).isFalse();
        Chromium ada = visitors.person(ADA);
        ada.go(page);
        ada.click(summary("Put it on hold"));
        ada.type(By.id("hold-reason"), "We look into an incident");
        ada.click(Chromium.words("Put the run on hold"));
        ada.sees(GOOD, "The run is on hold");
        ada.sees(HISTORY, "Ada Clarke: The run was put on hold: We look into an incident");
        lena.sees(HEADING, "On hold");
        lena.seesNo(APPROVE);

        ada.type(By.id("let-go-reason"), "It was nothing");
        ada.click(Chromium.words("Let the run go on"));
        ada.sees(GOOD, "The run goes on.");

        ada.click(summary("Cancel it"));
        ada.type(By.id("cancel-reason"), "The customer is gone");
        ada.click(Chromium.words("Cancel the run"));
        assertThat(ada.text(HEADING)).as("it was not meant yet").doesNotContain("Cancelled");
        ada.click(By.cssSelector("#run-actions .tick input"));
        ada.click(Chromium.words("Cancel the run"));
        ada.sees(GOOD, "The run is cancelled.");
        ada.sees(HEADING, "Cancelled");
        ada.seesNo(summary("Cancel it"));
    }

    @Test
    @DisplayName(
            "a payload is changed field by field: numbers stay numbers, and what cannot be read stays as it was typed")
    void payload() {
        String page = calls.contractChange("call-payload");
        Chromium mia = visitors.person(MIA);
        mia.go(page + "/steps/amend");
        mia.click(CHANGE);
        mia.sees(TITLE, "Change what would be done");
        mia.type(TERM, "three years");
        mia.type(By.id("reason"), "They asked for more");
        mia.click(CHANGE);
        mia.sees(BAD, "Nothing was changed: a field cannot be read.");
        mia.sees(By.cssSelector(".wrong"), "'three years' is no whole number. Write it with digits alone, such as 25.");
        assertThat(mia.attribute(TERM, "value")).contains("three years");
        assertThat(mia.script("return document.getElementById('reason').value")).isEqualTo("They asked for more");
        assertThat(mia.violations()).isEmpty();

        mia.type(TERM, "36");
        mia.click(CHANGE);
        mia.sees(GOOD, "The payload is changed.");
        mia.go(page + "/steps/amend/payload?as=json");
        assertThat(mia.script("return document.getElementById('payload').value").toString())
                .contains("\"termMonths\":36}");
        mia.script("document.getElementById('payload').value = '{\"termMonths\":'");
        mia.click(CHANGE);
        mia.sees(BAD, "What you can do:");
        assertThat(mia.script("return document.getElementById('payload').value"))
                .isEqualTo("{\"termMonths\":");
    }

    @Test
    @DisplayName("a change to what somebody else has changed meanwhile is refused, and both are shown")
    void stalePayload() {
        String page = calls.contractChange("call-stale");
        Chromium mia = visitors.person(MIA);
        Chromium other = visitors.person(MIA);
        mia.go(page + "/steps/amend/payload");
        mia.type(TERM, "18");
        other.go(page + "/steps/amend/payload");
        other.type(TERM, "48");
        other.click(CHANGE);
        other.sees(GOOD, "The payload is changed.");

        mia.sees(By.cssSelector("[data-outdated]"), "The step changed while you were writing.");
        mia.click(CHANGE);
        mia.sees(BAD, "What you can do:");
        assertThat(mia.attribute(TERM, "value")).contains("18");
        mia.sees(By.id("payload-part"), "Now: 48");
    }

    @Test
    @DisplayName("the history goes back to the beginning and forth again, page by page")
    void history() {
        Chromium ada = visitors.person(ADA);
        ada.go(LONG_RUN);
        ada.click(By.cssSelector("#history p a"));
        ada.sees(TITLE, "History");
        ada.sees(HISTORY, "newest first");
        String newest = ada.text(By.cssSelector("#history tbody tr"));
        ada.click(Chromium.words("Older"));
        ada.sees(By.id("history-pages"), "Newer");
        assertThat(ada.text(By.cssSelector("#history tbody tr"))).isNotEqualTo(newest);
        for (int i = 0; i < 200 && ada.there(Chromium.words("Older")); i++) {
            ada.go(ada.attribute(Chromium.words("Older"), "href").orElseThrow());
        }
        ada.sees(HISTORY, "The run was started");
        for (int i = 0; i < 200 && ada.there(Chromium.words("Newer")); i++) {
            ada.go(ada.attribute(Chromium.words("Newer"), "href").orElseThrow());
        }
        assertThat(ada.text(By.cssSelector("#history tbody tr"))).isEqualTo(newest);
    }

    @Test
    @DisplayName("all of it without an accessibility violation that axe knows, light and dark, and on a phone")
    void everyPage() throws IOException {
        String page = calls.contractChange("call-look");
        Chromium mia = visitors.person(MIA);
        for (Map.Entry<String, String> one : Map.of(
                        "history", page + "/history",
                        "payload", page + "/steps/amend/payload",
                        "payload-json", page + "/steps/amend/payload?as=json")
                .entrySet()) {
            look(mia, one.getKey(), one.getValue());
        }
        look(visitors.person(LENA), "hand-on", page);
        look(visitors.person(ADA), "run-actions", page);
    }

    private static void unfold(Chromium browser) {
        browser.script("const all = [...document.querySelectorAll('main details')];"
                + " all.forEach(one => { one.open = true; }); all[0]?.scrollIntoView()");
    }

    /** With all that can be unfolded unfolded. */
    private static void look(Chromium browser, String name, String page) throws IOException {
        for (boolean dark : new boolean[] {false, true}) {
            String scheme = dark ? "dark" : "light";
            if (dark) {
                browser.dark();
            } else {
                browser.light();
            }
            browser.wide();
            browser.go(page);
            unfold(browser);
            browser.picture(name + "-" + scheme + "-wide");
            assertThat(browser.violations()).as("%s, %s", page, scheme).isEmpty();
            browser.phone();
            unfold(browser);
            browser.picture(name + "-" + scheme + "-phone");
            assertThat(browser.tooWideBy()).as("%s on a phone", page).isLessThanOrEqualTo(0);
            assertThat(browser.violations())
                    .as("%s, %s, on a phone", page, scheme)
                    .isEmpty();
        }
        browser.wide();
        browser.light();
    }
}
