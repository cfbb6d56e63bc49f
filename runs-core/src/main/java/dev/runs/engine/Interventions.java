package dev.runs.engine;

import dev.runs.access.Tie;
import dev.runs.action.ActionType;
import dev.runs.action.Pattern;
import dev.runs.action.PayloadSchema;
import dev.runs.action.RiskLevel;
import dev.runs.actor.Actor;
import dev.runs.content.Payload;
import dev.runs.document.Comment;
import dev.runs.document.RunTexts;
import dev.runs.error.ErrorCode;
import dev.runs.graph.Edge;
import dev.runs.graph.EdgeCondition;
import dev.runs.graph.Join;
import dev.runs.graph.Node;
import dev.runs.graph.StepState;
import dev.runs.run.ActionRef;
import dev.runs.run.Command;
import dev.runs.run.Ending;
import dev.runs.run.PayloadRef;
import dev.runs.run.Refusal;
import dev.runs.run.Run;
import dev.runs.run.Step;
import dev.runs.run.StepSpec;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What somebody does to a run that they take no part in, or to what is in the world already. To skip an external or risky step of
 * others is an action itself, and so is it for anybody to waive a risky one or one that a rule inserted: a step is added for it, of
 * which the rules decide like of any other, and the library performs it. To do again what was executed is a new step with the same payload, so that it needs a permit of its own.
 */
final class Interventions {
    private static final String SKIP = "runs.skip";
    private static final String WAIVE = "runs.waive";

    private final Engine engine;

    Interventions(Engine engine) {
        this.engine = engine;
    }

    /** Returns what is known of an action that the library performs itself. */
    static Optional<ActionType> type(String key) {
        return Optional.of(key)
                .filter(action -> action.equals(SKIP) || action.equals(WAIVE))
                .map(action -> new ActionType(
                        action,
                        action.equals(SKIP) ? "skipping of a step" : "waiving of a step",
                        Pattern.INTERNAL,
                        RiskLevel.HIGH,
                        PayloadSchema.anything(),
                        Optional.of("step"),
                        Optional.empty(),
                        Optional.empty()));
    }

    /** Returns how the library performs an action of its own; what merely has the same name is none. */
    Optional<Settings.Registration> registration(ActionRef action) {
        return action.catalogued() && type(action.type()).isPresent()
                ? Optional.of(new Settings.Registration(this::perform, true))
                : Optional.empty();
    }

    private void perform(Execution execution) throws NotDoneException {
        String target = execution.payload().text("step").orElseThrow();
        String reason = execution.payload().text("reason").orElseThrow();
        String person = execution.payload().text("by").orElseThrow();
        Actor actor = engine.approvers()
                .find(execution.tenant(), person)
                .orElseThrow(() -> new NotDoneException("'" + person + "' is not known any more."));
        CommandName name =
                new CommandName("do-" + execution.key(), execution.action() + " " + target + " by " + person);
        Answer answer = engine.perform(actor, execution.run(), name, draft -> {
            Command.Seen now =
                    draft.run().step(target).map(Command.Seen::of).orElseGet(() -> new Command.Seen(target, 0, 0));
            String words = draft.add(ContentKinds.COMMENT, new Comment(reason).toFields());
            return Prepared.go(
                    execution.action().equals(SKIP)
                            ? new Command.Skip(now, words, actor)
                            : new Command.Waive(now, words, actor));
        });
        if (answer instanceof Answer.Refused refused) {
            throw new NotDoneException(refused.refusal().problem().text());
        }
    }

