package dev.runs.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runs.actor.Actor;
import dev.runs.plan.RunPlan;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Live events, over real connections")
class EventStreamTest {
    private final Host host = new Host();
    private final List<Viewer> viewers = new ArrayList<>();
    private HttpHost http;

    @BeforeEach
    void open() throws Exception {
        http = new HttpHost(
                host, servlet -> servlet.heartbeat(Duration.ofMillis(50)).streams(6, 3));
    }

    @AfterEach
    void close() throws Exception {
        for (Viewer viewer : viewers) {
            viewer.close();
        }
        http.close();
        host.close();
    }

    /** An event as it came. */
    private record Event(String name, String id, String data) {
        @Override
        public String toString() {
            return name + " " + data;
        }
    }

    /** A browser with the page open: reads on a thread of its own. */
    private final class Viewer {
        final HttpResponse<InputStream> response;
        private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();
        private final Thread reader;
        volatile boolean ended;
        volatile String lastId = "";
        final AtomicInteger heartbeats = new AtomicInteger();

        Viewer(String actor, String path, Optional<String> last) throws Exception {
            var request = http.request(actor, path);
            last.ifPresent(id -> request.header("Last-Event-ID", id));
            response = http.client.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
            assertThat(response.statusCode()).isEqualTo(200);
            assertThat(response.headers().firstValue("Content-Type")).contains("text/event-stream;charset=utf-8");
            reader = new Thread(this::read);
            reader.start();
            viewers.add(this);
        }

