package dev.runs.engine;

import dev.runs.action.ActionCatalog;
import dev.runs.action.ActionType;
import dev.runs.actor.ActorKind;
import dev.runs.codec.StoredForm;
import dev.runs.document.RunTexts;
import dev.runs.error.ErrorCode;
import dev.runs.error.Problem;
import dev.runs.graph.Join;
import dev.runs.graph.Node;
import dev.runs.graph.StepGraph;
import dev.runs.plan.RunPlan;
import dev.runs.plan.StepPlan;
import dev.runs.run.ActionRef;
import dev.runs.run.ActorRef;
import dev.runs.run.Run;
import dev.runs.run.StepSpec;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Checks plans and proposals whole, before anything is written, and turns their steps into specifications. */
final class PlanCompiler {
    static final int MAX_STEPS = 100_000;
    private static final int MAX_RESOURCE = 60;
    private static final int MAX_TITLE = 300;
    private static final Pattern STEP_ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,59}");
    private static final Pattern RUN_ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,99}");
    private static final Pattern KEY = Pattern.compile("[^\\p{Cntrl}\\x80-\\x9f]{1,200}");

    private final ActionCatalog catalog;
    private final StoredForm writes;

    PlanCompiler(ActionCatalog catalog, StoredForm writes) {
        this.catalog = catalog;
        this.writes = writes;
    }

    /** Returns everything that is wrong with a plan. */
    List<Problem> check(RunPlan plan) {
        String subject = "Run plan '" + plan.title() + "'";
        List<Problem> problems = new ArrayList<>();
        title(problems, subject + ": the title", plan.title());
        plan.id()
                .filter(id -> !RUN_ID.matcher(id).matches())
                .ifPresent(id -> problems.add(new Problem(
                        ErrorCode.PLAN_TEXT,
                        subject + ": the run id '" + id + "' cannot be used.",
                        "use 1 to 100 letters, digits, '.', '_' or '-', beginning with a letter or digit")));
        plan.about().ifPresent(key -> key(problems, subject + ": the key of the record it is about", key));
        plan.owner().ifPresent(key -> key(problems, subject + ": the owner's key", key));
        plan.signal().ifPresent(signal -> {
            key(problems, subject + ": the signal's id", signal.id());
            title(problems, subject + ": the signal's label", signal.label());
        });
        plan.meetings().forEach(meeting -> {
            key(problems, subject + ": a meeting's id", meeting.id());
            title(problems, subject + ": the title of meeting '" + meeting.id() + "'", meeting.title());
            meeting.attendees()
                    .forEach(who -> key(problems, subject + ": an attendee of meeting '" + meeting.id() + "'", who));
        });
        if (plan.steps().isEmpty()) {
            problems.add(new Problem(
                    ErrorCode.PLAN_EMPTY, subject + " has no step.", "add at least one with step(id, title)"));
        }
        steps(problems, subject, plan.steps(), List.of(), false);
        return problems;
    }

    /** Returns everything that is wrong with steps that are to be added to a run. */
    List<Problem> check(Run run, List<StepPlan> steps, ActorKind proposer) {
        String subject = "Proposal for run '" + run.id() + "'";
        List<Problem> problems = new ArrayList<>();
        steps(
                problems,
                subject,
                steps,
                run.steps().stream().map(step -> step.spec().node()).toList(),
                proposer == ActorKind.AGENT);
        return problems;
    }

    /** Returns everything that is wrong with the one step that a patch brings into a run. */
    List<Problem> checkPatch(Run run, List<StepPlan> steps, ActorKind proposer) {
        String subject = "Patch of run '" + run.id() + "'";
        if (steps.size() != 1) {
            return List.of(new Problem(
                    ErrorCode.PLAN_PATCH,
                    subject + " has " + steps.size() + " steps, and a patch brings in one.",
                    "patch again for each of the others, or add them with propose"));
        }
        List<Problem> problems = new ArrayList<>();
        StepPlan step = steps.get(0);
        size(problems, subject, run.steps().size() + 1);
        if (!step.edges().isEmpty() || !(step.join() instanceof Join.All)) {
            problems.add(new Problem(
                    ErrorCode.PLAN_PATCH,
                    subject + ": step '" + step.id() + "' says what it waits for, and a patch gives it the place of"
                            + " another step.",
                    "leave out after(...), the other edges and the join"));
        }
        if (run.step(step.id()).isPresent()) {
            problems.add(new Problem(
                    ErrorCode.PLAN_DUPLICATE_STEP,
                    subject + ": two steps have the id '" + step.id() + "'.",
                    "give one of them another id"));
        }
        step(problems, subject, step, proposer == ActorKind.AGENT);
        return problems;
    }

    private static boolean size(List<Problem> problems, String subject, int steps) {
        if (steps > MAX_STEPS) {
            problems.add(new Problem(
                    ErrorCode.PLAN_TOO_LARGE,
                    subject + " would have " + steps + " steps.",
                    "split it: a run has at most " + MAX_STEPS));
        }
        return steps <= MAX_STEPS;
    }

    private void steps(
            List<Problem> problems, String subject, List<StepPlan> steps, List<Node> existing, boolean unknownActions) {
        if (!size(problems, subject, steps.size() + existing.size())) {
            return;
        }
        List<Node> nodes = new ArrayList<>(existing);
        for (StepPlan step : steps) {
            nodes.add(new Node(step.id(), step.join(), step.edges()));
            step(problems, subject, step, unknownActions);
        }
        problems.addAll(StepGraph.check(subject, nodes));
    }

    private void step(List<Problem> problems, String subject, StepPlan step, boolean unknownActions) {
        if (!STEP_ID.matcher(step.id()).matches()) {
            problems.add(new Problem(
                    ErrorCode.PLAN_TEXT,
                    subject + ": the step id '" + step.id() + "' cannot be used.",
                    "use 1 to 60 letters, digits, '.', '_' or '-', beginning with a letter or digit"));
        }
        title(problems, subject + ": the title of step '" + step.id() + "'", step.title());
        if (step.join().cancelsRest() && !writes.has(StoredForm.V3)) {
            problems.add(new Problem(
                    ErrorCode.CODEC_OLDER,
                    subject + ": the join of step '" + step.id() + "' stops its losers, which stored form " + writes
                            + " cannot say; this process writes that one.",
                    "let storedForm be V3 as soon as every process on the store can read it"));
        }
        step.exclusive().ifPresent(resource -> exclusive(problems, subject, step.id(), resource));
        step.action().ifPresent(action -> action(problems, subject, step.id(), action, unknownActions));
    }

    private void exclusive(List<Problem> problems, String subject, String step, String resource) {
        if (resource.isBlank() || resource.length() > MAX_RESOURCE) {
            problems.add(new Problem(
                    ErrorCode.PLAN_TEXT,
                    subject + ": what step '" + step + "' needs for itself alone is '"
                            + resource.substring(0, Math.min(MAX_RESOURCE, resource.length())) + "'.",
                    "give a word of 1 to " + MAX_RESOURCE + " characters, the same for each step that needs it"));
        } else if (!writes.has(StoredForm.V5)) {
            problems.add(new Problem(
                    ErrorCode.CODEC_OLDER,
                    subject + ": step '" + step + "' needs something for itself alone, which stored form " + writes
                            + " cannot say; this process writes that one.",
                    "let storedForm be V5 as soon as every process on the store can read it"));
        }
    }

    private void action(
            List<Problem> problems, String subject, String step, StepPlan.ActionPlan action, boolean unknownActions) {
        title(problems, subject + ": the action title of step '" + step + "'", action.title());
        Optional<ActionType> type = catalog.find(action.type());
        if (type.isPresent()) {
            action.payload()
                    .ifPresent(payload ->
                            problems.addAll(type.get().schema().check(subject + ": step '" + step + "'", payload)));
        } else if (!unknownActions) {
            problems.add(new Problem(
                    ErrorCode.PLAN_UNKNOWN_ACTION,
                    subject + ": step '" + step + "' performs '" + action.type()
                            + "', and the catalogue has no such action (actions: "
                            + String.join(", ", catalog.keys()) + ").",
                    catalog.nearest(action.type())
                            .map(near -> "did you mean '" + near + "'?")
                            .orElse("add it to the catalogue")));
        } else {
            key(problems, subject + ": the action type of step '" + step + "'", action.type());
        }
    }

    private static void title(List<Problem> problems, String what, String title) {
        if (title.isBlank() || title.length() > MAX_TITLE) {
            problems.add(new Problem(
                    ErrorCode.PLAN_TEXT,
                    what + (title.isBlank() ? " is blank." : " has " + title.length() + " characters."),
                    "give it 1 to " + MAX_TITLE + " characters"));
        }
    }

    private static void key(List<Problem> problems, String what, String key) {
        if (!KEY.matcher(key).matches()) {
            problems.add(new Problem(
                    ErrorCode.PLAN_TEXT,
                    what + " is empty, longer than 200 characters or has a control character.",
                    "use a short stable key of the host"));
        }
    }

    /** Returns the specifications of checked steps; payloads become content of the draft. */
    List<StepSpec> specify(Draft draft, List<StepPlan> steps) {
        ActorRef by = draft.by();
        List<StepSpec> specs = new ArrayList<>();
        for (StepPlan step : steps) {
            Optional<ActionRef> action = step.action().map(plan -> reference(plan.type()));
            specs.add(new StepSpec(
                    new Node(step.id(), step.join(), step.edges()),
                    action,
                    step.action().flatMap(StepPlan.ActionPlan::payload).map(payload -> draft.add(payload, by)),
                    by,
                    step.exclusive()));
        }
        return specs;
    }

    private ActionRef reference(String key) {
        boolean catalogued = catalog.find(key).isPresent();
        ActionType type = catalog.find(key).orElseGet(() -> ActionType.unknown(key));
        return new ActionRef(type.key(), type.pattern(), type.risk(), catalogued);
    }

    /** Returns the words of checked steps. */
    static Map<String, RunTexts.StepText> texts(List<StepPlan> steps) {
        Map<String, RunTexts.StepText> texts = new LinkedHashMap<>();
        for (StepPlan step : steps) {
            texts.put(
                    step.id(),
                    new RunTexts.StepText(step.title(), step.action().map(StepPlan.ActionPlan::title), step.note()));
        }
        return texts;
    }
}
