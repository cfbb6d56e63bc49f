package dev.runs.web;

import dev.runs.Runs;
import dev.runs.access.Permission;
import dev.runs.actor.Actor;
import dev.runs.engine.Pages;
import dev.runs.error.RunsException;
import dev.runs.feed.Subscription;
import dev.runs.storage.StoreException;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Live events: opens streams, keeps them alive, and ends those whose actor is gone. One thread does the latter for all of them.
 * Thread-safe.
 */
final class EventStreams {
    private static final Logger LOG = LoggerFactory.getLogger(EventStreams.class);

    private final Runs runs;
    private final StreamIds ids;
    private final InstantSource clock;
    private final Limits limits;
    private final Set<EventStream> open = ConcurrentHashMap.newKeySet();
    private final ScheduledExecutorService heart;

    /**
     * What streams are held to.
     *
     * @param heartbeat how often a sign of life is sent, and asked whether the actor may still see it
     * @param longest how long a stream lasts; the client then goes on with a new one
     * @param most how many there are at most
     * @param mostOfOne how many one actor has at most
     */
    record Limits(Duration heartbeat, Duration longest, int most, int mostOfOne) {}

    /**
     * What a change event says; the id says where to go on.
     *
     * @param run the run
     * @param first the number of its first new event
     * @param last the number of its last new event: the run's version
     */
    record Event(String run, long first, long last) {}

    EventStreams(Runs runs, StreamIds ids, InstantSource clock, Limits limits) {
        this.runs = runs;
        this.ids = ids;
        this.clock = clock;
        this.limits = limits;
        this.heart = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "runs-web-heartbeat");
            thread.setDaemon(true);
            return thread;
        });
        long nanos = limits.heartbeat().toNanos();
        var unused = heart.scheduleWithFixedDelay(this::beat, nanos, nanos, TimeUnit.NANOSECONDS);
    }

    /**
     * Where the stream is.
     *
     * @param id the id of the last event
     */
    record Last(String id) {}

    static List<Route> routes(StreamIds ids) {
        return List.of(
                Route.get(
                        "/events/last",
                        "lastEvent",
                        "The id of the last event. Asked for before what is shown is read, it is where to go on: /events?after=.",
                        Last.class,
                        call -> ApiAnswer.ok(Tree.of(new Last(
                                ids.seal(call.actor().tenant(), call.session().lastChange()))))),
                Route.get(
                                "/events",
                                "events",
                                "Live events: one for each change of a run, named change, with run, first and last; its id says where"
                                        + " to go on. left-behind says that some are gone: read anew what you show. alive comes all the"
                                        + " time, and says after how many milliseconds the next one does.",
                                Event.class,
                                call -> {
                                    throw ApiException.of(
                                            WebCode.NO_RESOURCE,
                                            "Live events are not answered here.",
                                            "open /events of the servlet over HTTP");
                                })
                        .query(
                                Parameter.text("run", "Only changes of this run."),
                                Parameter.text("after", "The id after which to go on, if Last-Event-ID is not sent.")));
    }

    int size() {
        return open.size();
    }

    /** Opens a stream, after everything that speaks against it has been asked. */
    void open(HttpServletRequest request, HttpServletResponse response, Actor actor, Call call) throws IOException {
        Optional<String> run = call.text("run");
        check(actor, run);
        refuseTooMany(actor);
        Optional<String> last = Optional.ofNullable(request.getHeader("Last-Event-ID"))
                .filter(id -> !id.isEmpty())
                .or(() -> call.text("after"));
        response.setStatus(200);
        response.setContentType("text/event-stream");
        response.setCharacterEncoding("UTF-8");
        RunsServlet.protect(response);
        // Proxies that collect answers before they pass them on would hold events back.
        response.setHeader("X-Accel-Buffering", "no");
        AsyncContext async = request.startAsync();
        async.setTimeout(0);
        EventStream stream = new EventStream(
                actor,
                run,
                clock.instant(),
                Optional.ofNullable(request.getSession(false)),
                async,
                position -> ids.seal(actor.tenant(), position),
                open::remove);
        async.addListener(ending(stream));
        open.add(stream);
        try {
            begin(stream, last);
            async.getResponse().getOutputStream().setWriteListener(stream);
        } catch (RuntimeException | IOException e) {
            LOG.debug("The event stream of {} could not begin", actor.id(), e);
            stream.close();
        }
    }

    private void begin(EventStream stream, Optional<String> last) {
        Actor actor = stream.actor;
        OptionalLong after = last.map(id -> ids.open(actor.tenant(), id)).orElse(OptionalLong.empty());
        Subscription subscription = after.isPresent()
                ? runs.as(actor).changes(after.getAsLong(), stream)
                : runs.as(actor).changes(stream);
        stream.of(subscription);
        stream.heartbeat(limits.heartbeat());
        if (after.isEmpty()) {
            long now = subscription.position();
            if (last.isPresent()) {
                stream.leftBehind(now);
            } else {
                stream.begin(now);
            }
        }
    }

    private void refuseTooMany(Actor actor) {
        long own = open.stream()
                .filter(stream -> stream.actor.id().equals(actor.id())
                        && stream.actor.tenant().equals(actor.tenant()))
                .count();
        if (own >= limits.mostOfOne() || open.size() >= limits.most()) {
            throw ApiException.of(
                    WebCode.TOO_MANY_STREAMS,
                    own >= limits.mostOfOne()
                            ? "'" + actor.id() + "' has " + own + " event streams open."
                            : "There are as many event streams open as this server keeps.",
                    "close one of them, or try again later");
        }
    }

    /** Lets pass who may follow; throws otherwise. */
    private void check(Actor actor, Optional<String> run) {
        Pages pages = runs.as(actor).pages(ZoneOffset.UTC);
        pages.require(Permission.LIST);
        run.ifPresent(id -> {
            var unused = runs.as(actor).run(id);
        });
    }

    private void beat() {
        for (EventStream stream : open) {
            try {
                beat(stream);
            } catch (RuntimeException e) {
                LOG.warn(
                        "The event stream of {} ends: it could not be asked whether it may go on",
                        stream.actor.id(),
                        e);
                stream.close();
            }
        }
    }

    private void beat(EventStream stream) {
        Instant end = stream.opened.plus(limits.longest());
        if (!clock.instant().isBefore(end)
                || stream.signIn.filter(EventStreams::isOver).isPresent()) {
            stream.close();
            return;
        }
        try {
            check(stream.actor, stream.run);
            stream.heartbeat(limits.heartbeat());
        } catch (RunsException e) {
            LOG.debug("The event stream of {} ends: {}", stream.actor.id(), e.getMessage());
            stream.close();
        } catch (StoreException e) {
            LOG.warn("The event stream of {} ends: the store failed", stream.actor.id(), e);
            stream.close();
        }
    }

    /** Whether somebody has signed out since. */
    private static boolean isOver(HttpSession session) {
        try {
            return session.getCreationTime() < 0;
        } catch (IllegalStateException e) {
            return true;
        }
    }

    private static AsyncListener ending(EventStream stream) {
        return new AsyncListener() {
            @Override
            public void onComplete(AsyncEvent event) {
                stream.close();
            }

            @Override
            public void onTimeout(AsyncEvent event) {
                stream.close();
            }

            @Override
            public void onError(AsyncEvent event) {
                stream.close();
            }

            @Override
            public void onStartAsync(AsyncEvent event) {
                // Nobody starts it again.
            }
        };
    }

    /** Ends all streams, and the thread. */
    void close() {
        heart.shutdownNow();
        open.forEach(EventStream::close);
    }
}
