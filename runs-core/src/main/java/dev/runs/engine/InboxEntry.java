package dev.runs.engine;

import dev.runs.record.Question;
import java.util.Optional;

/**
 * A line of an inbox with what a list shows of it. Immutable.
 *
 * @param line the line
 * @param view the step as it is now, to decide on; empty if the question was answered while the list was read
 * @param question what is asked, in words; empty likewise
 * @param mine whether the actor can answer it now
 * @param claimedBy who has taken it upon themselves, by name where it is known
 * @param claimedById the same as the host's key
 * @since 0.1.0
 */
public record InboxEntry(
        InboxLine line,
        Optional<StepView> view,
        Optional<Question> question,
        boolean mine,
        Optional<String> claimedBy,
        Optional<String> claimedById) {}
