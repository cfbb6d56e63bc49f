package dev.runs.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.runs.Runs;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The JSON API over HTTP, for any servlet host: map it to a path such as {@code /api/*}. Thread-safe.
 *
 * <p>It changes something only for a POST of {@code application/json} that does not come from a page of another site, and lets no such
 * page read anything. Sign-in is the host's.
 *
 * @since 0.1.0
 */
public final class RunsServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;

    private final transient RunsApi api;
    private final transient RequestActor actors;
    private final transient Function<HttpServletRequest, ZoneId> zones;
    private final transient Incoming incoming;
    private final transient String challenge;
    private final transient EventStreams streams;

    private RunsServlet(Builder builder) {
        StreamIds ids = builder.streamKey.map(StreamIds::new).orElseGet(StreamIds::random);
        this.api = RunsApi.of(builder.runs, ids);
        this.actors = builder.actors;
        this.zones = builder.zones;
        this.incoming = new Incoming(builder.mostBytes);
        this.challenge = builder.challenge;
        this.streams = new EventStreams(
                builder.runs,
                ids,
                builder.clock,
                new EventStreams.Limits(
                        builder.heartbeat, builder.longestStream, builder.streams, builder.streamsOfOne));
    }

    /** Returns a builder of the servlet of an instance; {@link Builder#actor} must be called. */
    public static Builder builder(Runs runs) {
        return new Builder(runs);
    }

    /** Returns the API itself, for pages in the same process. */
    public RunsApi api() {
        return api;
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Optional<ApiAnswer> answer = answer(request, response);
        if (answer.isPresent()) {
            send(request, response, answer.get());
        }
    }

    /** Answers; empty if a stream was opened, which goes on by itself. */
    private Optional<ApiAnswer> answer(HttpServletRequest request, HttpServletResponse response) throws IOException {
        ApiRequest read;
        try {
            read = incoming.read(request, actors.of(request), zones.apply(request));
        } catch (ApiException e) {
            Incoming.drain(request);
            return Optional.of(RunsApi.problem(Problems.of(e)));
        }
        if (!read.path().equals(List.of("events")) || !request.getMethod().equals("GET")) {
            return Optional.of(api.answer(read));
        }
        AtomicReference<@Nullable IOException> broken = new AtomicReference<>();
        AtomicBoolean opened = new AtomicBoolean();
        ApiAnswer refused = RunsApi.guarded(read, () -> {
            Incoming.refuseOtherSites(request);
            try {
                streams.open(request, response, read.actor().orElseThrow(Call::nobody), api.call(read));
                opened.set(true);
            } catch (IOException e) {
                broken.set(e);
            }
            return ApiAnswer.ok(Map.of());
        });
        IOException failure = broken.get();
        if (failure != null) {
            throw failure;
        }
        return opened.get() ? Optional.empty() : Optional.of(refused);
    }

    /** Ends all event streams. */
    @Override
    public void destroy() {
        streams.close();
    }

    /** Returns how many event streams are open. */
    public int openStreams() {
        return streams.size();
    }

    private void send(HttpServletRequest request, HttpServletResponse response, ApiAnswer answer) throws IOException {
        response.setStatus(answer.status());
        for (Map.Entry<String, String> header : answer.headers().entrySet()) {
            response.setHeader(header.getKey(), header.getValue());
        }
        if (answer.status() == HttpServletResponse.SC_UNAUTHORIZED) {
            response.setHeader("WWW-Authenticate", challenge);
        }
        protect(response);
        byte[] body = answer.json().getBytes(UTF_8);
        response.setContentLength(body.length);
        if (!request.getMethod().equals("HEAD")) {
            response.getOutputStream().write(body);
        }
    }

    /** What is answered is for one person, is no page, and is for no page of another site. */
    static void protect(HttpServletResponse response) {
        response.setHeader("Cache-Control", "private, no-store");
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader("Cross-Origin-Resource-Policy", "same-origin");
        response.setHeader("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'");
        response.setHeader("Vary", "Cookie, Authorization");
    }

    /**
     * Collects what the servlet needs. Not thread-safe.
     *
     * @since 0.1.0
     */
    public static final class Builder {
        private static final int MOST_BYTES = 1 << 18;

        private final Runs runs;
        private RequestActor actors = request -> Optional.empty();
        private Function<HttpServletRequest, ZoneId> zones = request -> ZoneOffset.UTC;
        private int mostBytes = MOST_BYTES;
        private String challenge = "Session realm=\"runs\"";
        private Optional<byte[]> streamKey = Optional.empty();
        private Duration heartbeat = Duration.ofSeconds(15);
        private Duration longestStream = Duration.ofMinutes(30);
        private int streams = 1000;
        private int streamsOfOne = 10;
        private InstantSource clock = InstantSource.system();

        private Builder(Runs runs) {
            this.runs = runs;
        }

        /** Says who sends a request: the host's sign-in. Without it everything is answered with 401. */
        public Builder actor(RequestActor who) {
            this.actors = who;
            return this;
        }

        /** Says in which zone a viewer reads times; UTC otherwise. */
        public Builder zone(Function<HttpServletRequest, ZoneId> zone) {
            this.zones = zone;
            return this;
        }

        /** Says how many bytes a body may have; 262,144 otherwise. */
        public Builder mostBytes(int bytes) {
            if (bytes < 1) {
                throw new IllegalArgumentException("a body of at most " + bytes + " bytes cannot be sent");
            }
            this.mostBytes = bytes;
            return this;
        }

        /**
         * Says what stands in {@code WWW-Authenticate} when nobody has signed in; {@code Session realm="runs"} otherwise, by which no
         * browser asks for a password.
         */
        public Builder challenge(String value) {
            this.challenge = value;
            return this;
        }

        /**
         * Says with which key the ids of events are sealed, so that a client can go on at another process, or after a restart. Without
         * one it is told then that it was left behind, and reads anew what it shows.
         *
         * @param secret 32 random bytes, the same in every process
         */
        public Builder streamKey(byte[] secret) {
            if (secret.length != StreamIds.KEY_BYTES) {
                throw new IllegalArgumentException(
                        "the key of event ids has " + secret.length + " bytes; it needs " + StreamIds.KEY_BYTES);
            }
            this.streamKey = Optional.of(secret.clone());
            return this;
        }

        /**
         * Says how often an event stream gets a sign of life, and ends if its actor is gone, may not see it any more or has signed out; 15
         * seconds otherwise.
         */
        public Builder heartbeat(Duration every) {
            this.heartbeat = positive("heartbeat", every);
            return this;
        }

        /** Says how long an event stream lasts before the client must open another one; 30 minutes otherwise. */
        public Builder longestStream(Duration longest) {
            this.longestStream = positive("longest event stream", longest);
            return this;
        }

        /** Says how many event streams are open at most, in all and of one actor; 1,000 and 10 otherwise. */
        public Builder streams(int most, int mostOfOneActor) {
            if (most < 1 || mostOfOneActor < 1) {
                throw new IllegalArgumentException(
                        "at most " + most + " event streams, " + mostOfOneActor + " of one actor: give 1 or more");
            }
            this.streams = most;
            this.streamsOfOne = mostOfOneActor;
            return this;
        }

        /** Says what time it is for the length of event streams; the system's clock otherwise. */
        public Builder clock(InstantSource source) {
            this.clock = source;
            return this;
        }

        private static Duration positive(String what, Duration duration) {
            if (duration.isNegative() || duration.isZero()) {
                throw new IllegalArgumentException("the " + what + " is " + duration + "; give a positive duration");
            }
            return duration;
        }

        /** Returns the servlet. */
        public RunsServlet build() {
            return new RunsServlet(this);
        }
    }
}
