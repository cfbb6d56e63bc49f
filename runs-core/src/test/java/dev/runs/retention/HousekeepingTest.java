package dev.runs.retention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.runs.Runs;
import dev.runs.actor.Actor;
import dev.runs.content.CanonicalJson;
import dev.runs.content.Payload;
import dev.runs.engine.Started;
import dev.runs.error.ErrorCode;
import dev.runs.error.RunsException;
import dev.runs.kit.Crm;
import dev.runs.kit.StoreWrapper;
import dev.runs.plan.Proposal;
import dev.runs.plan.RunPlan;
import dev.runs.plan.Signal;
import dev.runs.storage.RunKey;
import dev.runs.storage.StoredRun;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@DisplayName("G21 housekeeping")
class HousekeepingTest {
    private static final Duration YEAR = Duration.ofDays(365);

    /** A store in which some run cannot be read. */
    private static final class Damaged extends StoreWrapper {
        private String run = "";

        @Override
        public Optional<StoredRun> load(RunKey key) {
            if (key.run().equals(run)) {
                throw new IllegalStateException("bad sector");
            }
            return super.load(key);
        }
    }

    private final Damaged store = new Damaged();

    // Runs leave in these tests: the check of every run at the end of a test would look for them in vain.
    @RegisterExtension
    final Crm crm = new Crm(store);

    private final List<ArchivedRun> archived = new ArrayList<>();

    private Runs keeping(Retention retention) {
        return crm.process().retention(retention).build();
    }

    private RunPlan plan(String id) {
        return RunPlan.named("Meeting with Xanthippe")
                .id(id)
                .triggeredBy(Signal.of("signal-" + id, "A call", crm.clock.instant()))
                .step("note", "Note")
                .action("crm.detect", Payload.of(Map.of("who", "Xanthippe")));
    }

    private void open(String id) {
        crm.as(crm.agent).start(plan(id));
    }

    private void ended(String id) {
        open(id);
        crm.work(id);
    }

    private boolean isThere(Actor actor, String id) {
        try {
            return crm.as(actor).run(id).id().equals(id);
        } catch (RunsException e) {
            assertThat(e.code()).isEqualTo(ErrorCode.NOT_FOUND);
            return false;
        }
    }

    private boolean isThere(String id) {
        return isThere(crm.agent, id);
    }

    @Test
    @DisplayName("by default every run is kept")
    void byDefault_everythingStays() {
        ended("a");
        crm.clock.advance(YEAR.multipliedBy(10));
        assertThat(crm.runs().housekeeping(archived::add)).isEqualTo(new HousekeepingReport(0, 0, List.of()));
        assertThat(isThere("a")).isTrue();
    }

    @Test
    @DisplayName("a run that ended longer ago than it is kept is archived with its history, then removed")
    void oldRuns_leave() {
        ended("old");
        open("open");
        crm.clock.advance(Duration.ofDays(1));
        ended("young");
        long version = crm.run("old").version();
        crm.clock.advance(YEAR);
        Runs runs = keeping(Retention.keepFor(YEAR));
        assertThat(runs.housekeeping(archived::add)).isEqualTo(new HousekeepingReport(1, 1, List.of()));
        assertThat(isThere("old")).isFalse();
        assertThat(isThere("open")).isTrue();
        assertThat(isThere("young")).as("exactly as long ago as it is kept").isTrue();
        ArchivedRun run = archived.get(0);
        assertThat(List.of(run.tenant(), run.run(), run.version())).isEqualTo(List.of(Crm.TENANT, "old", version));
        Map<String, ?> json = CanonicalJson.parse(run.json());
        assertThat((List<?>) json.get("history")).hasSize((int) version);
        assertThat(run.json()).contains("Meeting with Xanthippe", "\"who\":\"Xanthippe\"");
        assertThat(runs.housekeeping(archived::add).removed()).as("once").isZero();
    }

    @Test
    @DisplayName("S16: an archive may be without contents; then nothing in it is personal")
    void archiveWithoutContents() {
        ended("old");
        crm.clock.advance(YEAR.plusDays(1));
        Archive bare = new Archive() {
            @Override
            public void keep(ArchivedRun run) {
                archived.add(run);
            }

            @Override
            public boolean contents() {
                return false;
            }
        };
        assertThat(keeping(Retention.keepFor(YEAR)).housekeeping(bare).removed())
                .isEqualTo(1);
        assertThat(archived.get(0).json())
                .doesNotContain("Xanthippe", "\"contents\"")
                .contains("\"history\"");
    }

