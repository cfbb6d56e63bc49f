package dev.runs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runs.actor.Actor;
import dev.runs.codec.StoredForm;
import dev.runs.content.Payload;
import dev.runs.feed.Change;
import dev.runs.feed.Delivery;
import dev.runs.feed.Subscription;
import dev.runs.graph.StepState;
import dev.runs.kit.Crm;
import dev.runs.kit.Listening;
import dev.runs.plan.RunPlan;
import dev.runs.retention.HousekeepingReport;
import dev.runs.retention.Retention;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@DisplayName("The guides feed, retention and upgrade")
class GuidesTest {
    @RegisterExtension
    final Crm crm = new Crm();

    private final Actor ana = crm.ana;
    private final Actor admin = crm.admin;

    /** The host's copy of the runs. */
    private static final class Mirror {
        private final List<Change> applied = new ArrayList<>();
        private int reloads;

        void apply(List<Change> batch) {
            applied.addAll(batch);
        }

        void reload() {
            reloads++;
        }
    }

    /** The host's archive. */
    private static final class ArchiveFiles {
        private final List<String> names = new ArrayList<>();

        void write(String tenant, String run, String json) {
            assertThat(json).startsWith("{");
            names.add(tenant + "/" + run);
        }
    }

    private static RunPlan note() {
        return RunPlan.named("R").step("note", "Note").action("crm.detect", Payload.empty());
    }

    @Test
    void page() {
        Runs runs = crm.runs();
        Listening page = new Listening();
        Subscription subscription = runs.as(ana).changes(page);
        crm.start(note());
        runs.worker().poll();
        assertThat(page.changes()).isNotEmpty();

        long position = subscription.position();
        subscription.close();
        Subscription again = runs.as(ana).changes(position, page);
        assertThat(again.position()).isEqualTo(position);
    }

    @Test
    void mirror() {
        Runs runs = crm.runs();
        Mirror mirror = new Mirror();
        Delivery delivery = runs.feed().deliver("crm-mirror", batch -> mirror.apply(batch));
        crm.start(note());
        runs.worker().poll();
        assertThat(mirror.applied).isNotEmpty();
        assertThat(delivery.reader()).isEqualTo("crm-mirror");

        long end = runs.feed().status().last();
        mirror.reload();
        runs.feed().moveTo("crm-mirror", end);
        assertThat(mirror.reloads).isEqualTo(1);
        assertThat(runs.feed().status().lags()).containsEntry("crm-mirror", 0L);
    }

    @Test
    void retention() {
        Runs.Builder builder = crm.process();
        builder.retention(Retention.keepFor(Duration.ofDays(365))
                .except(tenant -> tenant.equals("acme") ? Optional.of(Retention.keepAll()) : Optional.empty()));
        Runs runs = builder.build();
        ArchiveFiles files = new ArchiveFiles();
        String run = runs.as(crm.agent).start(note()).id();
        runs.worker().runReady();
        crm.clock.advance(Duration.ofDays(366));
        HousekeepingReport report = runs.housekeeping(left -> files.write(left.tenant(), left.run(), left.json()));
        assertThat(report.removed()).isEqualTo(1);
        assertThat(files.names).containsExactly(Crm.TENANT + "/" + run);
    }

    @Test
    void erasure() {
        Runs runs = crm.runs();
        String run = crm.start(note());
        int pieces = runs.as(admin).erase(run);
        assertThat(pieces).isPositive();
    }

    @Test
    void upgrade() {
        Runs.Builder builder = crm.process();
        builder.storedForm(StoredForm.V1);
        Runs runs = builder.build();
        String run = crm.start(note());
        runs.worker().runReady();
        assertThat(crm.state(run, "note")).isEqualTo(StepState.COMPLETED);
    }

    @Test
    @DisplayName("the code of the guides is the code of this test")
    void codeOfTheGuides() throws IOException {
        String here = unindented(Files.readString(Path.of("src", "test", "java", "dev", "runs", "GuidesTest.java")));
        for (String guide : List.of("feed.md", "retention.md", "upgrade.md")) {
            String text = Files.readString(Path.of("..", "docs", "guide", guide));
            Matcher block =
                    Pattern.compile("```java\\n(.*?)```", Pattern.DOTALL).matcher(text);
            int blocks = 0;
            while (block.find()) {
                blocks++;
                assertThat(here).as(guide).contains(unindented(block.group(1)));
            }
            assertThat(blocks).as(guide).isPositive();
        }
    }

    private static String unindented(String code) {
        return String.join(" ", code.lines().map(String::strip).toList()).strip();
    }
}
