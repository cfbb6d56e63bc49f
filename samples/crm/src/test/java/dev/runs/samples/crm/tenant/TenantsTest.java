package dev.runs.samples.crm.tenant;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runs.Runs;
import dev.runs.actor.Actor;
import dev.runs.engine.Session;
import dev.runs.graph.StepState;
import dev.runs.run.Run;
import dev.runs.samples.crm.people.TestDatabase;
import dev.runs.samples.crm.scim.ScimClient;
import dev.runs.samples.crm.signin.Browser;
import dev.runs.storage.Cursor;
import dev.runs.storage.RunFilter;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.ContextConfiguration;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Neither tenant can see the other, on whatever way: every route of the CRM, of the runs API and of SCIM is walked. */
@SpringBootTest(
        classes = WholeCrm.class,
        webEnvironment = WebEnvironment.RANDOM_PORT,
        properties = {
            "crm.sign-in.port=0",
            "crm.sign-in.password=open sesame",
            "crm.demo-data=true",
            "crm.live.heartbeat=100ms",
            "crm.scim.tokens.aurora=" + TenantsTest.AURORA_TOKEN,
            "crm.scim.tokens.borealis=" + TenantsTest.BOREALIS_TOKEN
        })
@ContextConfiguration(initializers = TestDatabase.class)
class TenantsTest {
    static final String AURORA_TOKEN = "aurora-0123456789-0123456789-0123456789";
    static final String BOREALIS_TOKEN = "borealis-0123456789-0123456789-0123456789";
    private static final String API = "/api/runs/v1";
    private static final Pattern PARAMETER = Pattern.compile("\\{([^}]+)}");

    @LocalServerPort
    private int port;

    @Autowired
    private Runs runs;

    @Autowired
    private JdbcClient database;

    @Autowired
    private RequestMappingHandlerMapping requestMappingHandlerMapping;

    private Browser anna;
    private Run secret;
    private String secretStep;

    @BeforeEach
    void signIn() {
        anna = browser("anna@borealis.example");
        Set<String> own = runIds("borealis", "borealis-anna");
        Session ada = session("aurora", "aurora-ada");
        secret = runIds("aurora", "aurora-ada").stream()
                .filter(run -> !own.contains(run))
                .map(ada::run)
                .filter(run -> awaiting(run) != null)
                .findFirst()
                .orElseThrow();
        secretStep = awaiting(secret);
    }

    @Test
    void noRouteOfTheRunsApiTellsWhetherAnotherTenantHasSomething() {
        List<String> walked = new ArrayList<>();
        JsonNode paths = json(anna.data(API + "/openapi.json")).get("paths");
        paths.propertyStream()
                .forEach(path -> path.getValue().propertyNames().forEach(method -> {
                    if (path.getKey().contains("{")) {
                        String known = filled(path.getKey(), secret.id(), secretStep);
                        String unknown = filled(path.getKey(), "no-run-" + "x".repeat(20), "no-step");
                        HttpResponse<String> other = ask(method, API + known);
                        HttpResponse<String> nobody = ask(method, API + unknown);
                        String what = method + " " + path.getKey();
                        assertThat(other.statusCode())
                                .as(what + "\n" + other.body())
                                .isEqualTo(nobody.statusCode());
                        assertThat(neutral(other.body())).as(what).isEqualTo(neutral(nobody.body()));
                        walked.add(what);
                    }
                }));
        assertThat(walked).hasSizeGreaterThan(20);
        System.out.println("Walked " + walked.size() + " routes of the runs API with keys of another tenant");
    }

    @Test
    void noListAndNoCountHasAnythingOfAnotherTenant() {
        Set<String> foreign = foreignKeys();
        assertThat(foreign).hasSizeGreaterThan(1000).contains(secret.id(), "aurora-dora");
        List<String> walked = new ArrayList<>();
        List<String> addresses = new ArrayList<>();
        json(anna.data(API + "/openapi.json")).get("paths").propertyStream().forEach(path -> {
            if (!path.getKey().contains("{")
                    && path.getValue().has("get")
                    && !path.getKey().equals("/events")) {
                addresses.add(API + path.getKey());
            }
        });
        routes("GET").stream()
                .filter(route -> !route.contains("{") && !route.startsWith("/scim/"))
                .forEach(addresses::add);
        for (String address : addresses) {
            HttpResponse<String> answer = anna.data(address);
            assertThat(words(answer.body()))
                    .as(address)
                    .doesNotContainAnyElementsOf(foreign)
                    .doesNotContain("aurora");
            walked.add(address + " " + answer.statusCode());
        }
        assertThat(walked).contains(API + "/runs 200", API + "/inbox 200", "/api/me 200", "/api/teams 200");
        System.out.println("Walked " + walked);
    }

    @Test
    void whatAnotherTenantDoesMovesNoCount() {
        Map<String, String> before = counts();
        Session ada = session("aurora", "aurora-ada");
        ada.comment(ada.step(secret.id(), secretStep), "Seen").orThrow();
        ada.cancel(secret.id(), "Not now").orThrow();

        assertThat(counts()).isEqualTo(before);
    }

