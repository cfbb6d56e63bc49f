package dev.runs.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runs.actor.Actor;
import dev.runs.content.CanonicalJson;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Who may see and do what: every route, for everybody")
class WhoMayTest {
    /** The status that each of them gets, in this order. */
    private static final List<String> PEOPLE = List.of(
            "anonymous", "unknown", "foreigner", "stranger", "agent", "represented", "approver", "auditor", "admin");

    private final Map<String, Line> table = new LinkedHashMap<>();

    private record Line(String method, List<String> path, Map<String, ?> body, String statuses) {}

    private void get(String statuses, String id, String... path) {
        table.put(id, new Line("GET", List.of(path), Map.of(), statuses));
    }

    private void post(String statuses, String id, Map<String, ?> body, String... path) {
        table.put(id, new Line("POST", List.of(path), body, statuses));
    }

    WhoMayTest() {
        Map<String, ?> why = Map.of("reason", "so it is");
        String[] run = {"runs", "RUN"};
        String[] step = {"runs", "RUN", "steps", "promote"};
        String[] approval = {"runs", "RUN", "steps", "promote", "approval"};
        //   an  un  fo  st  ag  re  ap  au  ad
        String known = "401 401 200 200 200 200 200 200 200";
        String sees = "401 401 404 200 200 200 200 200 200";
        get(known, "me", "me");
        get(known, "runs", "runs");
        get(sees, "run", run);
        get(sees, "graph", add(run, "graph"));
        get(sees, "history", add(run, "history"));
        get(sees, "changes", add(run, "changes"));
        get("401 401 404 403 200 403 403 200 200", "export", add(run, "export"));
        get(sees, "step", step);
        get(sees, "why", add(step, "why"));
        get("401 401 404 404 200 200 200 200 200", "approval", approval);
        get(known, "inbox", "inbox");
        get(known, "inboxCounts", "inbox", "counts");
        get(known, "files", "files");
        get(known, "roadmap", "roadmap");
        get(known, "lineage", "lineage", "run", "RUN");
        get(known, "lastEvent", "events", "last");
        // Opened by the servlet; here only asked for.
        get("401 404 404 404 404 404 404 404 404", "events", "events");
        get("200 200 200 200 200 200 200 200 200", "openapi", "openapi.json");

        // Whoever has not signed in has the link alone; who has signed in opens their own. It is dora's.
        get("200 401 404 404 404 404 200 404 404", "link", "links", "LINK");
        post("200 401 404 404 404 404 200 404 404", "linkApprove", why, "links", "LINK", "approve");
        post("200 401 404 404 404 404 200 404 404", "linkReject", why, "links", "LINK", "reject");

        // Deciding is for approvers alone, whatever the access policy says.
        String decides = "401 401 404 404 403 403 200 403 403";
        post(decides, "approve", why, add(approval, "approve"));
        post(decides, "reject", why, add(approval, "reject"));
        post(decides, "request-changes", why, add(approval, "request-changes"));
        post(decides, "claim", Map.of(), add(approval, "claim"));
        post("401 401 404 404 403 409 409 409 409", "release", Map.of(), add(approval, "release"));
        Map<String, ?> delegation = Map.of("to", "sam", "until", "2026-03-03T09:00:00Z");
        post(decides, "delegate", delegation, add(approval, "delegate"));
        Map<String, ?> other = Map.of("from", Host.DIRECTOR, "to", "@sam");
        post("401 401 404 404 403 409 409 409 200", "reassign", other, add(approval, "reassign"));

        String part = "401 401 404 403 200 200 200 403 200";
        Map<String, ?> payload = Map.of("payload", Map.of("customer", "Beta"), "reason", "another one");
        post(part, "edit", payload, add(step, "edit"));
        post("401 401 404 403 200 200 403 403 403", "recall", why, add(step, "recall"));
        post("401 401 404 403 409 409 409 403 409", "resubmit", why, add(step, "resubmit"));
        post("401 401 404 403 403 403 409 403 403", "reverse", why, add(step, "reverse"));
        post("401 401 404 403 409 409 409 403 409", "redo", why, add(step, "redo"));
        post("401 401 404 403 403 409 409 403 409", "resolve", Map.of("done", true), add(step, "resolve"));
        post(part, "skip", why, add(step, "skip"));
        post("401 401 404 403 403 409 409 403 409", "waive", why, add(step, "waive"));
        post(part, "comment", Map.of("text", "hear"), add(step, "comment"));
        post("401 401 404 403 200 200 403 403 200", "cancel", why, add(run, "cancel"));
        post("401 401 404 403 403 403 403 403 200", "hold", why, add(run, "hold"));
        post("401 401 404 403 403 403 403 403 409", "let-go", why, add(run, "let-go"));
        Map<String, ?> items =
                Map.of("choice", "approve", "items", List.of(Map.of("run", "RUN", "step", "promote", "etag", "ETAG")));
        post("401 200 200 200 200 200 200 200 200", "decideAll", items, "inbox", "decisions");
    }

