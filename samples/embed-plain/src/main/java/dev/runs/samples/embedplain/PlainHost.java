package dev.runs.samples.embedplain;

import dev.runs.Runs;
import dev.runs.access.AccessPolicy;
import dev.runs.action.RiskLevel;
import dev.runs.engine.Execution;
import dev.runs.rules.RulePacks;
import dev.runs.storage.jdbc.H2Store;
import dev.runs.web.RunsServlet;
import java.net.URI;
import java.sql.SQLException;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;

/**
 * A host on plain Java: servlets on Jetty, H2, JDBC, its own sign-in, no framework. The library shares the host's database and its
 * transactions, and its JSON API is one servlet beside the host's own.
 */
public final class PlainHost implements AutoCloseable {
    static final String CHALLENGE = "Basic realm=\"plain host\", charset=\"UTF-8\"";
    private static final String MEMORY = "jdbc:h2:mem:plain;DB_CLOSE_DELAY=-1";

    private final Database database;
    private final People people = new People();
    private final H2Store store;
    private final Runs runs;
    private final Server server = new Server();
    private final ServerConnector connector = new ServerConnector(server);

    private PlainHost(String url) throws SQLException {
        this.database = new Database(url);
        this.store = H2Store.on(database.connections());
        this.runs = Runs.builder()
                .store(store)
                .catalog(actions -> actions.internal("crm.draft", RiskLevel.LOW)
                        .external("crm.promote-reference", RiskLevel.MEDIUM)
                        .named("reference promotion")
                        .target("customer"))
                .rules(RulePacks.resource(PlainHost.class.getClassLoader(), "governance"))
                .identity(people.identity())
                .access(AccessPolicy.standard().contributors(People.DIRECTOR))
                .handler("crm.draft", step -> step.note("The nomination was drafted."))
                .repeatableHandler("crm.promote-reference", this::promote)
                .build();
    }

    /** Starts it, by default on port 8080 of this machine alone with a database in memory: {@code [PORT [JDBC-URL]]}. */
    public static void main(String[] args) throws Exception {
        PlainHost host = start(args.length > 0 ? Integer.parseInt(args[0]) : 8080, args.length > 1 ? args[1] : MEMORY);
        Runtime.getRuntime().addShutdownHook(new Thread(host::close));
        System.out.println("Opportunities   " + host.address().resolve("/opportunities"));
        System.out.println("Runs            " + host.address().resolve("/api/openapi.json"));
        System.out.println("Sign in as      " + String.join(", ", People.names()) + "   password "
                + host.people().password());
        host.server.join();
    }

    /**
     * Starts a host.
     *
     * @param port where it listens; 0 for any that is free
     * @param url its database
     */
    static PlainHost start(int port, String url) throws Exception {
        PlainHost host = new PlainHost(url);
        try {
            host.serve(port);
        } catch (Exception e) {
            host.close();
            throw e;
        }
        return host;
    }

    private void serve(int port) throws Exception {
        connector.setHost("localhost");
        connector.setPort(port);
        server.addConnector(connector);
        ServletContextHandler context = new ServletContextHandler("/");
        context.addServlet(new ServletHolder(new WinServlet(database, runs, people)), "/opportunities/*");
        RunsServlet api =
                RunsServlet.builder(runs).actor(people::of).challenge(CHALLENGE).build();
        ServletHolder holder = new ServletHolder(api);
        // Live events outlast the call of the servlet.
        holder.setAsyncSupported(true);
        context.addServlet(holder, "/api/*");
        server.setHandler(context);
        server.start();
    }

    /** Runs after the commit of the approval, and with the payload that was approved. */
    private void promote(Execution step) throws SQLException {
        String customer = step.payload().text("customer").orElseThrow();
        String id = step.payload().text("opportunity").orElseThrow();
        database.with(connection -> {
            Opportunities.markAsReference(connection, id);
            return id;
        });
        step.note(customer + " was promoted as a reference.")
                .file("nomination-" + id, "Nomination package", "application/pdf", "files/nomination-" + id + ".pdf");
    }

    URI address() {
        return URI.create("http://localhost:" + connector.getLocalPort() + "/");
    }

    People people() {
        return people;
    }

    Database database() {
        return database;
    }

    /** First nobody asks any more, then nothing works any more, then the data is closed. */
    @Override
    public void close() {
        try {
            server.stop();
        } catch (Exception e) {
            System.err.println("The server could not be stopped: " + e);
        }
        runs.close();
        store.close();
        database.close();
    }
}