    /**
     * Returns the step to be added instead of a patch, if the patch must be decided about first; one that would be refused is left to be
     * refused.
     */
    Optional<Prepared> instead(Draft draft, Actor actor, Patch patch) {
        if ((patch.kind() != Patch.Kind.SKIP && patch.kind() != Patch.Kind.WAIVE)
                || patch.reason().isBlank()) {
            return Optional.empty();
        }
        StepView seen = patch.seen().orElseThrow();
        boolean skips = patch.kind() == Patch.Kind.SKIP;
        // Only asked about, so that it needs no words.
        Command wanted = skips ? new Command.Skip(seen.seen(), "", actor) : new Command.Waive(seen.seen(), "", actor);
        return draft.run()
                .step(seen.step())
                .filter(step -> skips
                        ? isRisky(step) && !takesPart(draft.run(), step, actor)
                        // What counts as done lets others go on: nobody says so alone of what rules care for.
                        : isRisky(step) || Command.InsertBefore.isByRule(step.id()))
                .filter(step -> !engine.wouldRefuse(draft, wanted))
                .map(step -> decidedFirst(draft, actor, patch, skips ? SKIP : WAIVE));
    }

    private static boolean isRisky(Step step) {
        return step.spec()
                .action()
                .filter(action -> action.external() || action.risk().isAtLeast(RiskLevel.HIGH))
                .isPresent();
    }

    private boolean takesPart(Run run, Step step, Actor actor) {
        Ties ties = engine.guard().ties(actor, run, Optional.of(step));
        for (Tie tie : Tie.values()) {
            if (ties.test(tie)) {
                return true;
            }
        }
        return false;
    }

    private static Prepared decidedFirst(Draft draft, Actor actor, Patch patch, String action) {
        String target = patch.seen().orElseThrow().step();
        String verb = action.equals(SKIP) ? "Skip" : "Waive";
        Payload payload = Payload.of(Map.of("step", target, "reason", patch.reason(), "by", actor.id()));
        ActionRef what = new ActionRef(action, Pattern.INTERNAL, RiskLevel.HIGH, true);
        return added(
                draft,
                action.equals(SKIP) ? "skip-" : "waive-",
                List.of(),
                what,
                draft.add(payload, draft.by()),
                new RunTexts.StepText(
                        verb + " '" + target + "'", Optional.of(verb + " '" + target + "'"), Optional.empty()));
    }

    /** Returns whether a step was executed, so that it can be done again. */
    static boolean isExecuted(Step step) {
        return step.state() == StepState.COMPLETED
                && !step.ended(Ending.Kind.WAIVED)
                && step.spec().action().isPresent();
    }

    /** Returns the step that does again what was executed. */
    Prepared redo(Draft draft, StepView seen, String reason) {
        Optional<Step> found = draft.run().step(seen.step());
        if (found.isEmpty()) {
            return Prepared.no(Refusal.of(
                    ErrorCode.NOT_FOUND,
                    "Run '" + draft.run().id() + "' has no step '" + seen.step() + "'.",
                    "name one of its steps"));
        }
        Step step = found.get();
        if (!isExecuted(step)) {
            return Prepared.no(Refusal.of(
                    step,
                    ErrorCode.NOT_NOW,
                    "Step '" + step.id() + "' cannot be done again: it was not executed.",
                    "resubmit what was rejected; propose a new step for anything else"));
        }
        if (step.version() != seen.version()) {
            return Prepared.no(Refusal.of(
                    step,
                    ErrorCode.STALE,
                    "Step '" + step.id() + "' has changed since it was looked at.",
                    "look at it again, and decide then"));
        }
        return added(
                draft,
                "redo-",
                List.of(new Edge(step.id(), EdgeCondition.COMPLETED)),
                step.spec().action().get(),
                step.payload().orElseThrow(),
                new RunTexts.StepText(
                        "Do '" + step.id() + "' again",
                        Optional.of("Do '" + step.id() + "' again"),
                        Optional.of(reason)));
    }

    private static Prepared added(
            Draft draft,
            String prefix,
            List<Edge> edges,
            ActionRef action,
            PayloadRef payload,
            RunTexts.StepText text) {
        String id = draft.newStep(prefix);
        StepSpec spec =
                new StepSpec(new Node(id, Join.all(), edges), Optional.of(action), Optional.of(payload), draft.by());
        RunTexts texts = RunTexts.ofSteps(Map.of(id, text));
        return Prepared.go(new Command.AddSteps(List.of(spec), draft.add(ContentKinds.TEXTS, texts.toFields())));
    }
}
