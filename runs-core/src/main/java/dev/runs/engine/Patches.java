package dev.runs.engine;

import dev.runs.actor.Actor;
import dev.runs.codec.StoredForm;
import dev.runs.document.Comment;
import dev.runs.document.RunTexts;
import dev.runs.error.ErrorCode;
import dev.runs.error.Problem;
import dev.runs.error.RunsException;
import dev.runs.plan.StepPlan;
import dev.runs.run.Command;
import dev.runs.run.Refusal;
import dev.runs.run.StepSpec;
import java.util.List;
import java.util.Optional;

/** Turns patches into commands: their steps are checked whole, and their words become content. */
final class Patches {
    private final PlanCompiler plans;
    private final StoredForm writes;

    Patches(Engine engine) {
        this.plans = engine.plans();
        this.writes = engine.settings().codec().writes();
    }

    /**
     * Returns the command of a patch.
     *
     * @throws RunsException if its steps cannot be, naming everything that is wrong with them
     */
    Prepared prepare(Draft draft, Actor actor, Patch patch) {
        if (patch.kind() == Patch.Kind.ADD) {
            refuse(plans.check(draft.run(), patch.steps(), actor.kind()));
            return Prepared.go(new Command.AddSteps(plans.specify(draft, patch.steps()), texts(draft, patch.steps())));
        }
        StepView seen = patch.seen().orElseThrow();
        if (!writes.has(StoredForm.V3)) {
            return Prepared.no(tooOld(patch));
        }
        if (patch.kind() != Patch.Kind.INSERT_BEFORE && patch.reason().isBlank()) {
            return Prepared.no(Refusal.of(
                    ErrorCode.REASON_MISSING,
                    "Step '" + seen.step() + "' cannot be " + participle(patch.kind()) + " without a reason.",
                    "say why; whoever reads the record will want to know"));
        }
        return switch (patch.kind()) {
            case SKIP -> Prepared.go(new Command.Skip(seen.seen(), comment(draft, patch), actor));
            case WAIVE -> Prepared.go(new Command.Waive(seen.seen(), comment(draft, patch), actor));
            default -> withStep(draft, actor, patch, seen);
        };
    }

    private Prepared withStep(Draft draft, Actor actor, Patch patch, StepView seen) {
        refuse(plans.checkPatch(draft.run(), patch.steps(), actor.kind()));
        StepSpec step = plans.specify(draft, patch.steps()).get(0);
        String texts = texts(draft, patch.steps());
        if (patch.kind() == Patch.Kind.REPLACE) {
            return Prepared.go(new Command.Replace(seen.seen(), step, texts, comment(draft, patch), actor));
        }
        Optional<String> reason = patch.reason().isBlank() ? Optional.empty() : Optional.of(comment(draft, patch));
        return Prepared.go(new Command.InsertBefore(seen.seen(), step, texts, reason));
    }

    private Refusal tooOld(Patch patch) {
        return Refusal.of(
                ErrorCode.CODEC_OLDER,
                "Run '" + patch.run() + "' cannot be patched: stored form " + writes
                        + " cannot say what a patch does, and this process writes that one.",
                "let storedForm be V3 as soon as every process on the store can read it");
    }

    private static String participle(Patch.Kind kind) {
        return switch (kind) {
            case SKIP -> "skipped";
            case WAIVE -> "waived";
            default -> "replaced";
        };
    }

    private static void refuse(List<Problem> problems) {
        if (!problems.isEmpty()) {
            throw new RunsException(problems);
        }
    }

    private static String texts(Draft draft, List<StepPlan> steps) {
        return draft.add(
                ContentKinds.TEXTS, RunTexts.ofSteps(PlanCompiler.texts(steps)).toFields());
    }

    private static String comment(Draft draft, Patch patch) {
        return draft.add(ContentKinds.COMMENT, new Comment(patch.reason()).toFields());
    }
}
