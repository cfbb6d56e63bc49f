package dev.runs.samples.crm.signin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runs.samples.crm.people.DemoPeople;
import dev.runs.samples.crm.people.People;
import dev.runs.samples.crm.people.TestDatabase;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.HttpCookie;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.ContextConfiguration;

/** Signs in over HTTP as a browser does, at the real authorization server. */
@SpringBootTest(
        classes = SignInApplication.class,
        webEnvironment = WebEnvironment.RANDOM_PORT,
        properties = {"crm.sign-in.port=0", "crm.sign-in.password=open sesame"})
@ContextConfiguration(initializers = TestDatabase.class)
class SignInTest {
    private static final String DORA = "dora@aurora.example";
    private static final String PASSWORD = "open sesame";

    @LocalServerPort
    private int port;

    @Autowired
    private SignInServer server;

    @Autowired
    private People people;

    private Browser browser;

    @BeforeEach
    void openBrowser() {
        browser = new Browser("http://127.0.0.1:" + port);
    }

    @Test
    void leadsToTheSignInServerAndBackToThePageThatWasAskedFor() {
        HttpResponse<String> page = browser.signIn("/page?of=1", DORA, PASSWORD);

        assertThat(page.body()).isEqualTo("a page of aurora");
        assertThat(page.uri()).hasPath("/page").hasParameter("of", "1");
        assertThat(browser.visited()).extracting(URI::getPath).startsWith("/page", "/oauth2/authorization/crm");
        assertThat(visited("/oauth2/authorize"))
                .hasPort(server.issuer().getPort())
                .hasParameter("response_type", "code")
                .hasParameter("client_id", "crm")
                .hasParameter("code_challenge_method", "S256")
                .hasParameter("code_challenge")
                .hasParameter("nonce")
                .hasParameter("state");
        assertThat(visited("/login/oauth2/code/crm")).hasPort(port).hasParameter("code");
    }

    @Test
    void knowsWhoIsSignedInAndWhatTheyMayDecide() {
        browser.signIn("/page", "gina@borealis.example", PASSWORD);

        assertThat(browser.data("/api/me").body())
                .isEqualTo("{\"tenant\":\"borealis\",\"tenantName\":\"Borealis Systems\",\"id\":\"borealis-gina\","
                        + "\"name\":\"Gina Rossi\",\"roles\":[\"Account executive\"]}");
    }

    @Test
    void takesAnotherSessionWhenSomebodySignsIn() {
        browser.page("/page");
        HttpCookie before = browser.cookie("CRM-SESSION").orElseThrow();

        browser.signIn("/page", DORA, PASSWORD);

        assertThat(browser.cookie("CRM-SESSION").orElseThrow().getValue()).isNotEqualTo(before.getValue());
        assertThat(browser.cookie("SIGN-IN-SESSION")).isPresent();
    }

    @Test
    void keepsTheSessionFromScriptsAndOtherSites() {
        HttpResponse<String> first = browser.page("/page");

        assertThat(first.headers().allValues("Set-Cookie"))
                .anySatisfy(cookie ->
                        assertThat(cookie).matches("CRM-SESSION=[0-9A-F]{32}; Path=/; HttpOnly; SameSite=Lax"))
                .anySatisfy(cookie -> assertThat(cookie).matches("XSRF-TOKEN=[-0-9a-f]{36}; Path=/; SameSite=Strict"));
    }

    @Test
    void aWrongPasswordSignsNobodyIn() {
        HttpResponse<String> page = browser.signIn("/page", DORA, "guess");

        assertThat(page.uri())
                .hasPath("/login")
                .hasParameter("error")
                .hasPort(server.issuer().getPort());
        assertThat(browser.data("/api/me").statusCode()).isEqualTo(401);
    }

