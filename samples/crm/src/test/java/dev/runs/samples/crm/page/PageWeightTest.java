package dev.runs.samples.crm.page;

import static dev.runs.samples.crm.page.Visitors.DORA;
import static org.assertj.core.api.Assertions.assertThat;

import dev.runs.Runs;
import dev.runs.action.Pattern;
import dev.runs.actor.Actor;
import dev.runs.plan.RunPlan;
import dev.runs.samples.crm.StartedCrm;
import dev.runs.samples.crm.governance.CrmActions;
import dev.runs.samples.crm.people.DemoPeople;
import dev.runs.samples.crm.signin.Browser;
import dev.runs.samples.crm.tenant.CurrentTenant;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * How heavy pages are, and how they are with much in them: an inbox of ten thousand questions, a run of three hundred steps. Bytes are
 * held to a budget; times are written down, for docs/guide/console.md, and held to nothing.
 */
@Tag("browser")
@DisplayName("Pages with much in them, in Chromium")
@Timeout(value = 15, unit = TimeUnit.MINUTES)
class PageWeightTest {
    private static final int RUNS = 500;
    private static final int QUESTIONS = 20;
    private static final int ON_A_PAGE = 25;
    private static final String LONG_RUN = "/runs/run-signal-duplicates-aurora";
    private static final String GRAPH_BOXES = "#graph svg > a";

    private static ConfigurableApplicationContext crm;
    private static Visitors visitors;

    @BeforeAll
    static void start() {
        crm = Visitors.crm();
        visitors = Visitors.of(crm);
        Runs runs = crm.getBean(Runs.class);
        for (int i = 0; i < RUNS; i++) {
            ask(runs, "run-many-" + i);
        }
    }

    /** Many messages to a customer, each of which a director is asked about. */
    private static void ask(Runs runs, String id) {
        RunPlan plan =
                RunPlan.named("Mailing " + id).id(id).pattern(Pattern.EXTERNAL).owner("agent-deals", "Deal agent");
        for (int i = 0; i < QUESTIONS; i++) {
            plan.step("send-" + i, "Write letter " + i)
                    .action(
                            "mail.send",
                            "Write letter " + i + " of " + id,
                            new CrmActions.Mail(
                                    "acc-a-0003", "ana@customer.example", "News", "There is something new.", 1));
        }
        Actor agent = Actor.agent(DemoPeople.AURORA, "agent-deals").onBehalfOf("aurora-mia");
        CurrentTenant.call(DemoPeople.AURORA, () -> runs.as(agent).start(plan).id());
    }

    @AfterAll
    static void end() throws Exception {
        if (visitors != null) {
            visitors.end();
        }
    }

    @AfterEach
    void leave() {
        assertThat(visitors.leave()).isEmpty();
    }

