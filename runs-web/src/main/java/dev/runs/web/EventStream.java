package dev.runs.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.runs.actor.Actor;
import dev.runs.feed.Change;
import dev.runs.feed.ChangeListener;
import dev.runs.feed.Subscription;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One open event stream. Nothing here waits for its client: what cannot be sent at once waits in a queue of bounded length, and a
 * client that lets it fill up is dropped; it can go on with the last id that it saw. Thread-safe.
 */
final class EventStream implements ChangeListener, WriteListener {
    /** What waits at most. */
    static final int CAPACITY = 256;

    private static final Logger LOG = LoggerFactory.getLogger(EventStream.class);

    final Actor actor;
    final Optional<String> run;
    final Instant opened;
    final Optional<HttpSession> signIn;
    private final AsyncContext async;
    private final ServletOutputStream out;
    private final LongFunction<String> ids;
    private final Consumer<EventStream> whenClosed;
    private final Deque<byte[]> queue = new ArrayDeque<>();
    private @Nullable Subscription subscription;
    /** Whether the container has said that it can be written to; before that, a write could wait. */
    private boolean begun;

    private boolean unflushed;
    private boolean closed;

    EventStream(
            Actor actor,
            Optional<String> run,
            Instant opened,
            Optional<HttpSession> signIn,
            AsyncContext async,
            LongFunction<String> ids,
            Consumer<EventStream> whenClosed)
            throws IOException {
        this.actor = actor;
        this.run = run;
        this.opened = opened;
        this.signIn = signIn;
        this.async = async;
        this.out = async.getResponse().getOutputStream();
        this.ids = ids;
        this.whenClosed = whenClosed;
    }

    /** Says from what it gets its changes, to be ended with it. */
    void of(Subscription changes) {
        boolean late;
        synchronized (this) {
            subscription = changes;
            late = closed;
        }
        if (late) {
            changes.close();
        }
    }

    @Override
    public void changed(Change change) {
        if (run.isEmpty() || run.get().equals(change.run())) {
            send("event: change\nid: " + ids.apply(change.position()) + "\ndata: "
                    + json(new EventStreams.Event(change.run(), change.first(), change.last())) + "\n\n");
        }
    }

    private static String json(Record event) {
        return dev.runs.content.CanonicalJson.write(Tree.of(event));
    }

    @Override
    public void leftBehind(long position) {
        send("event: left-behind\nid: " + ids.apply(position) + "\ndata: {}\n\n");
    }

    /** A client that has seen nothing yet learns where it stands, so that it misses nothing if the connection is lost. */
    void begin(long position) {
        send("retry: 2000\nid: " + ids.apply(position) + "\ndata:\n\n");
    }

    /** A client that hears nothing for much longer than this knows that its connection is dead, whatever the system says. */
    void heartbeat(Duration every) {
        send("event: alive\ndata: {\"every\":" + every.toMillis() + "}\n\n");
    }

    private void send(String text) {
        boolean full;
        synchronized (this) {
            if (closed) {
                return;
            }
            full = queue.size() == CAPACITY;
            if (!full) {
                queue.add(text.getBytes(UTF_8));
            }
        }
        if (full) {
            LOG.debug("The event stream of {} is dropped: its client does not read", actor.id());
            close();
        } else {
            pump();
        }
    }

    @Override
    public void onWritePossible() {
        synchronized (this) {
            begun = true;
        }
        pump();
    }

    @Override
    public void onError(Throwable e) {
        LOG.debug("The event stream of {} broke", actor.id(), e);
        close();
    }

    /** Writes as long as the container takes it without waiting; it calls again when it takes more. */
    private void pump() {
        boolean broken = false;
        synchronized (this) {
            try {
                while (begun && !closed && (unflushed || !queue.isEmpty()) && out.isReady()) {
                    if (queue.isEmpty()) {
                        unflushed = false;
                        out.flush();
                    } else {
                        byte[] next = queue.remove();
                        unflushed = true;
                        out.write(next, 0, next.length);
                    }
                }
            } catch (IOException | IllegalStateException e) {
                LOG.debug("The event stream of {} broke", actor.id(), e);
                broken = true;
            }
        }
        if (broken) {
            close();
        }
    }

    synchronized boolean isClosed() {
        return closed;
    }

    /** Ends the stream and its subscription. */
    void close() {
        Subscription changes;
        synchronized (this) {
            if (closed) {
                return;
            }
            closed = true;
            queue.clear();
            changes = subscription;
        }
        if (changes != null) {
            changes.close();
        }
        whenClosed.accept(this);
        try {
            async.complete();
        } catch (IllegalStateException e) {
            LOG.debug("The event stream of {} was over already", actor.id(), e);
        }
    }
}
