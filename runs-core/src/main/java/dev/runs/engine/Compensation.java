package dev.runs.engine;

import dev.runs.action.ActionCatalog;
import dev.runs.action.ActionType;
import dev.runs.document.RunTexts;
import dev.runs.graph.Edge;
import dev.runs.graph.EdgeCondition;
import dev.runs.graph.Join;
import dev.runs.graph.Node;
import dev.runs.graph.StepState;
import dev.runs.run.ActionRef;
import dev.runs.run.ActorRef;
import dev.runs.run.Command;
import dev.runs.run.Run;
import dev.runs.run.Step;
import dev.runs.run.StepSpec;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The step that undoes an executed one after an approver objected, where the catalogue knows how (S11). */
final class Compensation {
    private static final String PREFIX = "undo-";

    private final ActionCatalog catalog;

    Compensation(ActionCatalog catalog) {
        this.catalog = catalog;
    }

    /** Returns the step to propose together with an objection: only if the action is in the world already. */
    Optional<Command.AddSteps> afterReversal(Draft draft, String step) {
        return draft.run()
                .step(step)
                .filter(found -> found.state() == StepState.COMPLETED)
                .flatMap(found -> propose(draft, found, draft.by()));
    }

    /** Returns the step to propose when an action turns out to have happened after an approver objected. */
    Optional<Command.AddSteps> afterObjection(Draft draft, String step) {
        return draft.run()
                .step(step)
                .flatMap(found -> found.objections().stream()
                        .findFirst()
                        .flatMap(objection -> propose(draft, found, objection.by())));
    }

    private Optional<Command.AddSteps> propose(Draft draft, Step executed, ActorRef by) {
        return executed.spec()
                .action()
                .flatMap(action -> catalog.find(action.type()))
                .flatMap(ActionType::compensation)
                .flatMap(catalog::find)
                .filter(type -> !isUnderWay(draft.run(), executed, type))
                .map(type -> step(draft, executed, type, by));
    }

    /** What is undone once need not be undone again, unless that was rejected or did not happen. */
    private static boolean isUnderWay(Run run, Step executed, ActionType type) {
        return run.graph().successors(executed.id()).stream()
                .filter(id -> id.startsWith(PREFIX))
                .flatMap(id -> run.step(id).stream())
                .filter(step -> step.spec()
                        .action()
                        .filter(action -> action.type().equals(type.key()))
                        .isPresent())
                .anyMatch(step -> !step.state().isTerminal() || step.state() == StepState.COMPLETED);
    }

    private static Command.AddSteps step(Draft draft, Step executed, ActionType type, ActorRef by) {
        String id = draft.newStep(PREFIX);
        StepSpec spec = new StepSpec(
                new Node(id, Join.all(), List.of(new Edge(executed.id(), EdgeCondition.COMPLETED))),
                Optional.of(new ActionRef(type.key(), type.pattern(), type.risk(), true)),
                executed.payload(),
                by);
        String title = "Undo: " + type.name();
        RunTexts texts =
                RunTexts.ofSteps(Map.of(id, new RunTexts.StepText(title, Optional.of(title), Optional.empty())));
        return new Command.AddSteps(List.of(spec), draft.add(ContentKinds.TEXTS, texts.toFields()));
    }
}
