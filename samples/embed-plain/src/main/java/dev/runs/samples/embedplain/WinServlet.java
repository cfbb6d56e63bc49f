package dev.runs.samples.embedplain;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.runs.Runs;
import dev.runs.action.Pattern;
import dev.runs.actor.Actor;
import dev.runs.content.Payload;
import dev.runs.error.RunsException;
import dev.runs.plan.RunPlan;
import dev.runs.plan.Signal;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLIntegrityConstraintViolationException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * What this host is about: {@code GET /opportunities} lists them, {@code POST /opportunities/{id}/win} with {@code {"invoice":"..."}}
 * wins one. The row, the run that an agent starts about it, and the invoice are written in one transaction.
 */
final class WinServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;
    private static final int MOST_BYTES = 10_000;

    private final transient Database database;
    private final transient Runs runs;
    private final transient People people;

    WinServlet(Database database, Runs runs, People people) {
        this.database = database;
        this.runs = runs;
        this.people = people;
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (signedIn(request, response).isEmpty()) {
            return;
        }
        StringBuilder text = new StringBuilder();
        try {
            for (Opportunities.Opportunity one : database.with(Opportunities::all)) {
                text.append(one.id())
                        .append("  ")
                        .append(one.customer())
                        .append("  ")
                        .append(one.stage())
                        .append(one.reference() ? "  reference" : "")
                        .append('\n');
            }
        } catch (SQLException e) {
            throw new IOException(e);
        }
        answer(response, 200, text.toString());
    }

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Optional<Actor> person = signedIn(request, response);
        String path = Optional.ofNullable(request.getPathInfo()).orElse("");
        if (person.isEmpty()) {
            return;
        }
        if (!path.matches("/[a-z0-9-]{1,40}/win")) {
            answer(response, 404, "There is only POST /opportunities/{id}/win.\n");
            return;
        }
        // A form of another site cannot send this type, and a browser would send the password along.
        if (!"application/json".equals(request.getContentType())) {
            answer(response, 415, "Send JSON, such as {\"invoice\":\"2026-17\"}.\n");
            return;
        }
        String id = path.substring(1, path.length() - "/win".length());
        try {
            String invoice = invoice(request);
            answer(response, 201, database.inTransaction(connection -> win(connection, id, invoice, person.get())));
        } catch (BadRequestException | RunsException e) {
            answer(response, 400, e.getMessage() + "\n");
        } catch (SQLIntegrityConstraintViolationException e) {
            answer(response, 409, "There is an invoice with that number; nothing was changed.\n");
        } catch (SQLException e) {
            throw new IOException(e);
        }
    }

    private static String invoice(HttpServletRequest request) throws IOException {
        byte[] body = request.getInputStream().readNBytes(MOST_BYTES);
        return Payload.parse(new String(body, UTF_8))
                .text("invoice")
                .filter(number -> !number.isBlank() && number.length() <= 40)
                .orElseThrow(() -> new BadRequestException("Field 'invoice' must be a text of 1 to 40 characters."));
    }

    /** The host's rows and the run's rows: all of this is one transaction. */
    private String win(Connection connection, String id, String invoice, Actor person) throws SQLException {
        Opportunities.Opportunity opportunity = Opportunities.find(connection, id)
                .filter(found -> found.stage().equals("open"))
                .orElseThrow(() -> new BadRequestException("There is no open opportunity '" + id + "'."));
        Opportunities.win(connection, id);
        String run = runs.as(People.AGENT.onBehalfOf(person.id()))
                .start(advocacy(opportunity))
                .id();
        // Last on purpose: if the number is taken, the opportunity is not won and there is no run either.
        Opportunities.invoice(connection, invoice, id);
        return run + "\n";
    }

    private static RunPlan advocacy(Opportunities.Opportunity opportunity) {
        Payload payload = Payload.of(Map.of("customer", opportunity.customer(), "opportunity", opportunity.id()));
        return RunPlan.named("Advocacy Nomination")
                .id("advocacy-" + opportunity.id())
                .pattern(Pattern.EXTERNAL)
                .about(opportunity.id())
                .summary("A deal was won")
                .triggeredBy(Signal.of("won-" + opportunity.id(), "Deal won", Instant.now()))
                .step("draft", "Create advocacy record")
                .action("crm.draft", payload)
                .step("promote", "Wait for approval")
                .action(
                        "crm.promote-reference",
                        "Promote " + opportunity.customer() + " as a reference candidate",
                        payload)
                .after("draft");
    }

    private Optional<Actor> signedIn(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Optional<Actor> actor = people.of(request);
        if (actor.isEmpty()) {
            response.setHeader("WWW-Authenticate", PlainHost.CHALLENGE);
            answer(response, 401, "Sign in as one of " + String.join(", ", People.names()) + ".\n");
        }
        return actor;
    }

    private static void answer(HttpServletResponse response, int status, String text) throws IOException {
        response.setStatus(status);
        response.setContentType("text/plain");
        response.setCharacterEncoding("UTF-8");
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader("Cache-Control", "private, no-store");
        response.getWriter().write(text);
    }

    /** What cannot be done as it was asked for. */
    private static final class BadRequestException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        BadRequestException(String message) {
            super(message);
        }
    }
}
