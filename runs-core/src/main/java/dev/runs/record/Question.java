package dev.runs.record;

import dev.runs.run.Round;
import dev.runs.run.Run;
import dev.runs.run.Step;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;

/**
 * What people are asked about, in a list of what waits for them. Immutable.
 *
 * @param title the action's title, in the words of whoever asked
 * @param run the run's title
 * @param asked whom: a role, or a person by name
 * @param risk the action's risk
 * @param pattern how far it reaches
 * @param progress how many of the needed approvals are there
 * @param since since when somebody is asked
 * @param due when the answer is late; empty when it never is
 * @since 0.1.0
 */
public record Question(
        String title,
        String run,
        String asked,
        Label risk,
        Label pattern,
        String progress,
        Moment since,
        Optional<Moment> due) {
    /**
     * Puts a question into words.
     *
     * @param round the round of the step in which people are asked
     * @param contents the contents of {@link Run#texts}; empty, or missing, for what was erased
     * @param withheld whether the contents are missing because they are not for the reader to see
     * @param names what people are called
     * @param asked the key of whoever is asked
     * @param since since when somebody is asked
     * @param due when the answer is late
     * @param now the time of reading
     */
    public static Question of(
            Run run,
            Step step,
            Round round,
            Map<String, Optional<Map<String, ?>>> contents,
            boolean withheld,
            Names names,
            String asked,
            Instant since,
            Optional<Instant> due,
            Instant now,
            ZoneId zone) {
        Texts texts = new Texts(run, contents, withheld, names);
        Times times = new Times(now, zone);
        return new Question(
                texts.actionTitle(step.id()),
                texts.title(),
                names.ofKey(asked),
                Label.of(round.risk(), Wording.title(round.risk())),
                Wording.pattern(round.pattern()),
                Wording.progress(Facts.given(round), Facts.needed(round)),
                times.moment(since),
                due.map(times::moment));
    }
}
