package dev.runs.engine;

import dev.runs.action.ActionType;
import dev.runs.content.Digest;
import dev.runs.content.Payload;
import dev.runs.document.Comment;
import dev.runs.document.OutputsText;
import dev.runs.error.ErrorCode;
import dev.runs.error.Nearest;
import dev.runs.error.Problem;
import dev.runs.error.RunsException;
import dev.runs.graph.StepState;
import dev.runs.run.Command;
import dev.runs.run.Outputs;
import dev.runs.run.PayloadRef;
import dev.runs.run.Permit;
import dev.runs.run.Run;
import dev.runs.run.Step;
import dev.runs.storage.ContentRow;
import dev.runs.storage.RunKey;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Executes one step: consumes its permit in one commit, calls the handler outside of it, and records the result in another.
 * Thread-safe.
 */
final class StepExecution {
    private static final Logger LOG = LoggerFactory.getLogger(StepExecution.class);
    private static final int TRIES = 5;

    private final Engine engine;
    private final WorkerLease lease;
    private final Compensation compensation;
    /** Steps that this worker is starting or executing, so that it does not take them for abandoned. */
    private final Set<List<String>> atWork = ConcurrentHashMap.newKeySet();

    StepExecution(Engine engine, WorkerLease lease) {
        this.engine = engine;
        this.lease = lease;
        this.compensation = new Compensation(engine.settings().catalog());
    }

    boolean isAtWork(RunKey key, Step step) {
        return atWork.contains(place(key, step));
    }

    boolean isMe(String worker) {
        return lease.worker().equals(worker);
    }

    private static List<String> place(RunKey key, Step step) {
        return List.of(key.tenant(), key.run(), step.id());
    }

    /** Returns how the step's action is performed here; empty if this process does not know. */
    Optional<Settings.Registration> registration(Step step) {
        return step.spec()
                .action()
                .flatMap(action -> Optional.ofNullable(
                                engine.settings().handlers().get(action.type()))
                        .or(() -> engine.interventions().registration(action)));
    }

    CommandName name(String what) {
        return new CommandName(engine.settings().ids().newId(), what);
    }

    /**
     * What came of a step.
     *
     * @param called whether the handler was called
     * @param after the run as it was committed last, if that is known
     */
    record Executed(boolean called, Optional<Run> after) {
        static final Executed NOTHING = new Executed(false, Optional.empty());

        static Executed nothing(Engine.Done done) {
            return new Executed(false, done.run());
        }
    }

    Executed execute(RunKey key, Step step) {
        if (!atWork.add(place(key, step))) {
            return Executed.NOTHING;
        }
        try {
            return lease.renew() ? start(key, step) : Executed.NOTHING;
        } finally {
            atWork.remove(place(key, step));
        }
    }

    private Executed start(RunKey key, Step ready) {
        Optional<Run> started = engine.startStep(key.tenant(), key.run(), ready.id(), Worker.ACTOR, lease.worker())
                .run();
        Optional<Step> running = started.flatMap(after -> after.step(ready.id()))
                .filter(after -> after.state() == StepState.RUNNING
                        && after.worker().filter(this::isMe).isPresent());
        if (started.isEmpty() || running.isEmpty()) {
            return new Executed(false, started);
        }
        Step step = running.get();
        if (!lease.isHeld()) {
            // Others may take this worker for gone, and the step for abandoned.
            LOG.warn("The lease ended before the handler of step '{}' of run '{}' was called", step.id(), key.run());
            return Executed.nothing(
                    fail(key, step, false, true, "The worker lost its lease before the handler was called."));
        }
        Optional<Payload> payload = payload(key, step);
        if (payload.isEmpty()) {
            String why = "The approved payload was erased, or what is stored is not what was approved.";
            // An earlier attempt may have had its effect; only the first one can be sure that nothing happened.
            return Executed.nothing(fail(key, step, step.attempts() == 1, false, why));
        }
        return new Executed(true, call(key, step, payload.get(), started.get()).run());
    }

    private Engine.Done call(RunKey key, Step step, Payload payload, Run run) {
        Settings.Registration registration = registration(step).orElseThrow();
        boolean repeatable = registration.repeatable();
        Execution execution = new Execution(
                key.tenant(),
                key.run(),
                step.id(),
                step.spec().action().orElseThrow().type(),
                step.permit().orElseThrow().key(),
                step.attempts(),
                payload,
                supplyCheck(run),
                new StopSignal(engine, key, step)::isGiven);
        try {
            registration.handler().handle(execution);
        } catch (NotDoneException e) {
            return fail(key, step, true, repeatable, message(e));
        } catch (InterruptedException e) {
            Engine.Done done = fail(key, step, false, repeatable, "The handler was interrupted.");
            Thread.currentThread().interrupt();
            return done;
        } catch (Exception | LinkageError | StackOverflowError | AssertionError e) {
            LOG.warn("The handler of step '{}' of run '{}' failed", step.id(), key.run(), e);
            return fail(key, step, false, repeatable, message(e));
        }
        return complete(key, step, execution);
    }

