package dev.runs.samples.crm.agent;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A conversation that was recorded.
 *
 * @param id the recorder's own key of the call; sent again, it is the same call
 * @param account with which customer
 * @param opportunity about which sale, if about one
 * @param title what the meeting was called
 * @param heldAt when it was
 * @param attendees who took part
 * @param transcript what was said
 */
public record NewTranscript(
        String id,
        String account,
        Optional<String> opportunity,
        String title,
        Instant heldAt,
        List<String> attendees,
        String transcript) {
    private static final java.util.regex.Pattern KEY =
            java.util.regex.Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,59}");
    private static final int LONGEST = 1_000_000;

    /**
     * Checks and copies.
     *
     * @throws IllegalArgumentException naming what is wrong
     */
    public NewTranscript {
        if (!KEY.matcher(id).matches()) {
            throw new IllegalArgumentException("a transcript's id has 1 to 60 letters, digits, points, '_' and '-'");
        }
        if (title.isBlank()) {
            throw new IllegalArgumentException("transcript '" + id + "' has no title");
        }
        if (transcript.length() > LONGEST) {
            throw new IllegalArgumentException("transcript '" + id + "' has " + transcript.length()
                    + " characters; at most " + LONGEST + " are kept");
        }
        // The database cannot hold it, and nobody can have said it.
        transcript = transcript.replace("\u0000", "");
        title = title.replace("\u0000", "");
        attendees = List.copyOf(attendees);
    }
}
