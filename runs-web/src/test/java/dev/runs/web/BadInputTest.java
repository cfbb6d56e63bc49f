package dev.runs.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("What cannot be read, over HTTP: each with its whole problem document")
class BadInputTest {
    private final Host host = new Host();
    private final String run = host.advocacy();
    private HttpHost http;

    @BeforeEach
    void open() throws Exception {
        http = new HttpHost(host, UnaryOperator.identity());
    }

    @AfterEach
    void close() throws Exception {
        http.close();
        host.close();
    }

    private static String problem(int status, String code, String title, String detail, String field, String fix) {
        return status + " {\"code\":\"" + code + "\",\"current\":null,\"detail\":\"" + detail + "\",\"field\":"
                + (field == null ? "null" : "\"" + field + "\"") + ",\"fix\":\"" + fix
                + "\",\"others\":[],\"status\":" + status + ",\"title\":\"" + title + "\",\"type\":\"urn:runs:" + code
                + "\"}";
    }

    private static String bad(String field, String detail, String fix) {
        return problem(400, "RUNS-WEB-004", "Bad input", detail, field, fix);
    }

    private String get(String path) throws Exception {
        return text(http.send(http.request("dora", path)));
    }

    private static String text(HttpResponse<String> response) {
        return response.statusCode() + " " + response.body();
    }

    private HttpRequest.Builder posting(String path, String body) {
        return http.request("dora", path)
                .header("Content-Type", "application/json")
                .header("If-Match", host.etag(run, "promote"))
                .POST(HttpRequest.BodyPublishers.ofString(body));
    }

    private String post(String verb, String body) throws Exception {
        return text(http.send(posting("/runs/" + run + "/steps/promote/" + verb, body)));
    }

    @Test
    void addresses() throws Exception {
        assertThat(get("/nowhere"))
                .isEqualTo(problem(
                        404,
                        "RUNS-WEB-002",
                        "No such resource",
                        "There is nothing at '/nowhere'.",
                        null,
                        "look at /openapi.json, which lists everything"));
        assertThat(get("/runs/"))
                .isEqualTo(bad("run", "An id cannot be: run is empty.", "give an id as the API answered it"));
        assertThat(get("/runs/%00"))
                .isIn(
                        bad(
                                "run",
                                "An id cannot be: run has a control character at index 0.",
                                "give an id as the API answered it"),
                        // Servers may refuse it before anybody is asked.
                        get("/runs/%00"));
        assertThat(get("/runs/" + "x".repeat(201)))
                .isEqualTo(bad(
                        "run",
                        "An id cannot be: run has 201 characters; at most 200 are kept.",
                        "give an id as the API answered it"));
        assertThat(get("/runs/nope"))
                .isEqualTo(problem(
                        404,
                        "RUNS-REFUSED-001",
                        "Not found",
                        "There is no run 'nope' for this tenant.",
                        null,
                        "check the id; a run of another tenant cannot be seen"));
        assertThat(get("/runs/%E2%80%AEpmet"))
                .isEqualTo(problem(
                        404,
                        "RUNS-REFUSED-001",
                        "Not found",
                        "There is no run '<U+202E>pmet' for this tenant.",
                        null,
                        "check the id; a run of another tenant cannot be seen"));
        assertThat(get("/runs/%3Cscript%3E")).contains("There is no run '<script>' for this tenant.");
    }

    @Test
    void percentSigns() throws Exception {
        String fix = "encode it as UTF-8 with %XX";
        assertThat(raw("GET /crm/api/runs?about=%zz HTTP/1.1"))
                .isEqualTo(bad("about", "A percent sign is not followed by two hexadecimal digits.", fix));
        assertThat(raw("GET /crm/api/runs?about=%4 HTTP/1.1"))
                .isEqualTo(bad("about", "A percent sign is not followed by two hexadecimal digits.", fix));
        assertThat(raw("GET /crm/api/runs?about=%ff HTTP/1.1"))
                .isEqualTo(bad("about", "What the percent signs stand for is not UTF-8.", fix));
        assertThat(raw("GET /crm/api/runs?%ff=1 HTTP/1.1"))
                .isEqualTo(bad("query", "What the percent signs stand for is not UTF-8.", fix));
    }

    /** What the client would refuse to send. */
    private String raw(String line) throws Exception {
        try (Socket socket = new Socket("localhost", http.port())) {
            OutputStream out = socket.getOutputStream();
            out.write((line + "\r\nHost: localhost\r\nX-Test-Actor: dora\r\nConnection: close\r\n\r\n")
                    .getBytes(StandardCharsets.ISO_8859_1));
            out.flush();
            InputStream in = socket.getInputStream();
            String answer = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return answer.substring(9, 12) + " " + answer.substring(answer.indexOf("\r\n\r\n") + 4);
        }
    }

