package dev.runs.samples.crm.signin;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.CookieManager;
import java.net.CookiePolicy;
import java.net.HttpCookie;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A browser as far as sign-in needs one: cookies, redirects one by one, and forms. */
public final class Browser {
    private static final Pattern CSRF = Pattern.compile("name=\"_csrf\"[^>]*value=\"([^\"]+)\"");

    private final CookieManager cookies = new CookieManager(null, CookiePolicy.ACCEPT_ALL);
    private final HttpClient http = HttpClient.newBuilder()
            .cookieHandler(cookies)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();
    private final URI home;
    private final List<URI> visited = new ArrayList<>();

    /** Makes a browser whose relative addresses are those of a site. */
    public Browser(String home) {
        this.home = URI.create(home + "/");
    }

    /** Signs in as somebody of the demonstration, from a page of the site that needs it. */
    public HttpResponse<String> signIn(String page, String name, String password) {
        HttpResponse<String> form = follow(page(page));
        HttpResponse<String> answer = submit(
                form.uri().resolve("/login"), Map.of("username", name, "password", password, "_csrf", csrf(form)));
        return follow(answer);
    }

    /** Asks for a page. */
    public HttpResponse<String> page(String address) {
        return send(request(address).header("Accept", "text/html").GET());
    }

    /** Asks for data, as a script does. */
    public HttpResponse<String> data(String address) {
        return send(request(address).header("Accept", "application/json").GET());
    }

    /** Sends data as a script of a page of the site does, with the token out of the cookie. */
    public HttpResponse<String> send(String method, String address, String json) {
        return send(request(address)
                .header("Accept", "application/json")
                .header("Content-Type", "application/json")
                .header(
                        "X-XSRF-TOKEN",
                        cookie("XSRF-TOKEN").map(HttpCookie::getValue).orElse(""))
                .method(method, BodyPublishers.ofString(json)));
    }

    /** Sends a form. */
    public HttpResponse<String> submit(URI address, Map<String, String> fields) {
        String form = fields.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        return send(HttpRequest.newBuilder(address)
                .header("Accept", "text/html")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(form)));
    }

    /** Follows redirects until there is none. */
    public HttpResponse<String> follow(HttpResponse<String> response) {
        HttpResponse<String> at = response;
        for (int hops = 0; at.statusCode() == 302 && hops < 10; hops++) {
            at = page(at.uri()
                    .resolve(at.headers().firstValue("Location").orElseThrow())
                    .toString());
        }
        return at;
    }

    /** Returns a request to an address, which may be relative. */
    public HttpRequest.Builder request(String address) {
        return HttpRequest.newBuilder(home.resolve(address));
    }

    /** Sends a request. */
    public HttpResponse<String> send(HttpRequest.Builder request) {
        HttpRequest built = request.build();
        visited.add(built.uri());
        try {
            return http.send(built, BodyHandlers.ofString());
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }

    /** Returns the client behind it, with its cookies. */
    public HttpClient http() {
        return http;
    }

    /** Returns a cookie of any site. */
    public Optional<HttpCookie> cookie(String name) {
        return cookies.getCookieStore().getCookies().stream()
                .filter(cookie -> cookie.getName().equals(name))
                .findFirst();
    }

    /** Returns where it was, in order. */
    public List<URI> visited() {
        return List.copyOf(visited);
    }

    /** Returns the token in a form. */
    public static String csrf(HttpResponse<String> page) {
        Matcher token = CSRF.matcher(page.body());
        if (!token.find()) {
            throw new IllegalStateException("no form at " + page.uri() + ": " + page.statusCode() + "\n" + page.body());
        }
        return token.group(1);
    }
}
