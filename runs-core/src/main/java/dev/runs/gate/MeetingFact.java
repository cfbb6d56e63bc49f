package dev.runs.gate;

import dev.runs.action.Pattern;
import java.time.Instant;
import java.util.Collections;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What rules are told about a meeting that contributed to the run. Of an erased meeting the id is left.
 *
 * @param id the meeting's id
 * @param title its title
 * @param at when it was
 * @param pattern whether people from outside took part
 * @param attendees who took part, in the host's words; none if nobody said
 * @since 0.1.0
 */
public record MeetingFact(
        String id, Optional<String> title, Optional<Instant> at, Optional<Pattern> pattern, Set<String> attendees) {
    /** Copies the attendees. */
    public MeetingFact {
        attendees = Collections.unmodifiableSortedSet(new TreeSet<>(attendees));
    }
}