    @Test
    @DisplayName("G9 a tenant may have a policy of its own, shorter, longer or for ever")
    void tenants_haveTheirOwnPolicy() {
        Actor other = crm.people.add(Actor.agent("globex", "their-agent"));
        ended("a");
        crm.as(other).start(plan("a"));
        crm.runs().worker().runReady();
        crm.clock.advance(Duration.ofDays(10));
        Retention policy = Retention.keepFor(Duration.ofDays(5))
                .except(tenant -> tenant.equals("globex") ? Optional.of(Retention.keepAll()) : Optional.empty());
        assertThat(policy.of("globex")).isEmpty();
        assertThat(policy.of(Crm.TENANT)).contains(Duration.ofDays(5));
        assertThat(keeping(policy).housekeeping(archived::add).removed()).isEqualTo(1);
        assertThat(isThere("a")).isFalse();
        assertThat(isThere(other, "a")).isTrue();
        assertThatThrownBy(() -> Retention.keepFor(Duration.ofDays(-1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("runs cannot be kept for PT-24H");
    }

    @Test
    @DisplayName("a run that the archive does not take stays, and the others leave")
    void failingArchive_keepsTheRun() {
        ended("a");
        ended("b");
        ended("c");
        crm.clock.advance(YEAR.plusDays(1));
        HousekeepingReport report = keeping(Retention.keepFor(YEAR)).housekeeping(run -> {
            if (run.run().equals("b")) {
                throw new java.io.IOException("the disk is full");
            }
        });
        assertThat(report)
                .isEqualTo(new HousekeepingReport(
                        2,
                        2,
                        List.of(new HousekeepingReport.Skipped(
                                Crm.TENANT, "b", "The archive did not take it: the disk is full"))));
        assertThat(isThere("b")).isTrue();
    }

    @Test
    @DisplayName("a run that changes while it is archived stays")
    void changedRun_stays() {
        ended("a");
        crm.clock.advance(YEAR.plusDays(1));
        HousekeepingReport report = keeping(Retention.keepFor(YEAR))
                .housekeeping(run -> crm.as(crm.agent)
                        .propose("a", Proposal.of("more", "More"))
                        .orThrow());
        assertThat(report)
                .isEqualTo(new HousekeepingReport(
                        1,
                        0,
                        List.of(new HousekeepingReport.Skipped(Crm.TENANT, "a", "It changed while it was archived."))));
        assertThat(isThere("a")).isTrue();
    }

    @Test
    @DisplayName("a run that cannot be read stays, and the others leave")
    void unreadableRun_stays() {
        ended("a");
        ended("b");
        crm.clock.advance(YEAR.plusDays(1));
        store.run = "a";
        HousekeepingReport report = keeping(Retention.keepFor(YEAR)).housekeeping(Archive.none());
        assertThat(report)
                .isEqualTo(new HousekeepingReport(
                        1,
                        1,
                        List.of(new HousekeepingReport.Skipped(Crm.TENANT, "a", "It cannot be read: bad sector"))));
    }

    @Test
    @DisplayName("no more runs are looked at than asked for; the next call goes on")
    void limit() {
        for (String id : List.of("a", "b", "c")) {
            ended(id);
        }
        crm.clock.advance(YEAR.plusDays(1));
        Runs runs = keeping(Retention.keepFor(YEAR));
        assertThat(runs.housekeeping(archived::add, 2).removed()).isEqualTo(2);
        assertThat(runs.housekeeping(archived::add, 2).removed()).isEqualTo(1);
        assertThatThrownBy(() -> runs.housekeeping(archived::add, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("housekeeping of at most 0 runs");
    }

    @Test
    @DisplayName("a signal that is delivered again after its run was removed starts a new one")
    void signalAfterRemoval_startsAnew() {
        ended("a");
        crm.clock.advance(YEAR.plusDays(1));
        assertThat(crm.as(crm.agent).start(plan("a")).existed()).isTrue();
        keeping(Retention.keepFor(YEAR)).housekeeping(Archive.none());
        Started again = crm.as(crm.agent).start(plan("a"));
        assertThat(again.existed()).isFalse();
        assertThat(again.version()).isEqualTo(crm.run("a").version());
    }
}
