package dev.runs.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.runs.Runs;
import dev.runs.actor.Actor;
import dev.runs.content.Payload;
import dev.runs.error.RunsException;
import dev.runs.kit.Crm;
import dev.runs.kit.Listening;
import dev.runs.kit.Mortal;
import dev.runs.plan.RunPlan;
import dev.runs.storage.StoreException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@DisplayName("G17 the feed in the API")
class FeedTest {
    private final Mortal store = new Mortal();

    @RegisterExtension
    final Crm crm = new Crm(store);

    /** What a durable reader was given. */
    private final List<Change> delivered = new ArrayList<>();

    @BeforeEach
    void beginReading() {
        poll();
    }

    private Feed feed() {
        return crm.runs().feed();
    }

    private void poll() {
        crm.runs().worker().poll();
    }

    private String change() {
        return crm.start(crm.promotion());
    }

    private List<Long> positions() {
        return delivered.stream().map(Change::position).toList();
    }

    /** A feed whose listeners are called when the test says. */
    private Feed slow(List<Runnable> tasks) {
        return new Feed(store, crm.clock, "slow", Duration.ofSeconds(60), 1000, tasks::add);
    }

    // ---- live subscriptions -------------------------------------------------------------------------------------

    @Test
    @DisplayName("a subscription begins now, tells of every commit in order, and ends with close")
    void follow_fromNowOn() {
        change();
        Listening listener = new Listening();
        Subscription subscription = feed().follow(listener);
        String id = crm.start(RunPlan.named("R").step("note", "Note").action("crm.detect", Payload.empty()));
        crm.work(id);
        assertThat(listener.changes()).as("told by whoever polls").isEmpty();
        poll();
        assertThat(listener.changes()).extracting(Change::run).containsOnly(id);
        assertThat(listener.changes().get(0).first()).isEqualTo(1);
        long last = 0;
        for (Change change : listener.changes()) {
            assertThat(change.first()).as("no gap").isEqualTo(last + 1);
            last = change.last();
        }
        assertThat(last).isEqualTo(crm.run(id).version());
        int told = listener.changes().size();
        subscription.close();
        change();
        poll();
        assertThat(listener.changes()).hasSize(told);
    }

    @Test
    @DisplayName("a subscription goes on after the position of an earlier one")
    void follow_resumes() {
        Listening first = new Listening();
        Subscription subscription = feed().follow(first);
        String one = change();
        poll();
        long position = subscription.position();
        crm.restart();
        String two = change();
        poll();
        Listening second = new Listening();
        feed().follow(position, second);
        String three = change();
        poll();
        assertThat(first.changes()).extracting(Change::run).containsExactly(one);
        assertThat(second.changes()).extracting(Change::run).containsExactly(two, three);
    }

    @Test
    @DisplayName("a subscription from the beginning gets everything once, however much it is")
    void follow_catchesUp() {
        for (int i = 0; i < 700; i++) {
            change();
        }
        Listening listener = new Listening();
        feed().follow(0, listener);
        poll();
        change();
        poll();
        assertThat(listener.changes())
                .hasSize(701)
                .extracting(Change::position)
                .isSorted()
                .doesNotHaveDuplicates();
        assertThat(listener.behind()).isEmpty();
    }

    @Test
    @DisplayName("G9 an actor's subscription tells of the own tenant only")
    void changes_areOfTheOwnTenant() {
        Actor stranger = crm.people.add(Actor.agent("globex", "their-agent"));
        Listening ours = new Listening();
        Listening theirs = new Listening();
        crm.as(crm.viewer).changes(ours);
        crm.as(stranger).changes(0, theirs);
        String own = change();
        crm.as(stranger).start(crm.promotion().id("theirs"));
        poll();
        assertThat(ours.changes()).extracting(Change::run).containsExactly(own);
        assertThat(theirs.changes()).extracting(Change::tenant).containsExactly("globex");
        assertThatThrownBy(() -> crm.as(Actor.human(Crm.TENANT, "eve")).changes(ours))
                .isInstanceOf(RunsException.class)
                .hasMessageStartingWith("RUNS-REFUSED-002 Actor 'eve'");
    }

