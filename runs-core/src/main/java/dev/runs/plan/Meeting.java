package dev.runs.plan;

import dev.runs.action.Pattern;
import java.time.Instant;

/**
 * A meeting that contributed to a run.
 *
 * @param id the meeting's id, unique within the tenant
 * @param title its title
 * @param at when it was
 * @param pattern external if people from outside took part
 * @since 0.1.0
 */
public record Meeting(String id, String title, Instant at, Pattern pattern) {
    /** Returns a meeting with people from outside. */
    public static Meeting external(String id, String title, Instant at) {
        return new Meeting(id, title, at, Pattern.EXTERNAL);
    }

    /** Returns a meeting among ourselves. */
    public static Meeting internal(String id, String title, Instant at) {
        return new Meeting(id, title, at, Pattern.INTERNAL);
    }
}
