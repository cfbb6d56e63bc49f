package dev.runs.samples.crm.page;

import dev.runs.actor.Actor;
import dev.runs.samples.crm.people.People;
import dev.runs.samples.crm.signin.CurrentActor;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.springframework.stereotype.Component;
import org.springframework.web.util.WebUtils;

/** Knows who looks at a page: whoever has signed in, as pages are behind the sign-in. Their browser says where they are. */
@Component
class Viewers {
    private final CurrentActor actors;
    private final People people;

    Viewers(CurrentActor actors, People people) {
        this.actors = actors;
        this.people = people;
    }

    /** Returns who has sent a request. */
    Viewer of(HttpServletRequest request) {
        Actor actor = actors.now();
        String name = people.find(actor.tenant(), actor.id())
                .map(person -> person.details().displayName())
                .orElse(actor.id());
        return new Viewer(actor, name, zone(request));
    }

    /** A cookie is whatever somebody sends. */
    private static ZoneId zone(HttpServletRequest request) {
        Cookie cookie = WebUtils.getCookie(request, "zone");
        try {
            return cookie == null
                    ? ZoneOffset.UTC
                    : ZoneId.of(URLDecoder.decode(cookie.getValue(), StandardCharsets.UTF_8));
        } catch (DateTimeException | IllegalArgumentException e) {
            return ZoneOffset.UTC;
        }
    }
}