    @Test
    void queries() throws Exception {
        assertThat(get("/inbox?overdu=true"))
                .isEqualTo(bad(
                        "overdu",
                        "There is no parameter 'overdu' here (parameters: role, overdue, mine, after, limit).",
                        "did you mean 'overdue'?"));
        assertThat(get("/me?x=1")).isEqualTo(bad("x", "There is no parameter 'x' here.", "leave it out"));
        assertThat(get("/inbox?overdue=yes"))
                .isEqualTo(bad("overdue", "Parameter 'overdue' is 'yes'.", "give true or false"));
        assertThat(get("/inbox?limit=5&limit=6"))
                .isEqualTo(bad("limit", "Parameter 'limit' is there twice.", "give it once"));
        for (String limit : new String[] {"0", "-1", "101", "ten", "", "99999999999999999999"}) {
            assertThat(get("/runs?limit=" + limit))
                    .isEqualTo(
                            bad("limit", "Parameter 'limit' is '" + limit + "'.", "give a whole number from 1 to 100"));
        }
        assertThat(get("/runs?status=PAUSD"))
                .isEqualTo(bad("status", "Parameter 'status' is 'PAUSD'.", "did you mean 'PAUSED'?"));
        assertThat(get("/lineage/run/" + run + "?direction=sideways"))
                .isEqualTo(
                        bad("direction", "Parameter 'direction' is 'sideways'.", "give one of upstream, downstream"));
        assertThat(get("/runs?about="))
                .isEqualTo(bad("about", "Parameter about is empty.", "give another value, or leave it out"));
        assertThat(get("/runs/" + run + "/changes"))
                .isEqualTo(bad("since", "Parameter 'since' is missing.", "give the version that was looked at"));
        assertThat(get("/runs/" + run + "/changes?since=18"))
                .isEqualTo(bad(
                        "since",
                        "Parameter 'since': run '" + run + "' is at version 17, not 18.",
                        "give a version that the run had"));
    }

    @Test
    void cursors() throws Exception {
        String expected = bad(
                "after",
                "The cursor is not one of this list.",
                "give the cursor that the page before this one named, or leave it out to begin anew");
        for (String list : new String[] {"/runs", "/inbox", "/runs/" + run + "/history"}) {
            for (String cursor : new String[] {"x", "%20", "AAAA", "_w", "n99999", "9999999999"}) {
                assertThat(get(list + "?after=" + cursor))
                        .as(list + " " + cursor)
                        .isEqualTo(expected);
            }
        }
    }

