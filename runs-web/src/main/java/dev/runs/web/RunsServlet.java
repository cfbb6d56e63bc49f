package dev.runs.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.runs.Runs;
import dev.runs.actor.Actor;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

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

    private RunsServlet(Builder builder) {
        this.api = RunsApi.of(builder.runs);
        this.actors = builder.actors;
        this.zones = builder.zones;
        this.incoming = new Incoming(builder.mostBytes);
        this.challenge = builder.challenge;
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
        send(request, response, answer(request));
    }

    private ApiAnswer answer(HttpServletRequest request) throws IOException {
        try {
            Optional<Actor> actor = actors.of(request);
            return api.answer(incoming.read(request, actor, zones.apply(request)));
        } catch (ApiException e) {
            return RunsApi.problem(Problems.of(e));
        }
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

        /** Returns the servlet. */
        public RunsServlet build() {
            return new RunsServlet(this);
        }
    }
}
