package dev.runs.samples.embedplain;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.runs.actor.Actor;
import dev.runs.actor.Directory;
import dev.runs.actor.Identity;
import jakarta.servlet.http.HttpServletRequest;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * Who there is, and their sign-in: HTTP basic, with one password for all that is made anew with every start. A real host has a better
 * one; all that the library wants of it is {@link #of}.
 */
final class People {
    static final String TENANT = "plain";
    static final String DIRECTOR = "Customer success director";

    /** Acts for whoever won an opportunity. */
    static final Actor AGENT = Actor.agent(TENANT, "advocacy-agent");

    private static final List<Actor> HUMANS = List.of(
            Actor.human(TENANT, "sven", "Sales"),
            Actor.human(TENANT, "dora", DIRECTOR),
            Actor.human(TENANT, "dan", DIRECTOR));

    private final Directory directory = Identity.directory().add(AGENT);
    private final String password;

    People() {
        HUMANS.forEach(directory::add);
        byte[] random = new byte[12];
        new SecureRandom().nextBytes(random);
        this.password = Base64.getUrlEncoder().withoutPadding().encodeToString(random);
    }

    /** The port through which the library asks who somebody is and what they may. */
    Identity identity() {
        return directory;
    }

    static List<String> names() {
        return HUMANS.stream().map(Actor::id).toList();
    }

    String password() {
        return password;
    }

    /** Returns who sends a request; empty if nobody has signed in. */
    Optional<Actor> of(HttpServletRequest request) {
        String header = request.getHeader("Authorization");
        if (header == null || !header.regionMatches(true, 0, "Basic ", 0, 6)) {
            return Optional.empty();
        }
        String credentials;
        try {
            credentials =
                    new String(Base64.getDecoder().decode(header.substring(6).strip()), UTF_8);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
        int colon = credentials.indexOf(':');
        if (colon < 0 || !isPassword(credentials.substring(colon + 1))) {
            return Optional.empty();
        }
        String name = credentials.substring(0, colon);
        return HUMANS.stream().filter(person -> person.id().equals(name)).findFirst();
    }

    private boolean isPassword(String given) {
        return MessageDigest.isEqual(given.getBytes(UTF_8), password.getBytes(UTF_8));
    }
}