    private static String[] add(String[] path, String more) {
        String[] longer = Arrays.copyOf(path, path.length + 1);
        longer[path.length] = more;
        return longer;
    }

    @Test
    void theTableHasEveryRoute() {
        try (Host host = new Host()) {
            TreeSet<String> routes = new TreeSet<>();
            host.api.routes().forEach(route -> routes.add(route.id()));
            assertThat(new TreeSet<>(table.keySet())).isEqualTo(routes);
        }
    }

    @Test
    void everyRoute_forEverybody() {
        List<String> wrong = new ArrayList<>();
        table.forEach((id, line) -> {
            List<String> statuses = new ArrayList<>();
            for (String person : PEOPLE) {
                try (Host host = new Host()) {
                    statuses.add(String.valueOf(ask(host, person, line)));
                }
            }
            String found = String.join(" ", statuses);
            if (!found.equals(line.statuses())) {
                wrong.add(id + ": " + found + ", expected " + line.statuses());
            }
        });
        assertThat(wrong).as("in the order of %s", PEOPLE).isEmpty();
    }

    /** Each asks about a run of their own, as some of these calls change it. */
    private static int ask(Host host, String person, Line line) {
        String run = host.advocacy();
        String etag = host.etag(run, "promote");
        String link =
                host.runs.as(host.dora).link(host.runs.as(host.dora).approval(run, "promote"), Duration.ofDays(1));
        List<String> path = line.path().stream()
                .map(part -> part.equals("RUN") ? run : part.equals("LINK") ? link : part)
                .toList();
        String body = line.method().equals("GET")
                ? ""
                : CanonicalJson.write(line.body())
                        .replace("\"RUN\"", "\"" + run + "\"")
                        .replace("\"ETAG\"", "\"" + etag.replace("\"", "\\\"") + "\"");
        Map<String, List<String>> query = path.contains("changes") ? Map.of("since", List.of("1")) : Map.of();
        ApiAnswer answer = host.answer(new ApiRequest(
                line.method(),
                path,
                query,
                Optional.of(etag),
                Optional.empty(),
                body,
                actor(host, person),
                ZoneOffset.UTC));
        if (path.contains("decisions") && answer.status() == 200) {
            bulk(person, answer);
        }
        return answer.status();
    }

    /** A bulk call as a whole succeeds; what became of its one item is what the decision alone would be. */
    private static void bulk(String person, ApiAnswer answer) {
        Map<?, ?> one = SchemaCheck.map(((List<?>) answer.body().get("answers")).get(0));
        long expected = switch (person) {
            case "approver" -> 200;
            case "unknown" -> 401;
            case "foreigner", "stranger" -> 404;
            default -> 403;
        };
        assertThat(one.get("status")).as(person).isEqualTo(expected);
    }

    private static Optional<Actor> actor(Host host, String person) {
        return switch (person) {
            case "anonymous" -> Optional.empty();
            case "unknown" -> Optional.of(host.unknown);
            case "foreigner" -> Optional.of(host.foreigner);
            case "stranger" -> Optional.of(host.stranger);
            case "agent" -> Optional.of(host.agent);
            case "represented" -> Optional.of(host.olga);
            case "approver" -> Optional.of(host.dora);
            case "auditor" -> Optional.of(host.auditor);
            default -> Optional.of(host.admin);
        };
    }
}