    @Test
    void bodies() throws Exception {
        assertThat(post("comment", "{"))
                .isEqualTo(bad(
                        "body",
                        "JSON cannot be read: it is not JSON at line 1, column 2.",
                        "give one JSON object with unique keys, such as {\\\"customer\\\":\\\"Acme\\\"}"));
        for (String body : new String[] {
            "[]",
            "null",
            "7",
            "\"x\"",
            "{\"text\":\"a\",\"text\":\"b\"}",
            "{} {}",
            "{\"text\":NaN}",
            "{'text':'a'}",
            "[".repeat(5000),
            "{\"text\":".repeat(5000)
        }) {
            assertThat(post("comment", body))
                    .startsWith("400 {\"code\":\"RUNS-WEB-004\",")
                    .contains("\"field\":\"body\"");
        }
        assertThat(post("comment", "{\"text\":1.5}"))
                .isEqualTo(bad(
                        "body",
                        "Payload value 'text' is the number 1.5.",
                        "write decimals as text, such as \\\"12.50\\\""));
        assertThat(post("comment", "")).isEqualTo(bad("text", "Field 'text' is missing.", "give it"));
        assertThat(post("comment", "{\"text\":null}")).isEqualTo(bad("text", "Field 'text' is missing.", "give it"));
        assertThat(post("comment", "{\"text\":\" \"}"))
                .isEqualTo(bad("text", "Field 'text' is blank.", "say something"));
        assertThat(post("comment", "{\"text\":7}")).isEqualTo(bad("text", "Field 'text' is a number.", "give a text"));
        assertThat(post("comment", "{\"text\":[]}")).isEqualTo(bad("text", "Field 'text' is a list.", "give a text"));
        assertThat(post("comment", "{\"txt\":\"a\"}"))
                .isEqualTo(bad("txt", "There is no field 'txt' here (fields: text).", "did you mean 'text'?"));
        assertThat(post("resolve", "{\"done\":\"yes\"}"))
                .isEqualTo(bad("done", "Field 'done' is a text.", "give true or false"));
        assertThat(post("approval/claim", "{\"x\":1}"))
                .isEqualTo(bad("x", "There is no field 'x' here.", "leave it out"));
        assertThat(post("approval/delegate", "{\"to\":\"dan\",\"until\":\"tomorrow\"}"))
                .isEqualTo(
                        bad("until", "Field 'until' is 'tomorrow'.", "give an instant such as 2026-11-20T14:05:00Z"));
        assertThat(post("approval/reassign", "{\"from\":\"x\",\"to\":\"=run.owner\"}"))
                .isEqualTo(bad(
                        "to",
                        "'=run.owner' is neither a role nor a person.",
                        "give the name of a role, or a person as @ana"));
        assertThat(post("edit", "{\"payload\":[]}"))
                .isEqualTo(bad("payload", "Field 'payload' is a list.", "give an object"));
        assertThat(post("edit", "{\"payload\":{\"a\":\"\\ud800\"}}"))
                .isEqualTo(bad(
                        "payload",
                        "Payload value 'a' has half a surrogate pair at index 0.",
                        "give well-formed Unicode"));
        assertThat(post("edit", "{\"payload\":{\"a\":9007199254740993}}"))
                .isEqualTo(bad(
                        "body",
                        "Payload value 'payload/a' is 9007199254740993.",
                        "write whole numbers beyond ±2^53 as text"));
        assertThat(text(http.send(posting("/inbox/decisions", "{\"choice\":\"maybe\",\"items\":[]}"))))
                .isEqualTo(bad("choice", "Field 'choice' is 'maybe'.", "give approve or reject"));
        assertThat(text(http.send(posting("/inbox/decisions", "{\"choice\":\"approve\",\"items\":[]}"))))
                .isEqualTo(bad("items", "Field 'items' has 0 items.", "give 1 to 100"));
        assertThat(text(http.send(posting("/inbox/decisions", "{\"choice\":\"approve\",\"items\":[7]}"))))
                .isEqualTo(bad("items[0]", "Field 'items[0]' is a number.", "give an object"));
        String item = "{\"run\":\"r\",\"step\":\"s\",\"etag\":\"nope\"}";
        assertThat(text(http.send(posting("/inbox/decisions", "{\"choice\":\"approve\",\"items\":[" + item + "]}"))))
                .contains("\"field\":\"items[0].etag\"", "'nope' is no ETag of a step.");
    }

