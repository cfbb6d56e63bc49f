package dev.runs.plan;

import dev.runs.action.Pattern;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.Set;
import java.util.TreeSet;

/**
 * A meeting that contributed to a run.
 *
 * @param id the meeting's id, unique within the tenant
 * @param title its title
 * @param at when it was
 * @param pattern external if people from outside took part
 * @param attendees who took part, in the host's words; none if nobody says
 * @since 0.1.0
 */
public record Meeting(String id, String title, Instant at, Pattern pattern, Set<String> attendees) {
    /** Copies the attendees. */
    public Meeting {
        attendees = Collections.unmodifiableSortedSet(new TreeSet<>(attendees));
    }

    /** Returns a meeting with people from outside. */
    public static Meeting external(String id, String title, Instant at) {
        return new Meeting(id, title, at, Pattern.EXTERNAL, Set.of());
    }

    /** Returns a meeting among ourselves. */
    public static Meeting internal(String id, String title, Instant at) {
        return new Meeting(id, title, at, Pattern.INTERNAL, Set.of());
    }

    /** Returns this meeting with the given people, and no others, as who took part. */
    public Meeting attendees(String... people) {
        return new Meeting(id, title, at, pattern, new TreeSet<>(Arrays.asList(people)));
    }
}