    @Test
    @DisplayName("a listener that throws gets the next change, and holds up nobody")
    void failingListener_holdsUpNobody() {
        Listening calm = new Listening();
        Listening angry = new Listening() {
            @Override
            public void changed(Change change) {
                super.changed(change);
                throw new IllegalStateException("no");
            }
        };
        feed().follow(angry);
        feed().follow(calm);
        change();
        change();
        poll();
        assertThat(angry.changes()).hasSize(2);
        assertThat(calm.changes()).hasSize(2);
    }

    @Test
    @DisplayName("a listener that is too slow is told that it was left behind, once, and goes on from there")
    void slowListener_isLeftBehind() {
        List<Runnable> tasks = new ArrayList<>();
        Feed feed = slow(tasks);
        feed.pump();
        Listening listener = new Listening();
        feed.follow(listener);
        for (int i = 0; i <= Subscription.CAPACITY; i++) {
            change();
            feed.pump();
        }
        long end = feed.status().last();
        assertThat(tasks).as("one call at a time").hasSize(1);
        tasks.remove(0).run();
        assertThat(listener.changes()).isEmpty();
        assertThat(listener.behind()).containsExactly(end);
        change();
        feed.pump();
        tasks.remove(0).run();
        assertThat(listener.changes()).extracting(Change::position).containsExactly(end + 1);
        assertThat(listener.behind()).hasSize(1);
    }

    @Test
    @DisplayName("a subscription from a position that is gone is left behind")
    void trimmedPosition_isLeftBehind() {
        change();
        change();
        poll();
        feed().trim(1);
        Listening listener = new Listening();
        feed().follow(0, listener);
        poll();
        assertThat(listener.behind()).containsExactly(2L);
        change();
        poll();
        assertThat(listener.changes()).extracting(Change::position).containsExactly(3L);
    }

    // ---- named readers ------------------------------------------------------------------------------------------

    @Test
    @DisplayName("a named reader gets everything in order and goes on after a restart where it stopped")
    void deliver_goesOn() {
        change();
        feed().deliver("crm-mirror", delivered::addAll);
        poll();
        change();
        poll();
        assertThat(positions()).containsExactly(1L, 2L);
        assertThat(feed().status().lags()).isEqualTo(Map.of("crm-mirror", 0L));
        crm.restart();
        change();
        assertThat(feed().status().lags()).isEqualTo(Map.of("crm-mirror", 1L));
        feed().deliver("crm-mirror", delivered::addAll);
        poll();
        assertThat(positions()).containsExactly(1L, 2L, 3L);
    }

    @Test
    @DisplayName("a batch whose listener failed comes again")
    void failedBatch_comesAgain() {
        List<Integer> sizes = new ArrayList<>();
        feed().deliver("crm-mirror", batch -> {
            sizes.add(batch.size());
            if (sizes.size() == 1) {
                throw new IllegalStateException("the CRM is away");
            }
            delivered.addAll(batch);
        });
        change();
        poll();
        assertThat(delivered).isEmpty();
        change();
        poll();
        assertThat(sizes).containsExactly(1, 2);
        assertThat(positions()).containsExactly(1L, 2L);
    }

    @Test
    @DisplayName("one process at a time serves a reader; when it dies another one goes on after its lease")
    void deliver_oneProcessAtATime() {
        Runs other = crm.again();
        List<Change> there = new ArrayList<>();
        feed().deliver("crm-mirror", delivered::addAll);
        other.feed().deliver("crm-mirror", there::addAll);
        change();
        poll();
        other.worker().poll();
        assertThat(positions()).containsExactly(1L);
        assertThat(there).isEmpty();
        store.kill();
        crm.restart();
        store.live();
        change();
        other.worker().poll();
        assertThat(there).isEmpty();
        crm.clock.advance(Duration.ofSeconds(60));
        other.worker().poll();
        assertThat(there).extracting(Change::position).containsExactly(2L);
    }

    @Test
    @DisplayName("a delivery that is closed gives its reader to the next at once")
    void closedDelivery_givesBack() {
        Runs other = crm.again();
        List<Change> there = new ArrayList<>();
        Delivery delivery = feed().deliver("crm-mirror", delivered::addAll);
        change();
        poll();
        delivery.close();
        change();
        poll();
        other.feed().deliver("crm-mirror", there::addAll);
        other.worker().poll();
        assertThat(positions()).containsExactly(1L);
        assertThat(there).extracting(Change::position).containsExactly(2L);
    }