    @Test
    void kindsOfContent() throws Exception {
        for (String type : new String[] {
            "text/plain",
            "application/x-www-form-urlencoded",
            "multipart/form-data; boundary=x",
            "text/json",
            "application/json; charset=iso-8859-1",
            "application/jsonx"
        }) {
            HttpRequest.Builder request = http.request("dora", "/runs/" + run + "/steps/promote/comment")
                    .header("Content-Type", type)
                    .POST(HttpRequest.BodyPublishers.ofString("{\"text\":\"a\"}"));
            assertThat(text(http.send(request)))
                    .isEqualTo(problem(
                            415,
                            "RUNS-WEB-005",
                            "Not JSON",
                            "The content type is '" + type + "'.",
                            null,
                            "send JSON in UTF-8 with Content-Type: application/json"));
        }
        HttpRequest.Builder utf8 = http.request("dora", "/runs/" + run + "/steps/promote/comment")
                .header("Content-Type", "Application/JSON; charset=\"UTF-8\"")
                .POST(HttpRequest.BodyPublishers.ofString("{\"text\":\"a\"}"));
        assertThat(http.send(utf8).statusCode()).isEqualTo(200);
        HttpRequest.Builder latin = http.request("dora", "/runs/" + run + "/steps/promote/comment")
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofByteArray(
                        "{\"text\":\"\u00e9\"}".getBytes(StandardCharsets.ISO_8859_1)));
        assertThat(text(http.send(latin))).isEqualTo(bad("body", "The body is not UTF-8.", "send JSON in UTF-8"));
    }

    @Test
    void hugeBodies() throws Exception {
        String expected = problem(
                413, "RUNS-WEB-006", "Too large", "The body has more than 262144 bytes.", null, "send less at once");
        String huge = "{\"text\":\"" + "x".repeat(300_000) + "\"}";
        assertThat(post("comment", huge)).isEqualTo(expected);
        // Without a length the server learns it only by reading.
        HttpRequest.Builder chunked = http.request("dora", "/runs/" + run + "/steps/promote/comment")
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofInputStream(
                        () -> new java.io.ByteArrayInputStream(huge.getBytes(StandardCharsets.UTF_8))));
        assertThat(text(http.send(chunked))).isEqualTo(expected);
    }

    @Test
    void methods() throws Exception {
        HttpRequest.Builder delete =
                http.request("dora", "/runs/" + run).method("DELETE", HttpRequest.BodyPublishers.noBody());
        HttpResponse<String> answer = http.send(delete);
        assertThat(text(answer))
                .isEqualTo(problem(
                        405,
                        "RUNS-WEB-003",
                        "Method not allowed",
                        "'/runs/" + run + "' does not know DELETE.",
                        null,
                        "use GET or HEAD"));
        assertThat(answer.headers().firstValue("Allow")).contains("GET, HEAD");
        HttpRequest.Builder getting = http.request("dora", "/runs/" + run + "/cancel");
        assertThat(http.send(getting).headers().firstValue("Allow")).contains("POST");
        HttpResponse<String> head =
                http.send(http.request("dora", "/runs/" + run).method("HEAD", HttpRequest.BodyPublishers.noBody()));
        assertThat(head.statusCode()).isEqualTo(200);
        assertThat(head.body()).isEmpty();
        assertThat(head.headers().firstValue("ETag")).contains("\"17\"");
    }

    @Test
    void nobody() throws Exception {
        HttpResponse<String> answer = http.send(http.request("", "/runs"));
        assertThat(text(answer))
                .isEqualTo(problem(
                        401,
                        "RUNS-WEB-001",
                        "Not signed in",
                        "Nobody has signed in.",
                        null,
                        "sign in where the host offers it, and ask again"));
        assertThat(answer.headers().firstValue("WWW-Authenticate")).contains("Session realm=\"runs\"");
    }

    @Test
    void pagesOfOtherSites() throws Exception {
        String expected = problem(
                403,
                "RUNS-WEB-008",
                "From another site",
                "The request comes from a page of another site.",
                null,
                "send it from a page of this one");
        for (Map.Entry<String, String> header : Map.of(
                        "Sec-Fetch-Site", "cross-site", "sec-fetch-site", "same-site", "Origin", "https://evil.example")
                .entrySet()) {
            HttpRequest.Builder request = posting("/runs/" + run + "/steps/promote/comment", "{\"text\":\"a\"}")
                    .header(header.getKey(), header.getValue());
            assertThat(text(http.send(request))).isEqualTo(expected);
        }
        for (String origin : new String[] {"null", "http://localhost", "http://localhost:1", "%%"}) {
            HttpRequest.Builder request = posting("/runs/" + run + "/steps/promote/comment", "{\"text\":\"a\"}")
                    .header("Origin", origin);
            assertThat(text(http.send(request))).as(origin).isEqualTo(expected);
        }
        HttpRequest.Builder own = posting("/runs/" + run + "/steps/promote/comment", "{\"text\":\"a\"}")
                .header("Origin", "http://localhost:" + http.port());
        assertThat(http.send(own).statusCode()).isEqualTo(200);
        HttpRequest.Builder ownPage = posting("/runs/" + run + "/steps/promote/comment", "{\"text\":\"a\"}")
                .header("Sec-Fetch-Site", "same-origin");
        assertThat(http.send(ownPage).statusCode()).isEqualTo(200);
        HttpRequest.Builder events = http.request("dora", "/events").header("Sec-Fetch-Site", "cross-site");
        assertThat(text(http.send(events))).isEqualTo(expected);
    }

    @Test
    void everyAnswerIsForOnePersonAndNoPage() throws Exception {
        for (String path : new String[] {"/me", "/nowhere", "/runs/" + run}) {
            var headers = http.send(http.request("dora", path)).headers();
            assertThat(headers.firstValue("Cache-Control")).contains("private, no-store");
            assertThat(headers.firstValue("X-Content-Type-Options")).contains("nosniff");
            assertThat(headers.firstValue("Cross-Origin-Resource-Policy")).contains("same-origin");
            assertThat(headers.firstValue("Content-Security-Policy"))
                    .contains("default-src 'none'; frame-ancestors 'none'");
            assertThat(headers.map().keySet()).doesNotContain("access-control-allow-origin");
        }
    }

    @Test
    void aStoreThatFails_isNotAvailable_andSaysNothingOfItself() throws Exception {
        host.store.close();
        HttpResponse<String> answer = http.send(http.request("dora", "/runs"));
        assertThat(text(answer))
                .isEqualTo(problem(
                        503,
                        "RUNS-WEB-010",
                        "Not available now",
                        "Runs cannot be read or changed now.",
                        null,
                        "try again in a moment; the operator finds the cause in the host's log"));
        assertThat(answer.headers().firstValue("Retry-After")).contains("1");
    }
}