    @Test
    void noRouteOfTheCrmTellsWhetherAnotherTenantHasSomething() {
        List<String> walked = new ArrayList<>();
        for (String method : List.of("GET", "POST", "PUT", "PATCH", "DELETE")) {
            for (String route : routes(method)) {
                if (route.contains("{") && !route.startsWith("/scim/")) {
                    for (String key : List.of("aurora-team-legal", "aurora-dora", secret.id(), anAccount("aurora"))) {
                        HttpResponse<String> other =
                                ask(method, PARAMETER.matcher(route).replaceAll(key));
                        HttpResponse<String> nobody =
                                ask(method, PARAMETER.matcher(route).replaceAll("nothing-" + "x".repeat(9)));
                        assertThat(other.statusCode())
                                .as(method + " " + route + " " + key)
                                .isEqualTo(nobody.statusCode());
                        assertThat(words(other.body())).as(method + " " + route).doesNotContain("aurora");
                    }
                    walked.add(method + " " + route);
                }
            }
        }
        assertThat(walked).contains("PUT /api/teams/{id}/roles");
        System.out.println("Walked " + walked);
    }

    @Test
    void noTokenOfATenantProvisionsAnother() {
        ScimClient borealis = new ScimClient(port, BOREALIS_TOKEN);
        List<String> walked = new ArrayList<>();
        for (String method : List.of("GET", "PUT", "PATCH", "DELETE")) {
            for (String route : routes(method)) {
                if (route.startsWith("/scim/v2/Users/") || route.startsWith("/scim/v2/Groups/")) {
                    String path = route.substring("/scim/v2".length());
                    String body = method.equals("PUT") || method.equals("PATCH")
                            ? "{\"userName\":\"x\",\"displayName\":\"x\",\"Operations\":[{\"op\":\"remove\",\"path\":\"title\"}]}"
                            : "";
                    for (String key : List.of("aurora-dora", "aurora-team-legal")) {
                        ScimClient.Answer other =
                                borealis.send(method, PARAMETER.matcher(path).replaceAll(key), body);
                        assertThat(other.status()).as(method + " " + route).isEqualTo(404);
                        assertThat(other.json().get("detail").asString()).endsWith("'" + key + "' is not known");
                    }
                    walked.add(method + " " + route);
                }
            }
        }
        assertThat(walked).hasSize(8);
        Set<String> all =
                words(borealis.get("/Users").body() + borealis.get("/Groups").body());
        assertThat(all).contains("borealis-gina").noneMatch(word -> word.contains("aurora"));
        for (String filter : List.of("id", "userName", "externalId", "displayName")) {
            assertThat(borealis.get("/Users?filter=" + filter + "%20eq%20%22aurora-dora%22")
                            .json()
                            .get("totalResults")
                            .asInt())
                    .isZero();
        }
        assertThat(borealis.get("/Groups?filter=members%20eq%20%22aurora-dora%22")
                        .json()
                        .get("totalResults")
                        .asInt())
                .isZero();
    }