    @Test
    @DisplayName("a name is served once per instance")
    void nameTwice_isRefused() {
        feed().deliver("crm-mirror", delivered::addAll);
        assertThatThrownBy(() -> feed().deliver("crm-mirror", delivered::addAll))
                .isInstanceOf(RunsException.class)
                .hasMessage("RUNS-CONFIG-001 Feed reader 'crm-mirror' is served by this instance already."
                        + "\nFix: close the first delivery, or give this one another name");
    }

    @Test
    @DisplayName("a reader whose changes are gone is told once, waits, and goes on where it is told to")
    void readerLeftBehind_resyncs() {
        change();
        change();
        feed().trim(2);
        List<StoreException> told = new ArrayList<>();
        feed().deliver("crm-mirror", new BatchListener() {
            @Override
            public void deliver(List<Change> batch) {
                delivered.addAll(batch);
            }

            @Override
            public void leftBehind(StoreException cause) {
                told.add(cause);
            }
        });
        poll();
        change();
        poll();
        assertThat(delivered).isEmpty();
        assertThat(told)
                .singleElement()
                .satisfies(cause -> assertThat(cause)
                        .hasMessage(
                                "RUNS-STORE-003 Store 'memory': the feed was read from position 0, and it was trimmed up to 2:"
                                        + " what is between them cannot be read any more."
                                        + "\nFix: read the runs themselves once, go on from the feed's present end, and keep the feed"
                                        + " longer than its slowest reader needs."));
        assertThat(feed().moveTo("crm-mirror", 2)).isTrue();
        poll();
        assertThat(positions()).containsExactly(3L);
    }

    // ---- trimming -----------------------------------------------------------------------------------------------

    private Runs keeping(long changes) {
        return crm.process().keepFeed(changes).build();
    }

    @Test
    @DisplayName(
            "the poller trims what nobody needs: never what a reader has not read, nor the last that are to be kept")
    void poller_trims() {
        feed().deliver("crm-mirror", delivered::addAll);
        for (int i = 0; i < 5; i++) {
            change();
        }
        poll();
        crm.restart();
        change();
        keeping(4).worker().poll();
        assertThat(feed().status().trimmed()).as("6 less 4").isEqualTo(2);
        keeping(0).worker().poll();
        assertThat(feed().status().trimmed()).as("the reader is at 5").isEqualTo(5);
        feed().forget("crm-mirror");
        keeping(0).worker().poll();
        assertThat(feed().status().trimmed()).isEqualTo(6);
        assertThat(feed().status().lags()).isEmpty();
    }

    @Test
    @DisplayName("a reader that is served but has not read anything yet holds back trimming too")
    void newReader_holdsBackTrimming() {
        change();
        feed().deliver("crm-mirror", batch -> {
            throw new IllegalStateException("the CRM is away");
        });
        poll();
        keeping(0).worker().poll();
        assertThat(feed().status().trimmed()).isZero();
        assertThat(feed().status().lags()).isEqualTo(Map.of("crm-mirror", 1L));
    }

    @Test
    @DisplayName("in the background a listener is told on a thread of the library's own")
    void background_tells() throws Exception {
        CountDownLatch told = new CountDownLatch(1);
        List<String> threads = new ArrayList<>();
        Listening listener = new Listening() {
            @Override
            public void changed(Change change) {
                threads.add(Thread.currentThread().getName());
                told.countDown();
            }
        };
        try (Runs runs = Runs.builder()
                .store(store)
                .catalog(catalog -> catalog.external("crm.promote-reference", dev.runs.action.RiskLevel.LOW))
                .rules(crm.rules)
                .identity(crm.people)
                .build()) {
            runs.feed().follow(0, listener);
            change();
            runs.as(crm.agent)
                    .start(RunPlan.named("R").step("a", "A").action("crm.promote-reference", Payload.empty()));
            assertThat(told.await(30, TimeUnit.SECONDS)).isTrue();
        }
        assertThat(threads.get(0)).startsWith("runs-feed-");
    }
}
