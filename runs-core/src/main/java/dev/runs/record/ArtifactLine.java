package dev.runs.record;

import dev.runs.document.Fields;
import dev.runs.document.OutputsText;
import dev.runs.lineage.LineageNodes;
import dev.runs.run.Outputs;
import dev.runs.run.Run;
import dev.runs.run.Step;
import dev.runs.storage.ArtifactRow;
import dev.runs.storage.NodeRef;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;

/**
 * A file or a roadmap link in the list of all that a tenant's steps left behind. Immutable.
 *
 * @param node its place in the lineage
 * @param id the host's key of it; the node's id where that is not known any more
 * @param title its title
 * @param mediaType what kind of file it is; empty for a roadmap link, and where it is not there to see
 * @param location where the host keeps it; empty likewise
 * @param run the run whose step left it
 * @param runTitle that run's title
 * @param step the step
 * @param stepTitle the step's title
 * @param by who wanted the step, by name where it is known
 * @param byId the same as it is kept: keys of the host
 * @param at when it was there first
 * @param withheld whether the words are missing because they are not for the reader to see
 * @since 0.1.0
 */
public record ArtifactLine(
        NodeRef node,
        String id,
        String title,
        Optional<String> mediaType,
        Optional<String> location,
        String run,
        String runTitle,
        String step,
        String stepTitle,
        Optional<String> by,
        Optional<String> byId,
        Moment at,
        boolean withheld) {
    /**
     * Puts a row of a store into words.
     *
     * @param run the row's run
     * @param contents the contents of {@link Run#texts} and of the step's outputs; empty, or missing, for what was erased
     * @param withheld whether the contents are missing because they are not for the reader to see
     * @param names what people are called
     * @param now the time of reading
     */
    public static ArtifactLine of(
            ArtifactRow row,
            Run run,
            Map<String, Optional<Map<String, ?>>> contents,
            boolean withheld,
            Names names,
            Instant now,
            ZoneId zone) {
        Texts texts = new Texts(run, contents, withheld, names);
        Optional<Step> step = run.step(row.step());
        Optional<OutputsText> left = step.flatMap(Step::outputs).flatMap(outputs -> read(outputs, contents));
        NodeRef node = row.node();
        Optional<OutputsText.File> file = left.stream()
                .flatMap(text -> text.artifacts().stream())
                .filter(there -> LineageNodes.file(there.id()).equals(node))
                .findFirst();
        Optional<OutputsText.Link> link = left.stream()
                .flatMap(text -> text.roadmapLinks().stream())
                .filter(there -> LineageNodes.roadmap(there.id()).equals(node))
                .findFirst();
        return new ArtifactLine(
                node,
                file.map(OutputsText.File::id)
                        .or(() -> link.map(OutputsText.Link::id))
                        .orElse(node.id()),
                file.map(OutputsText.File::title)
                        .or(() -> link.map(OutputsText.Link::title))
                        .map(Wording::plain)
                        .orElseGet(texts::gone),
                file.map(there -> Wording.plain(there.mediaType())),
                file.map(there -> Wording.plain(there.location())),
                run.id(),
                texts.title(),
                row.step(),
                texts.title(row.step()),
                step.map(there -> names.of(there.requester())),
                step.map(there -> there.requester().toString()),
                new Times(now, zone).moment(row.at()),
                withheld);
    }

    /** Returns the content in which the words are of what a step left; empty if it left nothing. */
    public static Optional<String> content(Run run, String step) {
        return run.step(step).flatMap(Step::outputs).map(Outputs::content);
    }

    private static Optional<OutputsText> read(Outputs outputs, Map<String, Optional<Map<String, ?>>> contents) {
        return contents.getOrDefault(outputs.content(), Optional.empty())
                .map(fields -> OutputsText.from(Fields.of("outputs", fields)));
    }
}