    @Test
    void aProgramIsToldThatItIsNobody() {
        HttpResponse<String> answer = browser.data("/api/me");

        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.headers().firstValue("Location")).isEmpty();
    }

    @Test
    void aCodeOfAnotherBrowserIsOfNoUse() {
        browser.signIn("/page", DORA, PASSWORD);
        Browser thief = new Browser("http://127.0.0.1:" + port);
        thief.page("/page");

        HttpResponse<String> page =
                thief.follow(thief.page(visited("/login/oauth2/code/crm").toString()));

        assertThat(page.uri()).hasPath("/sign-in-refused");
        assertThat(page.statusCode()).isEqualTo(403);
        assertThat(thief.data("/api/me").statusCode()).isEqualTo(401);
    }

    @Test
    void theServerWantsProofOfTheClientAndSendsNobodyElsewhere() {
        String crm = "http://127.0.0.1:" + port + "/login/oauth2/code/crm";
        String request =
                server.issuer() + "/oauth2/authorize?response_type=code&client_id=crm&scope=openid&redirect_uri=";
        browser.signIn("/page", DORA, PASSWORD);

        HttpResponse<String> withoutProof = browser.page(request + crm);
        HttpResponse<String> elsewhere = browser.page(
                request + "http://evil.example/login/oauth2/code/crm&code_challenge_method=S256&code_challenge=x");

        assertThat(withoutProof.headers().firstValue("Location").orElse(""))
                .startsWith(
                        crm + "?error=invalid_request&error_description=OAuth%202.0%20Parameter%3A%20code_challenge");
        assertThat(elsewhere.statusCode()).isEqualTo(400);
        assertThat(elsewhere.headers().firstValue("Location")).isEmpty();
    }

    @Test
    void nothingIsChangedWithoutTheTokenOfThePage() {
        browser.signIn("/page", DORA, PASSWORD);
        browser.page("/page");

        HttpResponse<String> forged =
                browser.submit(URI.create("http://127.0.0.1:" + port + "/page"), Map.of("a", "b"));
        HttpResponse<String> own = browser.send("POST", "/page", "{}");

        assertThat(forged.statusCode()).isEqualTo(403);
        assertThat(own.body()).isEqualTo("changed in aurora");
    }

    @Test
    void everyAnswerTellsTheBrowserWhatNeverToDo() {
        browser.signIn("/page", DORA, PASSWORD);

        Map<String, String> expected = Map.of(
                "Content-Security-Policy",
                "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self';"
                        + " connect-src 'self'; manifest-src 'self'; form-action 'self' " + server.issuer()
                        + "; base-uri 'none'; frame-ancestors 'none'",
                "X-Content-Type-Options",
                "nosniff",
                "X-Frame-Options",
                "DENY",
                "Referrer-Policy",
                "same-origin",
                "Cross-Origin-Opener-Policy",
                "same-origin",
                "Cross-Origin-Resource-Policy",
                "same-origin",
                "Permissions-Policy",
                "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
                "Cache-Control",
                "no-cache, no-store, max-age=0, must-revalidate");
        for (String address : new String[] {"/page", "/nothing-here", "/sign-in-refused"}) {
            HttpResponse<String> answer = browser.page(address);
            expected.forEach((name, value) -> assertThat(answer.headers().firstValue(name))
                    .as(name + " of " + address)
                    .contains(value));
        }
    }

    @Test
    void signingOutEndsBothSessions() {
        browser.signIn("/page", DORA, PASSWORD);
        browser.page("/page");

        HttpResponse<String> byLink = browser.page("/logout");
        assertThat(byLink.statusCode()).isEqualTo(404);
        assertThat(browser.data("/api/me").statusCode()).isEqualTo(200);

        HttpResponse<String> leaving = browser.send("POST", "/logout", "");
        assertThat(leaving.headers().firstValue("Location").orElseThrow())
                .startsWith(server.issuer() + "/connect/logout?id_token_hint=")
                .endsWith("&post_logout_redirect_uri=http://127.0.0.1:" + port + "/");
        HttpResponse<String> out = browser.follow(leaving);

        assertThat(out.uri()).hasPath("/login").hasPort(server.issuer().getPort());
        assertThat(browser.data("/api/me").statusCode()).isEqualTo(401);
    }

    @Test
    void whoIsLockedIsOutWithTheNextRequestAndCannotSignInAgain() {
        browser.signIn("/page", "carl@aurora.example", PASSWORD);
        assertThat(browser.data("/api/me").statusCode()).isEqualTo(200);
        String carl = DemoPeople.AURORA + "-carl";

        people.change(DemoPeople.AURORA, carl, OptionalLong.empty(), details -> details.active(false));
        try {
            assertThat(browser.data("/api/me").statusCode()).isEqualTo(401);
            // The sign-in server still knows him.
            HttpResponse<String> page = browser.follow(browser.page("/page"));
            assertThat(page.uri()).hasPath("/sign-in-refused");
            assertThat(page.statusCode()).isEqualTo(403);
        } finally {
            people.change(DemoPeople.AURORA, carl, OptionalLong.empty(), details -> details.active(true));
        }
        // The session that was ended stays so.
        assertThat(browser.data("/api/me").statusCode()).isEqualTo(401);
    }

    @Test
    void rolesAreOfThisMoment() {
        browser.signIn("/page", "ada@aurora.example", PASSWORD);
        Browser mark = new Browser("http://127.0.0.1:" + port);
        mark.signIn("/page", "mark@aurora.example", PASSWORD);
        browser.page("/page");

        HttpResponse<String> changed =
                browser.send("PUT", "/api/teams/aurora-team-customer-marketing/roles", "[\"Brand\"]");

        assertThat(changed.body())
                .isEqualTo("{\"id\":\"aurora-team-customer-marketing\",\"displayName\":\"Customer marketing\","
                        + "\"roles\":[\"Brand\"]}");
        assertThat(mark.data("/api/me").body()).endsWith("\"roles\":[\"Brand\"]}");
        browser.send("PUT", "/api/teams/aurora-team-customer-marketing/roles", "[\"Customer marketing\"]");
        assertThat(mark.data("/api/me").body()).endsWith("\"roles\":[\"Customer marketing\"]}");
    }

    @Test
    void onlyAnAdministratorSaysForWhatATeamStands() {
        browser.signIn("/page", "mia@aurora.example", PASSWORD);
        browser.page("/page");
        Browser administrator = new Browser("http://127.0.0.1:" + port);
        administrator.signIn("/page", "ada@aurora.example", PASSWORD);
        administrator.page("/page");

        assertThat(browser.data("/api/teams").statusCode()).isEqualTo(403);
        assertThat(browser.send("PUT", "/api/teams/aurora-team-legal/roles", "[]")
                        .statusCode())
                .isEqualTo(403);
        assertThat(administrator
                        .send("PUT", "/api/teams/borealis-team-legal/roles", "[]")
                        .statusCode())
                .isEqualTo(404);
        assertThat(administrator
                        .send("PUT", "/api/teams/aurora-team-legal/roles", "[\" \"]")
                        .statusCode())
                .isEqualTo(400);
    }

    @Test
    void answersToItsOwnNameOnly() throws IOException {
        assertThat(statusLine("/page", "evil.example")).isEqualTo("HTTP/1.1 400 ");
        assertThat(statusLine("//evil.example/page", "127.0.0.1:" + port)).isEqualTo("HTTP/1.1 400 ");
        assertThat(statusLine("/page", "127.0.0.1:" + port)).isEqualTo("HTTP/1.1 302 ");
    }

    private String statusLine(String path, String host) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            String request = "GET " + path + " HTTP/1.1\r\nHost: " + host + "\r\nAccept: text/html\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            return new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII))
                    .readLine();
        }
    }

    private URI visited(String path) {
        return browser.visited().stream()
                .filter(address -> address.getPath().equals(path))
                .findFirst()
                .orElseThrow();
    }
}
