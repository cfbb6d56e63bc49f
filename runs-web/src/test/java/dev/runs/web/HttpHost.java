package dev.runs.web;

import dev.runs.actor.Actor;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
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
    private final Server server = new Server();
    private final ServerConnector connector = new ServerConnector(server);
    final HttpClient client = HttpClient.newHttpClient();

    HttpHost(Host host, UnaryOperator<RunsServlet.Builder> settings) throws Exception {
        Map<String, Actor> people = new java.util.HashMap<>();
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

    HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    void close() throws Exception {
        server.stop();
    }
}