    @Test
    @DisplayName("come page by page through an inbox of ten thousand questions, each question once")
    void wholeInbox() {
        Browser dora = new Browser(visitors.home());
        dora.signIn("/inbox", DORA, StartedCrm.PASSWORD);
        Set<String> seen = new HashSet<>();
        List<Long> millis = new ArrayList<>();
        String next = "/inbox?mine=true&role=Customer+success+director";
        int pages = 0;
        while (!next.isEmpty()) {
            long before = System.nanoTime();
            HttpResponse<String> page = dora.page(next);
            millis.add(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - before));
            assertThat(page.statusCode()).isEqualTo(200);
            List<String> items = found("name=\"item\"[^>]* value=\"([^\"]+)\"", page.body());
            assertThat(items.size()).as("page %s", pages).isLessThanOrEqualTo(ON_A_PAGE);
            items.forEach(item -> assertThat(seen.add(item)).as(item).isTrue());
            List<String> more = found("<a href=\"([^\"]+)\">More</a>", page.body());
            next = more.isEmpty() ? "" : more.get(0).replace("&amp;", "&");
            pages++;
        }
        assertThat(seen).hasSizeGreaterThanOrEqualTo(RUNS * QUESTIONS);
        System.out.printf(
                Locale.ROOT,
                "Inbox: %d questions on %d pages; page 1 in %d ms, page 50 in %d ms, the last one in %d ms%n",
                seen.size(),
                pages,
                millis.get(0),
                millis.get(49),
                millis.get(pages - 1));
    }

    private static List<String> found(String regex, String text) {
        Matcher matcher = java.util.regex.Pattern.compile(regex).matcher(text);
        List<String> all = new ArrayList<>();
        while (matcher.find()) {
            all.add(matcher.group(1));
        }
        return all;
    }

    @Test
    @DisplayName("let a run of three hundred steps be searched and unfolded by keyboard alone")
    void longRun() throws IOException {
        Chromium dina = visitors.person("dina@aurora.example");
        dina.go(LONG_RUN);
        dina.sees(By.id("graph"), "those that stand alike are drawn as one");
        int boxes = dina.count(By.cssSelector(GRAPH_BOXES));

        dina.script("document.getElementById('find').focus()");
        dina.press("pair 77");
        dina.press(Keys.ENTER);
        dina.until("it was looked for", "location.search.includes('find=')");
        dina.sees(By.id("found"), "pair 77");
        dina.until(
                "what was found is in view",
                "(box => box.left >= 0 && box.right <= innerWidth && box.top >= 0 && box.bottom <= innerHeight)"
                        + "(document.getElementById('found').getBoundingClientRect())");
        dina.picture("run-long-found");

        dina.go(LONG_RUN + "?find=nobody+calls+it+so");
        dina.sees(By.id("found"), "No step has that in its title.");

        dina.go(LONG_RUN);
        dina.script("document.querySelector(\"#graph a[href*='open=']\").focus()");
        dina.press(Keys.ENTER);
        dina.until("it was unfolded", "location.search.includes('open=')");
        dina.sees(By.id("graph"), "");
        assertThat(dina.count(By.cssSelector(GRAPH_BOXES))).isGreaterThan(boxes);
    }

    /** What a browser says about how a page came. */
    private static final String MEASURE = "const page = performance.getEntriesByType('navigation')[0];"
            + "const parts = performance.getEntriesByType('resource').filter(one => one.name.includes('/assets/'));"
            + "const paint = performance.getEntriesByName('first-contentful-paint')[0];"
            + "return [page.encodedBodySize, page.decodedBodySize,"
            + " parts.reduce((sum, one) => sum + one.encodedBodySize, 0), 1 + parts.length,"
            + " Math.round(page.responseStart), Math.round(page.domContentLoadedEventEnd),"
            + " Math.round(paint ? paint.startTime : -1),"
            + " document.getElementsByTagName('*').length]";

    @Test
    @DisplayName("weigh no more than they are meant to, and bring their assets once")
    void weights() throws IOException {
        Chromium dora = visitors.person(DORA);
        String acme = dora.attribute(Chromium.words("Promote Acme as a reference candidate"), "href")
                .orElseThrow()
                .replaceAll("[#?].*", "");
        Map<String, String> pages = new LinkedHashMap<>();
        pages.put("Inbox, 10,000 questions", "/inbox");
        pages.put("Inbox, those one can answer", "/inbox?mine=true");
        pages.put("Inbox, overdue", "/inbox?overdue=true");
        pages.put("Runs", "/runs");
        pages.put("Run", acme);
        pages.put("Run of 300 steps", LONG_RUN);
        pages.put("Step", acme + "/steps/promote");
        pages.put("Lineage", "/lineage?kind=run&id=" + acme.substring("/runs/".length()));
        pages.put("Files", "/files");
        pages.put("Roadmap", "/roadmap");
        pages.put("Rules", "/rules");
        List<String> table = new ArrayList<>();
        table.add("| page | gzip | plain | assets | requests | answer | ready | first paint | elements |");
        table.add("|---|--:|--:|--:|--:|--:|--:|--:|--:|");
        for (Map.Entry<String, String> page : pages.entrySet()) {
            dora.go(page.getValue());
            dora.until("it is painted", "performance.getEntriesByName('first-contentful-paint').length > 0");
            List<?> measured = (List<?>) dora.script(MEASURE);
            List<Long> numbers =
                    measured.stream().map(one -> ((Number) one).longValue()).toList();
            table.add(String.format(
                    Locale.ROOT,
                    "| %s | %.1f kB | %.1f kB | %.1f kB | %d | %d ms | %d ms | %d ms | %d |",
                    page.getKey(),
                    numbers.get(0) / 1000.0,
                    numbers.get(1) / 1000.0,
                    numbers.get(2) / 1000.0,
                    numbers.get(3),
                    numbers.get(4),
                    numbers.get(5),
                    numbers.get(6),
                    numbers.get(7)));
            assertThat(numbers.get(0)).as("%s, gzip", page.getKey()).isLessThan(60_000);
            assertThat(numbers.get(2)).as("assets of %s", page.getKey()).isLessThan(20_000);
            assertThat(numbers.get(3)).as("requests of %s", page.getKey()).isLessThanOrEqualTo(4);
        }
        Path file = Files.createDirectories(Path.of("target")).resolve("page-weights.md");
        Files.write(file, table);
        table.forEach(System.out::println);
    }

    @Test
    @DisplayName("keep their assets in the browser until they are others")
    void cached() {
        Browser dora = new Browser(visitors.home());
        String page = dora.signIn("/inbox", DORA, StartedCrm.PASSWORD).body();
        List<String> assets = found("(?:href|src)=\"(/assets/[^\"]+)\"", page);
        assertThat(assets).hasSize(3).allMatch(name -> name.matches("/assets/[a-z]+-[0-9a-f]{32}\\.[a-z]+"));
        for (String asset : assets) {
            HttpResponse<String> answer = dora.page(asset);
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.headers().firstValue("Cache-Control")).contains("max-age=31536000, public");
        }
        assertThat(dora.page("/inbox").headers().firstValue("Cache-Control").orElseThrow())
                .contains("no-store");
    }
}
