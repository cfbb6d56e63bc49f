package dev.runs.samples.crm.page;

import static dev.runs.samples.crm.page.Visitors.DORA;
import static dev.runs.samples.crm.page.Visitors.LENA;
import static dev.runs.samples.crm.page.Visitors.MIA;
import static dev.runs.samples.crm.page.Visitors.OMAR;
import static org.assertj.core.api.Assertions.assertThat;

import dev.runs.samples.crm.StartedCrm;
import dev.runs.samples.crm.signin.Browser;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;

/** What people see and do in a browser: in Chromium, with the whole CRM behind it. */
@Tag("browser")
@DisplayName("The pages, in Chromium")
@Timeout(value = 5, unit = TimeUnit.MINUTES)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class PagesTest {
    private static final String ADA = "ada@aurora.example";
    private static final String LONG_RUN = "/runs/run-signal-duplicates-aurora";
    private static final String ACME = "Promote Acme as a reference candidate";

    private static final By TITLE = By.tagName("h1");
    private static final By APPROVE = Chromium.words("Approve");
    private static final By REJECT = Chromium.words("Reject");
    private static final By REASON = By.cssSelector(".approval textarea");
    private static final By LIVE = By.id("live");
    private static final By GRAPH = By.id("graph");
    private static final By BOXES = By.cssSelector("#graph svg > a");
    private static final By GOOD = By.cssSelector(".note.good");
    private static final By BAD = By.cssSelector(".note.bad[role=alert]");

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
    void nothingToComplainAbout() {
        assertThat(visitors.leave()).isEmpty();
    }

    /** Before anybody decides: the pictures of the guide's pages, and axe on each of them. */
    @Test
    @Order(1)
    @DisplayName("have no accessibility violation that axe knows, light and dark, and fit a phone")
    void everyPage() throws IOException {
        Chromium dora = visitors.person(DORA);
        dora.click(Chromium.words(ACME));
        dora.sees(By.cssSelector(".approval"), "Your decision");
        String acme = dora.at().replaceAll("[#?].*", "");
        Map<String, String> pages = Map.of(
                "rules",
                "/rules#rule-ADV-001",
                "inbox",
                "/inbox",
                "inbox-empty",
                "/inbox?overdue=true&role=Nobody",
                "runs",
                "/runs",
                "run",
                acme,
                "step",
                acme + "/steps/promote",
                "lineage",
                "/lineage?kind=run&id=" + acme.substring("/runs/".length()));
        for (Map.Entry<String, String> page : pages.entrySet()) {
            look(dora, page.getKey(), page.getValue());
        }
        look(visitors.person("dina@aurora.example"), "run-long", LONG_RUN);
        Chromium ada = visitors.person(ADA);
        look(ada, "run-not-mine", acme);
        look(ada, "not-found", "/runs/run-nobody-has-started");
        look(ada, "no-such-page", "/no-such-page");
        assertThat(ada.complaints()).allMatch(line -> line.contains("status of 404"));
    }

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
            browser.picture(name + "-" + scheme + "-wide");
            assertThat(browser.violations()).as("%s, %s", page, scheme).isEmpty();
            browser.phone();
            browser.go(page);
            browser.picture(name + "-" + scheme + "-phone");
            assertThat(browser.tooWideBy()).as("%s on a phone", page).isLessThanOrEqualTo(0);
        }
        assertThat(browser.violations()).as("%s, on a phone", page).isEmpty();
        browser.wide();
        browser.light();
    }

    @Test
    @Order(2)
    @DisplayName(
            "tell the story by clicking: from the inbox to the decision, and from what came of it back to the call")
    void story() {
        Chromium dora = visitors.person(DORA);
        dora.click(Chromium.words(ACME));
        dora.sees(By.id("heading"), "Advocacy Nomination");
        dora.sees(LIVE, "1 Pending");
        dora.sees(By.cssSelector(".claimed"), "nobody has checked it");
        assertThat(dora.text(GRAPH)).contains("Awaiting Approval");

        dora.type(REASON, "Their press office agrees");
        dora.click(APPROVE);

        dora.sees(GOOD, "You approved exactly what you saw.");
        dora.sees(LIVE, "1 Approved");
        dora.sees(By.id("history"), "Their press office agrees");
        dora.sees(By.cssSelector("#files a"), "");
        dora.sees(By.cssSelector("#roadmap a"), "Bulk export API");
        dora.seesNo(APPROVE);

        dora.click(By.cssSelector("#roadmap a"));
        dora.sees(TITLE, "Bulk export API");
        dora.click(By.xpath("//li[span = 'Meeting']/a"));
        dora.sees(By.cssSelector("main .badge"), "Meeting");
        dora.click(Chromium.words("What came of it"));
        dora.click(Chromium.words("its record"));
        dora.sees(By.id("heading"), "Advocacy Nomination");
    }

    @Test
    @Order(3)
    @DisplayName("say what is missing when somebody rejects without a reason, and show what happens after a no")
    void rejected() {
        Chromium dora = visitors.person(DORA);
        dora.go(calls.happy("call-rejected"));
        dora.click(REJECT);
        dora.sees(BAD, "reason");
        assertThat(dora.text(LIVE)).contains("1 Pending");

        dora.type(REASON, "Not before their own launch");
        dora.click(REJECT);

        dora.sees(GOOD, "You rejected it. Whoever asked will read why.");
        dora.sees(LIVE, "1 Rejected");
        dora.sees(By.xpath("//tr[@id='step-case-study']//span"), "Completed");
        dora.sees(By.id("history"), "Not before their own launch");
    }

    @Test
    @Order(3)
    @DisplayName("change under the viewer's eyes when somebody else decides, and keep what is being written")
    void live() {
        String page = calls.contractChange("call-live");
        Chromium lena = visitors.person(LENA);
        Chromium mia = visitors.person(MIA);
        Chromium omar = visitors.person(OMAR);
        lena.go(page);
        lena.sees(LIVE, "1 Pending");
        mia.go(page);
        mia.sees(LIVE, "1 Pending");
        mia.script("window.stillTheSamePage = true");
        omar.go(page);
        omar.type(REASON, "I am still thinking about");

        lena.type(REASON, "Not with this clause");
        lena.click(REJECT);

        lena.sees(GOOD, "You rejected it.");
        mia.sees(LIVE, "1 Rejected");
        mia.sees(GRAPH, "Rejected");
        assertThat(mia.script("return window.stillTheSamePage === true")).isEqualTo(true);

        omar.sees(LIVE, "1 Rejected");
        omar.sees(By.cssSelector("[data-outdated]"), "This question changed while you were writing.");
        omar.click(APPROVE);
        omar.sees(BAD, "What you can do:");
        omar.seesNo(APPROVE);
        assertThat(omar.text(By.id("history"))).doesNotContain("I am still thinking about");
    }

    @Test
    @Order(3)
    @DisplayName("keep the words of a decision that is refused because the payload was changed meanwhile")
    void wordsOfARefusal() {
        String page = calls.happy("call-words");
        Chromium dora = visitors.person(DORA);
        dora.go(page);
        dora.type(REASON, "The quote is cleared");
        Chromium carl = visitors.person("carl@aurora.example");
        carl.go(page + "/steps/promote/payload");
        carl.type(By.name("field.quote"), "It saved us 20 % of the work.");
        carl.click(Chromium.words("Change the payload"));
        carl.sees(GOOD, "The payload is changed.");

        dora.click(APPROVE);

        dora.sees(BAD, "What you can do:");
        dora.sees(By.cssSelector(".known"), "20 %");
        assertThat(dora.script("return document.querySelector('.approval textarea').value"))
                .isEqualTo("The quote is cleared");
    }

    @Test
    @Order(3)
    @DisplayName("tell in the inbox what others have decided meanwhile, and decide the rest")
    void together() {
        String first = calls.contractChange("call-together-1");
        calls.contractChange("call-together-2");
        Chromium lena = visitors.person(LENA);
        lena.click(item("call-together-1"));
        lena.click(item("call-together-2"));
        Chromium omar = visitors.person(OMAR);
        omar.go(first);
        omar.click(APPROVE);
        omar.sees(GOOD, "You approved");

        lena.click(By.cssSelector("summary"));
        lena.type(By.id("reason"), "All of them");
        lena.click(Chromium.words("Approve what is ticked"));

        lena.sees(GOOD, "1 of 2 are decided.");
        lena.sees(BAD, "");
    }

    private static By item(String call) {
        return By.cssSelector("input[name=item][value*='" + call + "|']");
    }

    @Test
    @Order(3)
    @DisplayName("have no buttons for whoever may not decide, whose own requests are refused and change nothing")
    void forbidden() {
        String page = calls.happy("call-forbidden");
        Chromium ada = visitors.person(ADA);
        ada.go(page);
        ada.sees(By.cssSelector(".approval"), "You cannot answer this question.");
        assertThat(ada.there(APPROVE)).isFalse();
        Chromium dora = visitors.person(DORA);
        dora.go(page);
        String etag = dora.attribute(By.cssSelector(".approval input[name=etag]"), "value")
                .orElseThrow();

        Browser forger = new Browser(visitors.home());
        forger.signIn("/inbox", ADA, StartedCrm.PASSWORD);
        String token = Browser.csrf(forger.page(page));
        URI step = URI.create(visitors.home() + page + "/steps/promote");
        Map<String, String> vote = Map.of("do", "approve", "etag", etag, "key", "k-1", "reason", "forged");
        assertThat(forger.submit(step, vote).statusCode()).isEqualTo(403);
        HttpResponse<String> refused = forger.follow(forger.submit(
                step, Map.of("do", "approve", "etag", etag, "key", "k-1", "reason", "forged", "_csrf", token)));

        assertThat(refused.body()).contains("role=\"alert\"").doesNotContain("You approved");
        dora.go(page);
        dora.sees(LIVE, "1 Pending");
        assertThat(dora.text(By.id("history"))).doesNotContain("forged");
        HttpResponse<String> got = forger.send(forger.request(page + "/steps/promote?do=approve&etag=x&key=k-2")
                .method("GET", BodyPublishers.noBody()));
        assertThat(got.statusCode()).isEqualTo(200);
    }

    @Test
    @Order(3)
    @DisplayName("can be used without a mouse")
    void keyboard() {
        calls.happy("call-keys-1");
        String page = calls.happy("call-keys-2");
        Chromium dora = visitors.person(DORA);
        assertThat(dora.count(By.cssSelector("h2 a"))).isGreaterThan(1);
        dora.press("j");
        String first = dora.focused();
        dora.press("j");
        dora.press("k");
        assertThat(dora.focused()).isEqualTo(first).isEqualTo(dora.text(By.cssSelector("h2 a")));

        dora.go(page);
        dora.press(Keys.TAB);
        assertThat(dora.focused()).isEqualTo("To the content");
        dora.press(Keys.ENTER);
        dora.tabTo("Approve");
        dora.press(Keys.ENTER);
        dora.sees(GOOD, "You approved exactly what you saw.");
    }

    @Test
    @Order(3)
    @DisplayName("show hostile text as text, in whatever field it stands")
    void hostile() {
        String markup = "<img src=x onerror=document.title='owned'><script>document.title='owned'</script>";
        String page = calls.happy(
                "call-hostile",
                "acc-a-0015",
                markup + " \u202Etxet",
                "It saved us 30 % of the work " + markup + "\u0007.");
        Chromium dora = visitors.person(DORA);
        dora.go(page);
        dora.type(REASON, "No " + markup + " \u202Etxet\u202C [[${7*7}]] ${7*7}");
        dora.click(REJECT);

        dora.sees(By.id("history"), markup);
        dora.sees(By.id("history"), "[[${7*7}]] ${7*7}");
        dora.sees(By.id("meetings"), "<img src=x");
        for (String place : List.of(
                page, page + "/steps/promote", "/inbox", "/runs", "/lineage?kind=run&id=" + page.substring(6))) {
            dora.go(place);
            assertThat(dora.count(By.cssSelector("main img, main script")))
                    .as(place)
                    .isZero();
            assertThat(dora.script("return document.title")).as(place).isNotEqualTo("owned");
        }
    }

    @Test
    @Order(3)
    @DisplayName("fold a run of three hundred steps, and unfold it")
    void folded() {
        Chromium dina = visitors.person("dina@aurora.example");
        dina.go(LONG_RUN);
        dina.sees(GRAPH, "those that stand alike are drawn as one");
        int boxes = dina.count(BOXES);
        assertThat(boxes).isLessThan(81);
        String box = dina.attribute(By.cssSelector("#graph a[href*='open=']"), "href")
                .orElseThrow();

        dina.click(By.cssSelector("#graph a[href='" + box + "']"));

        dina.seesNo(By.cssSelector("#graph a[href='" + box + "']"));
        assertThat(dina.count(BOXES)).isGreaterThan(boxes);
    }
}
