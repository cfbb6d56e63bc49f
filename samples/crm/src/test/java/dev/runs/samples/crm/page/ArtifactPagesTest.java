package dev.runs.samples.crm.page;

import static dev.runs.samples.crm.page.Visitors.DORA;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.LinkedHashMap;
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

@Tag("browser")
@DisplayName("The file workspace, the roadmap and the lineage, in Chromium")
@Timeout(value = 5, unit = TimeUnit.MINUTES)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ArtifactPagesTest {
    private static final String ADA = "ada@aurora.example";
    private static final String DAVE = "dave@borealis.example";
    private static final String LONG_RUN = "/lineage?kind=run&id=run-signal-duplicates-aurora&direction=downstream";
    private static final String PACKAGE = "Reference nomination package Globex";
    private static final String ACME_PACKAGE = "Reference nomination package Acme";

    private static final By TITLE = By.tagName("h1");
    private static final By FILES = By.id("files");
    private static final By ROADMAP = By.id("roadmap");
    private static final By ROWS = By.cssSelector("tbody tr");
    private static final By NEWS = By.cssSelector("#news button");
    private static final By BOXES = By.cssSelector(".graph svg a");

    private static Visitors visitors;

    @BeforeAll
    static void start() throws IOException {
        visitors = Visitors.ofStarted();
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

    @Test
    @Order(1)
    @DisplayName("have no accessibility violation that axe knows, light and dark, and fit a phone")
    void everyPage() throws IOException {
        Chromium dora = visitors.person(DORA);
        dora.go("/files");
        dora.click(Chromium.words(PACKAGE));
        dora.sees(TITLE, PACKAGE);
        Map<String, String> pages = new LinkedHashMap<>();
        pages.put("files", "/files");
        pages.put("roadmap", "/roadmap");
        pages.put("lineage-file", dora.at());
        pages.put("lineage-long", LONG_RUN);
        pages.put("lineage-nothing", "/lineage?kind=meeting&id=nobody-held-it");
        for (Map.Entry<String, String> page : pages.entrySet()) {
            for (boolean dark : new boolean[] {false, true}) {
                String scheme = dark ? "dark" : "light";
                if (dark) {
                    dora.dark();
                } else {
                    dora.light();
                }
                dora.wide();
                dora.go(page.getValue());
                dora.picture(page.getKey() + "-" + scheme + "-wide");
                assertThat(dora.violations()).as("%s, %s", page, scheme).isEmpty();
                dora.phone();
                dora.go(page.getValue());
                dora.picture(page.getKey() + "-" + scheme + "-phone");
                assertThat(dora.tooWideBy()).as("%s on a phone", page).isLessThanOrEqualTo(0);
            }
            assertThat(dora.violations()).as("%s, on a phone", page).isEmpty();
        }
        dora.go(pages.get("lineage-file"));
        assertThat(dora.script("const box = document.querySelector('.graph .look-going').getBoundingClientRect();"
                        + "return box.left >= 0 && box.right <= innerWidth"))
                .as("what the picture is about is in view on a phone")
                .isEqualTo(true);
    }

    @Test
    @Order(2)
    @DisplayName("lead from a file to its run, its step, and by their titles to the call from which it came")
    void fromFileToCall() {
        Chromium dora = visitors.person(DORA);
        dora.click(Chromium.words("Files"));
        dora.sees(TITLE, "Files");
        dora.sees(FILES, PACKAGE);

        dora.click(Chromium.words(PACKAGE));
        dora.sees(By.cssSelector("main"), "Lineage: what led to");
        dora.sees(By.cssSelector(".lines"), "Approval of 'Promote Globex as a reference candidate', round 1");
        dora.sees(By.cssSelector(".lines"), "was executed in");
        assertThat(dora.text(By.cssSelector(".lines"))).contains("Advocacy Nomination", "Yearly review");
        assertThat(dora.count(BOXES)).isGreaterThan(5);
        dora.click(By.xpath("//li[span = 'Meeting']/a"));
        dora.sees(TITLE, "Yearly review");
        dora.sees(By.cssSelector(".note"), "Nothing that is on record led to it.");
        dora.click(Chromium.words("What came of it"));
        dora.sees(By.cssSelector(".lines"), PACKAGE);
        dora.sees(By.cssSelector(".lines"), "Bulk export API");

        dora.go("/files");
        dora.click(By.xpath("//tr[contains(., '" + PACKAGE + "')]//td/a[contains(@href, '/steps/')]"));
        dora.sees(By.cssSelector("main"), "Promote Globex as a reference candidate");
        dora.go("/files");
        dora.click(By.xpath("//tr[contains(., '" + PACKAGE + "')]//a[text() = 'Advocacy Nomination']"));
        dora.sees(By.id("heading"), "Advocacy Nomination");

        dora.sees(By.id("lineage"), "Bulk export API");
        dora.click(By.cssSelector("#lineage a[aria-label='Meeting: Yearly review']"));
        dora.sees(TITLE, "Yearly review");
        dora.sees(By.cssSelector(".lines"), PACKAGE);
    }

    @Test
    @Order(3)
    @DisplayName("offer what somebody else's decision leaves behind as soon as it is there, newest first")
    void live() {
        Chromium dora = visitors.person(DORA);
        dora.go("/files");
        dora.sees(FILES, PACKAGE);
        assertThat(dora.text(FILES)).doesNotContain(ACME_PACKAGE);

        Chromium other = visitors.person(DORA);
        other.click(Chromium.words("Promote Acme as a reference candidate"));
        other.type(By.cssSelector(".approval textarea"), "Their press office agrees");
        other.click(Chromium.words("Approve"));
        other.sees(By.cssSelector(".note.good"), "You approved exactly what you saw.");

        dora.click(NEWS);
        dora.sees(FILES, ACME_PACKAGE);
        assertThat(dora.text(ROWS)).contains(ACME_PACKAGE);
    }

    @Test
    @Order(4)
    @DisplayName("show words to those only who may read them, and nothing of another tenant")
    void whoMaySee() {
        Chromium ada = visitors.person(ADA);
        ada.go("/files");
        ada.sees(FILES, "Export of contacts");
        Chromium dora = visitors.person(DORA);
        dora.go("/files");
        dora.sees(FILES, "not for you to see");
        assertThat(dora.text(FILES)).doesNotContain("Export of contacts");

        Chromium dave = visitors.person(DAVE);
        dave.go("/files");
        dave.sees(FILES, "Reference nomination package Acme");
        assertThat(dave.text(FILES)).doesNotContain(PACKAGE);
        dave.go("/roadmap");
        dave.sees(ROADMAP, "Audit log download");
        assertThat(dave.text(ROADMAP)).doesNotContain("Bulk export API");
    }

    @Test
    @Order(5)
    @DisplayName("keep a lineage of hundreds of things readable: the nearest as a picture, all as pages of a list")
    void largeLineage() {
        Chromium dora = visitors.person(DORA);
        dora.go(LONG_RUN);
        dora.sees(By.cssSelector(".graph"), "The picture shows the nearest 13 of 301");
        assertThat(dora.count(BOXES)).isEqualTo(13);
        assertThat(dora.count(By.cssSelector(".lines li"))).isEqualTo(100);
        dora.click(Chromium.words("Farther"));
        dora.sees(By.cssSelector("nav[aria-label=Pages]"), "Nearer");
        assertThat(dora.at()).contains("from=100");
        assertThat(dora.count(By.cssSelector(".lines li"))).isEqualTo(100);
        dora.click(Chromium.words("Nearer"));
        dora.seesNo(Chromium.words("Nearer"));
    }
}
