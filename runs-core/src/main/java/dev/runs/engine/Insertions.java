package dev.runs.engine;

import dev.runs.action.ActionCatalog;
import dev.runs.action.ActionType;
import dev.runs.action.Pattern;
import dev.runs.action.RiskLevel;
import dev.runs.document.RunTexts;
import dev.runs.gate.Finding;
import dev.runs.gate.GateAnswer;
import dev.runs.gate.Level;
import dev.runs.graph.Join;
import dev.runs.graph.Node;
import dev.runs.run.ActionRef;
import dev.runs.run.Command;
import dev.runs.run.Ruling;
import dev.runs.run.Step;
import dev.runs.run.StepSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The steps that rules want to be done before another one (S13). Each is inserted once for its rule and step. */
final class Insertions {
    private final ActionCatalog catalog;

    Insertions(ActionCatalog catalog) {
        this.catalog = catalog;
    }

    /** Returns those that are not there yet. */
    List<Ruling.Insertion> wanted(Draft draft, Step step, GateAnswer answer) {
        List<Ruling.Insertion> wanted = new ArrayList<>();
        for (Finding finding : answer.findings()) {
            if (finding.level() == Level.ENFORCE && finding.effect() instanceof Finding.InsertBefore insert) {
                String id = Command.InsertBefore.id(finding.rule().id(), step.id());
                boolean twice =
                        wanted.stream().anyMatch(other -> other.step().id().equals(id));
                if (draft.run().step(id).isEmpty() && !twice) {
                    wanted.add(insertion(draft, step, id, insert));
                }
            }
        }
        return wanted;
    }

    private Ruling.Insertion insertion(Draft draft, Step step, String id, Finding.InsertBefore insert) {
        // What the catalogue does not know is external and critical, as if an agent had proposed it (S17).
        ActionRef action = catalog.find(insert.action())
                .map((ActionType type) -> new ActionRef(type.key(), type.pattern(), type.risk(), true))
                .orElseGet(() -> new ActionRef(insert.action(), Pattern.EXTERNAL, RiskLevel.CRITICAL, false));
        // Whoever asked for the step asked for what must be done before it as well: they cannot approve it.
        StepSpec spec = new StepSpec(
                new Node(id, Join.all(), List.of()),
                Optional.of(action),
                Optional.of(draft.add(insert.payload(), step.requester())),
                step.requester());
        RunTexts texts = RunTexts.ofSteps(
                Map.of(id, new RunTexts.StepText(insert.title(), Optional.of(insert.title()), Optional.empty())));
        return new Ruling.Insertion(spec, draft.add(ContentKinds.TEXTS, texts.toFields()));
    }
}
