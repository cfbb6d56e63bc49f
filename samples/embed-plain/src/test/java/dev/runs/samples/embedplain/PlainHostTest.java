package dev.runs.samples.embedplain;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Base64;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

@DisplayName("The plain host, as its users see it")
class PlainHostTest {
    private static final String APPROVAL = "api/runs/advocacy-o-1/steps/promote/approval";

    private final HttpClient client = HttpClient.newHttpClient();
    private PlainHost host;

    @BeforeEach
    void start(TestInfo test) throws Exception {
        host = PlainHost.start(
                0, "jdbc:h2:mem:" + test.getTestMethod().orElseThrow().getName() + ";DB_CLOSE_DELAY=-1");
    }

    @AfterEach
    void stop() {
        host.close();
    }

    private HttpRequest.Builder request(String person, String path) {
        String credentials =
                Base64.getEncoder().encodeToString((person + ":" + host.people().password()).getBytes(UTF_8));
        return HttpRequest.newBuilder(host.address().resolve(path)).header("Authorization", "Basic " + credentials);
    }

    private HttpResponse<String> get(String person, String path) throws Exception {
        return client.send(request(person, path).build(), HttpResponse.BodyHandlers.ofString());
    }

    private HttpResponse<String> post(String person, String path, String body, String... headers) throws Exception {
        HttpRequest.Builder request = request(person, path)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    /** The worker has a thread of its own: what it does comes in a moment. */
    private HttpResponse<String> until(String person, String path, String part) throws Exception {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        HttpResponse<String> answer = get(person, path);
        while (!answer.body().contains(part)) {
            assertThat(System.nanoTime()).as(answer.body()).isLessThan(end);
            answer = get(person, path);
        }
        return answer;
    }

    @Test
    void fromTheDealToTheReference() throws Exception {
        HttpResponse<String> won = post("sven", "opportunities/o-1/win", "{\"invoice\":\"2026-17\"}");
        assertThat(won.statusCode() + " " + won.body()).isEqualTo("201 advocacy-o-1\n");

        until("dora", "api/inbox", "\"title\":\"Promote Acme as a reference candidate\"");
        HttpResponse<String> approval = get("dora", APPROVAL);
        assertThat(approval.body())
                .contains("Requires advocacy and legal review", "\"by\":\"advocacy-agent for sven\"");
        String etag = approval.headers().firstValue("ETag").orElseThrow();
        // As the README has it.
        assertThat(etag).isEqualTo("\"10:1\"");

        HttpResponse<String> blind = post("dora", APPROVAL + "/approve", "{}");
        assertThat(blind.statusCode()).isEqualTo(428);
        HttpResponse<String> own = post("sven", APPROVAL + "/approve", "{}", "If-Match", etag);
        assertThat(own.statusCode()).isEqualTo(403);
        assertThat(get("dora", "opportunities").body()).contains("o-1  Acme  won\n");

        HttpResponse<String> approved =
                post("dora", APPROVAL + "/approve", "{\"reason\":\"Cleared by legal\"}", "If-Match", etag);
        assertThat(approved.statusCode()).as(approved.body()).isEqualTo(200);
        until("dora", "opportunities", "o-1  Acme  won  reference\n");
        HttpResponse<String> record = until("sven", "api/runs/advocacy-o-1", "Acme was promoted as a reference.");
        assertThat(record.body()).contains("Cleared by legal", "nomination-o-1");
        assertThat(get("dora", "api/lineage/file/nomination-o-1").body()).contains("\"kind\":\"signal\"");
    }

    @Test
    void hostRollback_leavesNothing() throws Exception {
        post("sven", "opportunities/o-1/win", "{\"invoice\":\"2026-17\"}");
        HttpResponse<String> taken = post("sven", "opportunities/o-2/win", "{\"invoice\":\"2026-17\"}");
        assertThat(taken.statusCode() + " " + taken.body())
                .isEqualTo("409 There is an invoice with that number; nothing was changed.\n");
        assertThat(get("sven", "opportunities").body()).contains("o-2  Globex  open\n");
        assertThat(get("sven", "api/runs/advocacy-o-2").statusCode()).isEqualTo(404);
        assertThat(get("sven", "api/runs?about=o-2").body()).isEqualTo("{\"next\":null,\"runs\":[]}");
        assertThat(post("sven", "opportunities/o-2/win", "{\"invoice\":\"2026-18\"}")
                        .statusCode())
                .isEqualTo(201);
        assertThat(get("sven", "api/runs/advocacy-o-2").statusCode()).isEqualTo(200);
    }

    @Test
    void refusalsOfTheHost_leaveNothingEither() throws Exception {
        post("sven", "opportunities/o-1/win", "{\"invoice\":\"2026-17\"}");
        HttpResponse<String> again = post("sven", "opportunities/o-1/win", "{\"invoice\":\"2026-18\"}");
        assertThat(again.statusCode() + " " + again.body()).isEqualTo("400 There is no open opportunity 'o-1'.\n");
        assertThat(post("sven", "opportunities/o-2/win", "{}").statusCode()).isEqualTo(400);
        assertThat(post("sven", "opportunities/o-2/win", "[").statusCode()).isEqualTo(400);
        assertThat(post("sven", "opportunities/o-2/lose", "{}").statusCode()).isEqualTo(404);
        assertThat(get("sven", "opportunities").body()).contains("o-2  Globex  open\n");
    }

    @Test
    void withoutSignIn_nothing() throws Exception {
        for (String path : new String[] {"opportunities", "api/runs", "api/events"}) {
            HttpRequest request =
                    HttpRequest.newBuilder(host.address().resolve(path)).build();
            HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
            assertThat(answer.statusCode()).as(path).isEqualTo(401);
            assertThat(answer.headers().firstValue("WWW-Authenticate")).contains(PlainHost.CHALLENGE);
        }
        HttpRequest wrong = HttpRequest.newBuilder(host.address().resolve("api/runs"))
                .header("Authorization", "Basic " + Base64.getEncoder().encodeToString("dora:guess".getBytes(UTF_8)))
                .build();
        assertThat(client.send(wrong, HttpResponse.BodyHandlers.ofString()).statusCode())
                .isEqualTo(401);
    }
}
