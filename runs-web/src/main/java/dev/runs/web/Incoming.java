package dev.runs.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.runs.actor.Actor;
import jakarta.servlet.http.HttpServletRequest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads HTTP requests: what cannot be read, or comes from a page of another site, is refused here. */
final class Incoming {
    private static final String ENCODING_FIX = "encode it as UTF-8 with %XX";

    private static final long MOST_DRAINED = 1 << 20;

    private final int mostBytes;

    Incoming(int mostBytes) {
        this.mostBytes = mostBytes;
    }

    ApiRequest read(HttpServletRequest request, Optional<Actor> actor, ZoneId zone) throws IOException {
        String method = request.getMethod().equals("HEAD") ? "GET" : request.getMethod();
        boolean writes = !method.equals("GET");
        if (writes) {
            refuseOtherSites(request);
        }
        return new ApiRequest(
                method,
                path(request),
                query(request.getQueryString()),
                header(request, "If-Match"),
                header(request, "Idempotency-Key"),
                method.equals("POST") ? body(request) : "",
                actor,
                zone);
    }

    private static Optional<String> header(HttpServletRequest request, String name) {
        return Optional.ofNullable(request.getHeader(name));
    }

    /**
     * A browser says from where a page's request comes. Other clients do not, and have no cookies of anybody either. A form cannot send
     * {@code application/json}, which {@link #body} asks for; this is the second lock.
     */
    static void refuseOtherSites(HttpServletRequest request) {
        String site = request.getHeader("Sec-Fetch-Site");
        boolean foreign = site == null ? isOfOtherOrigin(request) : !site.equals("same-origin") && !site.equals("none");
        if (foreign) {
            throw ApiException.of(
                    WebCode.CROSS_SITE,
                    "The request comes from a page of another site.",
                    "send it from a page of this one");
        }
    }

    private static boolean isOfOtherOrigin(HttpServletRequest request) {
        String origin = request.getHeader("Origin");
        String host = request.getHeader("Host");
        if (origin == null) {
            return false;
        }
        try {
            return host == null || !host.equalsIgnoreCase(URI.create(origin).getRawAuthority());
        } catch (IllegalArgumentException e) {
            return true;
        }
    }

    /** Reads the segments as they were sent: the container has decoded its path, in which they cannot be told apart. */
    private static List<String> path(HttpServletRequest request) {
        String raw = request.getRequestURI();
        String below = request.getContextPath() + request.getServletPath();
        long before = below.chars().filter(c -> c == '/').count();
        List<String> segments = new ArrayList<>();
        String[] parts = raw.split("/", -1);
        for (int i = (int) before + 1; i < parts.length; i++) {
            int parameters = parts[i].indexOf(';');
            segments.add(decoded("path", parameters < 0 ? parts[i] : parts[i].substring(0, parameters), false));
        }
        return segments;
    }

    static Map<String, List<String>> query(@Nullable String raw) {
        Map<String, List<String>> query = new LinkedHashMap<>();
        if (raw == null || raw.isEmpty()) {
            return query;
        }
        for (String pair : raw.split("&", -1)) {
            int equals = pair.indexOf('=');
            String name = decoded("query", equals < 0 ? pair : pair.substring(0, equals), true);
            String value = equals < 0 ? "" : decoded(name, pair.substring(equals + 1), true);
            query.computeIfAbsent(name, key -> new ArrayList<>()).add(value);
        }
        return query;
    }

    /** Decodes percent signs, strictly: what is no UTF-8 is nothing that anybody meant. */
    static String decoded(String field, String text, boolean plusIsBlank) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '%') {
                int value = i + 2 < text.length() ? hex(text.charAt(i + 1), text.charAt(i + 2)) : -1;
                if (value < 0) {
                    throw ApiException.bad(
                            field, "A percent sign is not followed by two hexadecimal digits.", ENCODING_FIX);
                }
                bytes.write(value);
                i += 2;
            } else if (c == '+' && plusIsBlank) {
                bytes.write(' ');
            } else {
                byte[] plain = String.valueOf(c).getBytes(UTF_8);
                bytes.write(plain, 0, plain.length);
            }
        }
        try {
            return UTF_8.newDecoder()
                    .decode(ByteBuffer.wrap(bytes.toByteArray()))
                    .toString();
        } catch (CharacterCodingException e) {
            throw ApiException.bad(field, "What the percent signs stand for is not UTF-8.", ENCODING_FIX);
        }
    }

    private static int hex(char high, char low) {
        int first = Character.digit(high, 16);
        int second = Character.digit(low, 16);
        return first < 0 || second < 0 ? -1 : 16 * first + second;
    }

    private String body(HttpServletRequest request) throws IOException {
        String type = Optional.ofNullable(request.getContentType()).orElse("");
        if (!isJson(type)) {
            throw ApiException.of(
                    WebCode.MEDIA_TYPE,
                    "The content type is '" + type + "'.",
                    "send JSON in UTF-8 with Content-Type: application/json");
        }
        if (request.getContentLengthLong() > mostBytes) {
            throw tooLarge();
        }
        byte[] bytes = request.getInputStream().readNBytes(mostBytes + 1);
        if (bytes.length > mostBytes) {
            throw tooLarge();
        }
        try {
            return UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        } catch (CharacterCodingException e) {
            throw ApiException.bad("body", "The body is not UTF-8.", "send JSON in UTF-8");
        }
    }

    /**
     * Takes what the client still sends of a request that is refused, up to a bound: where a server answers and closes before that, many
     * clients report a broken connection instead of the answer, or instead of that to their next request.
     */
    static void drain(HttpServletRequest request) throws IOException {
        InputStream in = request.getInputStream();
        byte[] thrownAway = new byte[8192];
        long left = MOST_DRAINED;
        while (left > 0) {
            int read = in.read(thrownAway);
            if (read < 0) {
                return;
            }
            left -= read;
        }
    }

    private static boolean isJson(String type) {
        String[] parts = type.toLowerCase(Locale.ROOT).split(";", -1);
        boolean json = parts[0].strip().equals("application/json");
        for (int i = 1; i < parts.length; i++) {
            String parameter = parts[i].replace("\"", "").replace(" ", "");
            json &= !parameter.startsWith("charset=") || parameter.equals("charset=utf-8");
        }
        return json;
    }

    private ApiException tooLarge() {
        return ApiException.of(
                WebCode.TOO_LARGE, "The body has more than " + mostBytes + " bytes.", "send less at once");
    }
}
