package dev.runs.web;

import dev.runs.actor.Actor;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;

/** The servlet in a real server on a free port. Who asks is said by a header, in place of a sign-in. */
final class HttpHost {
    final RunsServlet servlet;
    private final Host host;
    private final Server server = new Server();
    private final ServerConnector connector = new ServerConnector(server);
    final HttpClient client = HttpClient.newHttpClient();

    HttpHost(Host host, UnaryOperator<RunsServlet.Builder> settings) throws Exception {
        this.host = host;
        Map<String, Actor> people = new HashMap<>();
        host.everybody().forEach(actor -> people.put(actor.id(), actor));
        people.put("foreigner", host.foreigner);
        servlet = settings.apply(RunsServlet.builder(host.runs).actor(request -> actor(people, request)))
                .build();
        server.addConnector(connector);
        ServletContextHandler context = new ServletContextHandler("/crm");
        ServletHolder holder = new ServletHolder(servlet);
        holder.setAsyncSupported(true);
        context.addServlet(holder, "/api/*");
        server.setHandler(context);
        server.start();
    }

    private static Optional<Actor> actor(Map<String, Actor> people, HttpServletRequest request) {
        return Optional.ofNullable(request.getHeader("X-Test-Actor")).map(people::get);
    }

    int port() {
        return connector.getLocalPort();
    }

    URI at(String path) {
        return URI.create("http://localhost:" + port() + "/crm/api" + path);
    }

    HttpRequest.Builder request(String actor, String path) {
        HttpRequest.Builder request = HttpRequest.newBuilder(at(path));
        return actor.isEmpty() ? request : request.header("X-Test-Actor", actor);
    }

    /** Sends, and holds the answer to the description of the API. */
    HttpResponse<String> send(HttpRequest.Builder builder) throws Exception {
        HttpRequest request = builder.build();
        HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
        String type = response.headers().firstValue("Content-Type").orElse("");
        if (type.endsWith("json") && !request.method().equals("HEAD")) {
            Map<String, String> headers = new HashMap<>();
            headers.put("Content-Type", type);
            response.headers().firstValue("ETag").ifPresent(tag -> headers.put("ETag", tag));
            host.contract.check(request.method(), path(request.uri()), response.statusCode(), headers, response.body());
        }
        return response;
    }

    private static List<String> path(URI uri) {
        return Arrays.stream(uri.getRawPath().substring("/crm/api/".length()).split("/", -1))
                .map(part -> Incoming.decoded("path", part, false))
                .toList();
    }

    void close() throws Exception {
        server.stop();
    }
}
