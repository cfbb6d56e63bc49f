package dev.runs.record;

import dev.runs.run.Run;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;

/**
 * One run in a list of runs. Immutable.
 *
 * @param id the run's id
 * @param version its version
 * @param title its title
 * @param status how it stands
 * @param pattern its operating pattern
 * @param outcome what came of it, once it is at its end
 * @param owner who answers for it
 * @param trigger what triggered it
 * @param steps how many steps it has
 * @param pending how many approvals somebody must give
 * @param started when it was started
 * @param lastRun when it moved last
 * @param about the key of the host's record that it is about
 * @param withheld whether its words are not for the reader to see
 * @since 0.1.0
 */
public record RunLine(
        String id,
        long version,
        String title,
        Label status,
        Label pattern,
        Optional<Label> outcome,
        String owner,
        String trigger,
        long steps,
        long pending,
        Moment started,
        Moment lastRun,
        Optional<String> about,
        boolean withheld) {
    /**
     * Puts a run into words.
     *
     * @param contents the contents of {@link Run#texts}; empty, or missing, for what was erased
     * @param withheld whether the contents are missing because they are not for the reader to see
     * @param names what people are called
     * @param now the time of reading
     */
    public static RunLine of(
            Run run,
            Map<String, Optional<Map<String, ?>>> contents,
            boolean withheld,
            Names names,
            Instant now,
            ZoneId zone) {
        Texts texts = new Texts(run, contents, withheld, names);
        Times times = new Times(now, zone);
        return new RunLine(
                run.id(),
                run.version(),
                texts.title(),
                Wording.status(run.status()),
                Wording.pattern(run.header().pattern()),
                run.outcome().map(Wording::outcome),
                texts.owner(),
                texts.trigger(),
                run.steps().stream().filter(run::counts).count(),
                run.pending(),
                times.moment(run.header().started()),
                times.moment(run.lastChange()),
                run.header().about(),
                withheld);
    }
}