    private static String message(Throwable e) {
        return e.getMessage() == null ? e.getClass().getSimpleName() : Words.kept(e.getMessage());
    }

    /** Returns the stored payload if it is the very one that the permit is for (invariant 2). */
    private Optional<Payload> payload(RunKey key, Step step) {
        String id = step.payload().orElseThrow().content();
        Map<String, ContentRow> rows = engine.settings().store().content(key, List.of(id));
        return Optional.ofNullable(rows.get(id))
                .flatMap(ContentRow::body)
                .filter(body -> Digest.of(
                                body.salt().toByteArray(), body.bytes().utf8())
                        .equals(step.permit().orElseThrow().digest()))
                .map(body -> Payload.parse(body.bytes().utf8()));
    }

    /** Refuses, while the handler can still turn back, a payload that could not be delivered. */
    private BiConsumer<String, Payload> supplyCheck(Run run) {
        return (target, payload) -> {
            List<String> waiting = run.steps().stream()
                    .filter(step -> step.state() == StepState.BLOCKED
                            && step.spec().action().isPresent())
                    .map(Step::id)
                    .toList();
            if (!waiting.contains(target)) {
                throw new RunsException(new Problem(
                        ErrorCode.PAYLOAD_SCHEMA,
                        "Run '" + run.id() + "': no step '" + target + "' waits for a payload (steps that wait: "
                                + String.join(", ", waiting) + ").",
                        Nearest.to(target, waiting)
                                .map(near -> "did you mean '" + near + "'?")
                                .orElse("supply a step that is still blocked")));
            }
            String type = run.step(target)
                    .flatMap(step -> step.spec().action())
                    .orElseThrow()
                    .type();
            List<Problem> problems = engine.settings()
                    .catalog()
                    .find(type)
                    .map(ActionType::schema)
                    .map(schema -> schema.check("Run '" + run.id() + "': step '" + target + "'", payload))
                    .orElse(List.of());
            if (!problems.isEmpty()) {
                throw new RunsException(problems);
            }
        };
    }

    private Engine.Done complete(RunKey key, Step step, Execution execution) {
        return record(key, draft -> {
            OutputsText text = execution.outputs();
            Outputs outputs = new Outputs(
                    draft.add(ContentKinds.OUTPUTS, text.toFields()),
                    text.previews().size(),
                    text.artifacts().stream().map(OutputsText.File::id).toList(),
                    text.roadmapLinks().stream().map(OutputsText.Link::id).toList());
            Map<String, PayloadRef> payloads = new HashMap<>();
            // Whoever asked for the step that made the payload is its editor; the worker only carries it.
            execution
                    .supplied()
                    .forEach((target, payload) -> payloads.put(target, draft.add(payload, step.requester())));
            return Prepared.go(new Command.CompleteStep(
                    step.id(),
                    permit(step),
                    step.attempts(),
                    outputs,
                    payloads,
                    compensation.afterObjection(draft, step.id())));
        });
    }

    private static String permit(Step step) {
        return step.permit().map(Permit::key).orElseThrow();
    }

    private Engine.Done fail(RunKey key, Step step, boolean certain, boolean repeatable, String message) {
        return record(
                key,
                draft -> Prepared.go(new Command.FailStep(
                        step.id(),
                        permit(step),
                        step.attempts(),
                        certain,
                        repeatable,
                        Optional.of(draft.add(ContentKinds.FAILURE, new Comment(message).toFields())))));
    }

    /** Settles a step whose worker is gone; returns whether that was still open. */
    boolean interrupted(RunKey key, Step step) {
        boolean repeatable =
                registration(step).map(Settings.Registration::repeatable).orElse(false);
        return fail(key, step, false, repeatable, "The process ended while the handler was at work.")
                .answer()
                .isAccepted();
    }

    /** Records a result; it is worth more than one try, because nobody can tell it a second time. */
    private Engine.Done record(RunKey key, Function<Draft, Prepared> request) {
        CommandName name = name("record");
        Engine.Done done = engine.execute(key.tenant(), key.run(), Worker.ACTOR, name, request);
        for (int i = 1; i < TRIES && isUnsettled(done.answer()); i++) {
            done = engine.execute(key.tenant(), key.run(), Worker.ACTOR, name, request);
        }
        if (done.answer() instanceof Answer.Refused refused) {
            LOG.warn("A handler's result came late: {}", refused.refusal().message());
        }
        return done;
    }

    private static boolean isUnsettled(Answer answer) {
        return answer instanceof Answer.Refused refused
                && (refused.refusal().code() == ErrorCode.OUTCOME_UNKNOWN
                        || refused.refusal().code() == ErrorCode.CONTENDED);
    }
}