    @Test
    @Timeout(value = 60, threadMode = ThreadMode.SEPARATE_THREAD)
    void aStreamTellsOfOnesOwnTenantOnlyAndEndsWhenThePersonIsLocked() throws Exception {
        Run own = runIds("borealis", "borealis-anna").stream()
                .map(session("borealis", "borealis-anna")::run)
                .filter(run -> awaiting(run) != null)
                .findFirst()
                .orElseThrow();
        Browser abel = browser("abel@borealis.example");
        HttpRequest request = abel.request(API + "/events")
                .header("Accept", "text/event-stream")
                .build();
        HttpResponse<InputStream> stream = abel.http().send(request, BodyHandlers.ofInputStream());
        assertThat(stream.statusCode()).isEqualTo(200);
        BufferedReader lines = new BufferedReader(new InputStreamReader(stream.body(), StandardCharsets.UTF_8));
        lines.readLine();

        Session ada = session("aurora", "aurora-ada");
        ada.comment(ada.step(secret.id(), secretStep), "Not for others").orThrow();
        Session administrator = session("borealis", "borealis-anna");
        administrator
                .comment(administrator.step(own.id(), awaiting(own)), "For us")
                .orThrow();
        String told;
        do {
            assertThat(nextEvent(lines)).isEqualTo("change");
            told = json(next(lines, "data:")).get("run").asString();
            assertThat(told).isNotEqualTo(secret.id());
        } while (!told.equals(own.id()));

        ScimClient scim = new ScimClient(port, BOREALIS_TOKEN);
        scim.patch("/Users/borealis-abel", "{'op':'replace','path':'active','value':false}");
        try {
            List<String> rest = new ArrayList<>();
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                rest.add(line);
            }
            assertThat(String.join("\n", rest)).doesNotContain(secret.id());
        } finally {
            scim.patch("/Users/borealis-abel", "{'op':'replace','path':'active','value':true}");
        }
    }

    private static String next(BufferedReader lines, String start) {
        try {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith(start)) {
                    return line.substring(start.length()).trim();
                }
            }
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
        throw new AssertionError("the stream ended before a line that starts with '" + start + "'");
    }

    /** What lists and counts say; two answers at different moments are the same if nothing changed. */
    private Map<String, String> counts() {
        Map<String, String> counts = new TreeMap<>();
        for (String address : List.of(API + "/runs", API + "/inbox", API + "/inbox/counts", "/api/teams", "/api/me")) {
            HttpResponse<String> answer = anna.data(address);
            assertThat(answer.statusCode()).as(address).isEqualTo(200);
            counts.put(address, answer.body().replaceAll("\"(now|at|read)\":\"[^\"]*\"", ""));
        }
        return counts;
    }

    private HttpResponse<String> ask(String method, String address) {
        return anna.send(anna.request(address)
                .timeout(Duration.ofSeconds(30))
                .header("Accept", "application/json")
                .header("Content-Type", "application/json")
                .header("If-Match", "\"1:1\"")
                .header("X-XSRF-TOKEN", anna.cookie("XSRF-TOKEN").orElseThrow().getValue())
                .method(
                        method.toUpperCase(Locale.ROOT),
                        method.equalsIgnoreCase("get") || method.equalsIgnoreCase("delete")
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofString(
                                        address.startsWith(API) ? "{\"reason\":\"curious\"}" : "[]")));
    }

    private static String filled(String template, String run, String step) {
        Matcher parameters = PARAMETER.matcher(template);
        StringBuilder filled = new StringBuilder();
        while (parameters.find()) {
            String name = parameters.group(1);
            String value = switch (name) {
                case "run", "id" -> run;
                case "step" -> step;
                case "kind" -> "run";
                case "token" -> "no-token";
                default -> throw new AssertionError("give a value of another tenant for {" + name + "} of " + template);
            };
            parameters.appendReplacement(filled, Matcher.quoteReplacement(value));
        }
        return parameters.appendTail(filled).toString();
    }

    private String neutral(String body) {
        return body.replace(secret.id(), "RUN")
                .replace("no-run-" + "x".repeat(20), "RUN")
                .replace(secretStep, "STEP")
                .replace("no-step", "STEP");
    }

    private List<String> routes(String method) {
        return requestMappingHandlerMapping.getHandlerMethods().keySet().stream()
                .filter(route -> {
                    Set<RequestMethod> methods = route.getMethodsCondition().getMethods();
                    return methods.isEmpty() || methods.contains(RequestMethod.valueOf(method));
                })
                .flatMap(route -> route.getPatternValues().stream())
                .filter(route -> !route.contains("*"))
                .sorted()
                .toList();
    }

    /** Every key of every row of the other tenant, and of its runs. */
    private Set<String> foreignKeys() {
        Set<String> keys = new TreeSet<>(runIds("aurora", "aurora-ada"));
        for (String table : List.of("account", "contact", "opportunity", "meeting", "support_case", "person", "team")) {
            keys.addAll(database.sql("select id from " + table + " where tenant = 'aurora' and id not in"
                            + " (select id from " + table + " where tenant = 'borealis')")
                    .query(String.class)
                    .list());
        }
        return keys;
    }

    private String anAccount(String tenant) {
        return database.sql("select min(id) from account where tenant = :tenant")
                .param("tenant", tenant)
                .query(String.class)
                .single();
    }

    private static Set<String> words(String body) {
        Set<String> words = new TreeSet<>();
        Matcher word = Pattern.compile("[\\w.-]+").matcher(body);
        while (word.find()) {
            words.add(word.group());
        }
        return words;
    }

    private Set<String> runIds(String tenant, String person) {
        Set<String> ids = new TreeSet<>();
        session(tenant, person)
                .runs(RunFilter.all(), Cursor.start(), 200)
                .rows()
                .forEach(row -> ids.add(row.run()));
        return ids;
    }

    private static String awaiting(Run run) {
        return run.steps().stream()
                .filter(step -> step.state() == StepState.AWAITING_APPROVAL)
                .map(step -> step.id())
                .findFirst()
                .orElse(null);
    }

    private Session session(String tenant, String person) {
        return runs.as(Actor.human(tenant, person));
    }

    private Browser browser(String name) {
        Browser browser = new Browser("http://127.0.0.1:" + port);
        browser.signIn("/page", name, "open sesame");
        browser.data("/api/me");
        return browser;
    }

    private static JsonNode json(HttpResponse<String> answer) {
        return json(answer.body());
    }

    private static JsonNode json(String text) {
        return JsonMapper.shared().readTree(text);
    }
    /** That the connection is alive may be told at any time. */
    private static String nextEvent(BufferedReader lines) throws IOException {
        String event = next(lines, "event:");
        while (event.equals("alive")) {
            event = next(lines, "event:");
        }
        return event;
    }
}
