package dev.runs.samples.crm.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runs.Runs;
import dev.runs.action.Pattern;
import dev.runs.actor.Actor;
import dev.runs.engine.Session;
import dev.runs.graph.StepState;
import dev.runs.plan.Meeting;
import dev.runs.plan.RunPlan;
import dev.runs.plan.Signal;
import dev.runs.run.Step;
import dev.runs.samples.crm.governance.CrmActions;
import dev.runs.samples.crm.people.DemoPeople;
import dev.runs.samples.crm.tenant.CurrentTenant;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.openqa.selenium.By;
import org.springframework.context.ConfigurableApplicationContext;

/** A run whose every text is as bad as people, agents and other systems can make it. */
@Tag("browser")
@DisplayName("Pages about a run of hostile and odd text, in Chromium")
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class OddTextPagesTest {
    private static final String AURORA = DemoPeople.AURORA;
    private static final String RUN = "run-odd";
    private static final String PAGE = "/runs/" + RUN;
    private static final Instant THEN = Instant.parse("2026-11-20T10:00:00Z");

    private static final String MARKUP =
            "<img src=x onerror=document.title='owned'><script>document.title='owned'</script>"
                    + "'\"><svg onload=document.title='owned'></title></textarea> [[${7*7}]] {{7*7}} javascript:alert(1)";
    /** Overrides of direction that are never ended, Hebrew and Arabic, what has no width, control characters, and piled up accents. */
    private static final String ODD = MARKUP
            + " \u202Edetrever\u2066\u2067 \u05E9\u05DC\u05D5\u05DD \u0645\u0631\u062D\u0628\u0627 a\u200Bb\u200D\uFEFFc\u00ADd"
            + " bell\u0007escape\u001B[31m tab\t line\nline \u2028 e\u0301\u0301\u0301\u0301\u0301 "
            + "W".repeat(3000)
            + " \uD83D\uDC69\u200D\uD83D\uDC69\u200D\uD83D\uDC67";
    /** As long as a title may be, most of it one word. */
    private static final String TITLE = ODD.substring(0, 300);

    private static final String LONG = longText();

    private static ConfigurableApplicationContext crm;
    private static Runs runs;
    private static Visitors visitors;

    /** A hundred thousand characters, which is what a text may have. */
    private static String longText() {
        String text = ODD + " Words that go on and on, as in a letter.".repeat(3000);
        return text.substring(0, 100_000);
    }

    @BeforeAll
    static void start() {
        crm = Visitors.crm();
        visitors = Visitors.of(crm);
        runs = crm.getBean(Runs.class);
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

    private static Session as(Actor actor) {
        return runs.as(actor);
    }

    private static String plan() {
        CrmActions.RoadmapItem item = new CrmActions.RoadmapItem("item-odd", LONG);
        RunPlan plan = RunPlan.named(TITLE)
                .id(RUN)
                .pattern(Pattern.EXTERNAL)
                .about("acc-a-0003")
                .owner("agent-advocacy", TITLE)
                .summary(LONG)
                .triggeredBy(Signal.of("signal-odd", TITLE, THEN))
                .meeting(Meeting.external("call-odd", TITLE, THEN).attendees("ana"))
                .step("detect", TITLE)
                .action("crm.detect", TITLE, new CrmActions.Detection("acc-a-0003", "call-odd", LONG))
                .step("promote", TITLE)
                .action(
                        "crm.promote-reference",
                        TITLE,
                        new CrmActions.Promotion("acc-a-0003", LONG, LONG, "call-odd", Optional.of(item)))
                .after("detect");
        Actor agent = Actor.agent(AURORA, "agent-advocacy").onBehalfOf("aurora-carl");
        return CurrentTenant.call(AURORA, () -> as(agent).start(plan).id());
    }

    private static StepState state(String step) {
        return as(Actor.human(AURORA, "aurora-ada"))
                .run(RUN)
                .step(step)
                .map(Step::state)
                .orElseThrow();
    }

    private static void await(String step, StepState state) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(120);
        while (state(step) != state) {
            assertThat(System.nanoTime()).as("%s is %s", step, state(step)).isLessThan(end);
            Thread.onSpinWait();
        }
    }

    @Test
    @DisplayName("run nothing of it, are no wider than what they are seen in, and can be used to their end")
    void inert() throws IOException {
        plan();
        await("promote", StepState.AWAITING_APPROVAL);
        Chromium dora = visitors.person(Visitors.DORA);
        look(dora, "asked");
        dora.go(PAGE);
        dora.sees(By.cssSelector(".approval"), "Your decision");
        dora.type(By.cssSelector(".approval textarea"), "Not so much text, please");
        dora.click(Chromium.words("Request changes"));
        dora.sees(By.cssSelector(".note.good"), "You sent it back");
        Session carl = as(Actor.human(AURORA, "aurora-carl"));
        carl.comment(carl.step(RUN, "promote"), LONG).orThrow();
        carl.resubmit(carl.step(RUN, "promote"), LONG).orThrow();
        Session director = as(Actor.human(AURORA, "aurora-dora"));
        director.approve(director.approval(RUN, "promote"), LONG).orThrow();
        await("promote", StepState.COMPLETED);
        look(dora, "done");
        dora.go(PAGE);
        dora.sees(By.cssSelector("#files a"), "img src=x");
        dora.sees(By.cssSelector("#roadmap a"), "img src=x");
    }

    private static void look(Chromium browser, String name) throws IOException {
        for (String page : List.of(
                PAGE,
                PAGE + "/steps/promote",
                PAGE + "/steps/detect",
                "/inbox",
                "/runs",
                "/files",
                "/roadmap",
                "/lineage?kind=run&id=" + RUN,
                "/lineage?kind=meeting&id=call-odd&direction=downstream")) {
            browser.wide();
            browser.go(page);
            String picture = "odd-" + name + "-" + page.replaceAll("[^a-z]+", "-");
            browser.picture(picture);
            assertThat(browser.count(By.cssSelector("main img, main script, main svg svg, main [onload]")))
                    .as(page)
                    .isZero();
            assertThat(browser.script("return document.title")).as(page).isNotEqualTo("owned");
            assertThat(browser.tooWideBy()).as("%s, wide", page).isLessThanOrEqualTo(0);
            assertThat(browser.script("return document.documentElement.scrollHeight"))
                    .as("length of %s", page)
                    .satisfies(
                            height -> assertThat(((Number) height).intValue()).isLessThan(12_000));
            browser.smallPhone();
            assertThat(browser.tooWideBy()).as("%s, on a small phone", page).isLessThanOrEqualTo(0);
            browser.picture(picture + "-phone");
            assertThat(browser.violations()).as(page).isEmpty();
        }
        browser.wide();
    }
}