        private void read() {
            try (BufferedReader lines =
                    new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8))) {
                String name = "";
                String data = "";
                for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                    if (line.equals("data: {\"every\":50}")) {
                        assertThat(name).isEqualTo("alive");
                        heartbeats.incrementAndGet();
                    } else if (line.startsWith("event: ")) {
                        name = line.substring(7);
                    } else if (line.startsWith("id: ")) {
                        lastId = line.substring(4);
                    } else if (line.startsWith("data: ")) {
                        data = line.substring(6);
                    } else if (line.isEmpty() && !data.isEmpty()) {
                        events.add(new Event(name, lastId, data));
                        data = "";
                    }
                }
            } catch (IOException e) {
                // The connection is gone: what the test waits for.
            }
            ended = true;
        }

        Event next() throws InterruptedException {
            Event event = events.poll(20, TimeUnit.SECONDS);
            assertThat(event).as("nothing came").isNotNull();
            return event;
        }

        void close() throws Exception {
            response.body().close();
            reader.join();
        }
    }

    private Viewer viewer(String actor, String path) throws Exception {
        Viewer viewer = new Viewer(actor, path, Optional.empty());
        // It is there as soon as it knows where it stands.
        until(() -> !viewer.lastId.isEmpty());
        return viewer;
    }

    private static void until(BooleanSupplier condition) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("it never came to that").isLessThan(end);
            Thread.onSpinWait();
        }
    }

    private String start(Actor actor, String id) {
        String run = host.runs
                .as(actor)
                .start(RunPlan.named("Note").id(id).step("a", "A").action("crm.detect", Host.payload()))
                .id();
        host.runs.worker().poll();
        return run;
    }

    private void comment(String run, String text) {
        host.runs.as(host.agent).comment(host.step(run, "a"), text).orThrow();
        host.runs.worker().poll();
    }

    @Test
    void twoViewers_seeWhatOneOfThemDecides() throws Exception {
        String run = host.advocacy();
        host.runs.worker().poll();
        Viewer dora = viewer("dora", "/events");
        Viewer dan = viewer("dan", "/events?run=" + run);
        host.post(
                host.dora, Map.of(), host.etag(run, "promote"), "runs", run, "steps", "promote", "approval", "approve");
        host.runs.worker().poll();
        String expected = "change {\"first\":18,\"last\":20,\"run\":\"" + run + "\"}";
        assertThat(dora.next()).hasToString(expected);
        assertThat(dan.next()).hasToString(expected);
    }

    @Test
    void ofOneRun_onlyThat() throws Exception {
        String one = start(host.agent, "one");
        String two = start(host.agent, "two");
        Viewer viewer = viewer("advocacy-agent", "/events?run=" + two);
        comment(one, "first");
        comment(two, "second");
        assertThat(viewer.next().data()).contains("\"run\":\"two\"");
    }

    @Test
    void whoComesBack_missesNothing() throws Exception {
        String run = start(host.agent, "one");
        Viewer first = viewer("dora", "/events");
        comment(run, "seen");
        Event seen = first.next();
        first.close();
        List<String> missed = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            comment(run, "missed " + i);
            missed.add(String.valueOf(host.runs.as(host.agent).run(run).version()));
        }
        Viewer again = new Viewer("dora", "/events", Optional.of(seen.id()));
        viewers.add(again);
        comment(run, "after");
        missed.add(String.valueOf(host.runs.as(host.agent).run(run).version()));
        for (String version : missed) {
            assertThat(again.next().data()).contains("\"last\":" + version + ",");
        }
    }

    @Test
    void whoAskedBeforeReading_missesNothing_andNothingComesTwice() throws Exception {
        String run = start(host.agent, "one");
        comment(run, "before");
        String answer = http.send(http.request("dora", "/events/last")).body();
        assertThat(answer).matches("\\{\"id\":\"[A-Za-z0-9_-]{22}\"}");
        String last = answer.substring(7, 29);
        comment(run, "between the page and its stream");
        String version = String.valueOf(host.runs.as(host.agent).run(run).version());
        Viewer dora = new Viewer("dora", "/events?after=" + last, Optional.empty());
        host.runs.worker().poll();
        assertThat(dora.next().data()).contains("\"last\":" + version + ",");
        comment(run, "after");
        assertThat(dora.next().data()).doesNotContain("\"last\":" + version + ",");
        assertThat(dora.events).isEmpty();
    }

    @Test
    void whatIsGone_isSaid() throws Exception {
        String run = start(host.agent, "one");
        Viewer first = viewer("dora", "/events");
        comment(run, "seen");
        Event seen = first.next();
        first.close();
        comment(run, "gone");
        comment(run, "gone as well");
        host.runs.feed().trim(host.runs.feed().status().last());
        Viewer again = new Viewer("dora", "/events", Optional.of(seen.id()));
        host.runs.worker().poll();
        assertThat(again.next().name()).isEqualTo("left-behind");
        comment(run, "new");
        assertThat(again.next().name()).isEqualTo("change");
    }

    @Test
    void anIdOfSomebodyElse_isAsGoodAsGone() throws Exception {
        String run = start(host.agent, "one");
        Viewer foreigner = viewer("foreigner", "/events");
        for (String id : List.of(foreigner.lastId, "nonsense", "7")) {
            Viewer viewer = new Viewer("dora", "/events", Optional.of(id));
            assertThat(viewer.next().name()).isEqualTo("left-behind");
            viewer.close();
            until(() -> http.servlet.openStreams() == 1);
        }
        assertThat(run).isEqualTo("one");
    }

    @Test
    void anotherTenantsChanges_neverArrive_norCanTheirNumberBeTold() throws Exception {
        Viewer dora = viewer("dora", "/events");
        start(host.foreigner, "theirs");
        start(host.agent, "ours");
        Event event = dora.next();
        assertThat(event.data()).contains("\"run\":\"ours\"");
        // An id is sealed: it says nothing of how many commits all tenants made.
        assertThat(event.id()).matches("[A-Za-z0-9_-]{22}");
    }

    @Test
    void whoIsGone_orMayNotAnyMore_isCutOff() throws Exception {
        Viewer dora = viewer("dora", "/events");
        Viewer dan = viewer("dan", "/events");
        host.people.remove(Host.TENANT, "dora");
        until(() -> dora.ended);
        assertThat(dan.ended).isFalse();
        until(() -> http.servlet.openStreams() == 1);
        assertThat(http.send(http.request("dora", "/events")).statusCode()).isEqualTo(401);
    }

    @Test
    void aRunThatMayNotBeSeen_isNotThere() throws Exception {
        String theirs = start(host.foreigner, "theirs");
        assertThat(http.send(http.request("dora", "/events?run=" + theirs)).statusCode())
                .isEqualTo(404);
        assertThat(http.send(http.request("", "/events")).statusCode()).isEqualTo(401);
        assertThat(http.send(http.request("dora", "/events?rn=x")).statusCode()).isEqualTo(400);
        assertThat(http.servlet.openStreams()).isZero();
    }

    @Test
    void tooMany_areRefused() throws Exception {
        viewer("dora", "/events");
        viewer("dora", "/events");
        viewer("dora", "/events");
        HttpResponse<String> refused = http.send(http.request("dora", "/events"));
        assertThat(refused.statusCode()).isEqualTo(429);
        assertThat(refused.body()).contains("'dora' has 3 event streams open.");
        viewer("dan", "/events");
    }

    @Test
    void signsOfLife_keepComing() throws Exception {
        Viewer dora = viewer("dora", "/events");
        until(() -> dora.heartbeats.get() > 2);
    }

    @Test
    void aClientThatDoesNotRead_isDropped_andHoldsUpNobody() throws Exception {
        String run = start(host.agent, "one");
        try (Socket slow = new Socket()) {
            slow.setReceiveBufferSize(1024);
            slow.connect(new java.net.InetSocketAddress("localhost", http.port()));
            slow.getOutputStream()
                    .write("GET /crm/api/events HTTP/1.1\r\nHost: localhost\r\nX-Test-Actor: dan\r\n\r\n"
                            .getBytes(StandardCharsets.ISO_8859_1));
            until(() -> http.servlet.openStreams() == 1);
            Viewer dora = viewer("dora", "/events");
            long changes = 0;
            // As long as it takes to fill what the system keeps for a connection, and the queue.
            while (http.servlet.openStreams() == 2) {
                for (int i = 0; i < 200; i++) {
                    comment(run, "busy");
                    changes++;
                }
                for (int i = 0; i < 200; i++) {
                    assertThat(dora.next().name()).isEqualTo("change");
                }
                assertThat(changes)
                        .as("changes without the slow client being dropped")
                        .isLessThan(200_000);
            }
            comment(run, "after");
            assertThat(dora.next().name()).isEqualTo("change");
        }
    }

    @Test
    void afterTheEnd_nothingIsLeft() throws Exception {
        String run = start(host.agent, "one");
        Viewer dora = viewer("dora", "/events");
        dora.close();
        // Whether a client is gone is known when something is sent to it.
        until(() -> http.servlet.openStreams() == 0);
        Viewer dan = viewer("dan", "/events");
        http.servlet.destroy();
        until(() -> dan.ended);
        assertThat(http.servlet.openStreams()).isZero();
        until(() -> Thread.getAllStackTraces().keySet().stream()
                .noneMatch(thread -> thread.getName().equals("runs-web-heartbeat")));
        comment(run, "nobody hears it");
        assertThat(http.send(http.request("dora", "/me")).statusCode()).isEqualTo(200);
    }
}
