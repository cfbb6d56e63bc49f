package dev.runs.lineage;

import dev.runs.run.Outputs;
import dev.runs.run.RecordedEvent;
import dev.runs.run.RunEvent;
import dev.runs.storage.ArtifactRow;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The files and roadmap links that events say steps left behind, as a store lists them. Pure, as {@link LineageEdges}: made of the
 * events of a commit, or of a whole history again.
 *
 * @since 0.1.0
 */
public final class Artifacts {
    private Artifacts() {}

    /**
     * Returns what the steps of a run left behind, in the order in which they did; none for most commits.
     *
     * @param run the run's id
     * @param events events of that run
     */
    public static List<ArtifactRow> of(String run, List<RecordedEvent> events) {
        List<ArtifactRow> rows = new ArrayList<>();
        for (RecordedEvent recorded : events) {
            outputs(recorded.event()).ifPresent(left -> {
                String step = recorded.event().about().orElseThrow();
                left.artifacts()
                        .forEach(file -> rows.add(new ArtifactRow(LineageNodes.file(file), run, step, recorded.at())));
                left.roadmapLinks()
                        .forEach(item ->
                                rows.add(new ArtifactRow(LineageNodes.roadmap(item), run, step, recorded.at())));
            });
        }
        return rows;
    }

    private static Optional<Outputs> outputs(RunEvent event) {
        if (event instanceof RunEvent.StepCompleted completed) {
            return completed.outputs();
        }
        return event instanceof RunEvent.LateResultRecorded late ? late.outputs() : Optional.empty();
    }
}
