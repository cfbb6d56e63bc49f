package dev.runs.samples.crm.page;

import dev.runs.actor.Actor;
import java.time.ZoneId;

/**
 * Who looks at a page.
 *
 * @param actor the person
 * @param name how the page calls them
 * @param zone where they are, for times
 */
public record Viewer(Actor actor, String name, ZoneId zone) {
    /** Returns the tenant. */
    public String tenant() {
        return actor.tenant();
    }
}
