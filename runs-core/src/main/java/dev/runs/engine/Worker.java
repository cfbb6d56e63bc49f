package dev.runs.engine;

import dev.runs.action.ActionType;
import dev.runs.actor.ActorKind;
import dev.runs.content.Digest;
import dev.runs.content.Payload;
import dev.runs.document.Comment;
import dev.runs.document.OutputsText;
import dev.runs.error.ErrorCode;
import dev.runs.error.Nearest;
import dev.runs.error.Problem;
import dev.runs.error.RunsException;
import dev.runs.graph.StepState;
import dev.runs.run.ActorRef;
import dev.runs.run.Command;
import dev.runs.run.Outputs;
import dev.runs.run.PayloadRef;
import dev.runs.run.Permit;
import dev.runs.run.Run;
import dev.runs.run.Step;
import dev.runs.storage.ContentRow;
import dev.runs.storage.Cursor;
import dev.runs.storage.Page;
import dev.runs.storage.RunKey;
import dev.runs.storage.WorkRow;
import java.util.HashMap;
import java.util.HashSet;
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
 * Runs what is ready: consumes a permit in one commit, calls the handler outside of it, and records the result in
 * another. Its methods work on the calling thread. Thread-safe: a permit is consumed once, whoever tries.
 *
 * @since 0.1.0
 */
public final class Worker {
    private static final Logger LOG = LoggerFactory.getLogger(Worker.class);
    private static final ActorRef WORKER = new ActorRef("runs-worker", ActorKind.SERVICE, Optional.empty());
    private static final int PAGE = 100;

    private final Engine engine;
    private final Compensation compensation;
    /** Steps that this worker is starting or executing, so that {@link #recover} does not take them for interrupted. */
    private final Set<List<String>> atWork = ConcurrentHashMap.newKeySet();

    /** Makes a worker of an engine. */
    public Worker(Engine engine) {
        this.engine = engine;
        this.compensation = new Compensation(engine.settings().catalog());
    }

    /**
     * Runs everything that is ready in all tenants, and looks again at steps whose hold is over, until nothing is left to
     * do. Returns how often a handler was called.
     *
     * @throws RuntimeException if a run could not be worked on, such as a damaged one; only after all others had their turn
     */
    public int runReady() {
        int calls = 0;
        RuntimeException failure = null;
        for (RunKey key : runsWith(Set.of(StepState.READY.name(), StepState.RETRYING.name(), StepState.HELD.name()))) {
            try {
                calls += runReady(key.tenant(), key.run());
            } catch (RuntimeException e) {
                LOG.error("Run '{}' cannot be worked on; others are", key, e);
                failure = e;
            }
        }
        if (failure != null) {
            throw failure;
        }
        return calls;
    }

    /** Runs everything that is ready in one run, until nothing is left to do. Returns how often a handler was called. */
    public int runReady(String tenant, String run) {
        int calls = 0;
        Set<String> tried = new HashSet<>();
        Optional<Step> next = next(tenant, run, tried);
        while (next.isPresent()) {
            Step step = next.get();
            // The version is part of it: a step that comes back in another state is another piece of work.
            tried.add(step.id() + "@" + step.version());
            if (step.state() == StepState.HELD) {
                wake(tenant, run, step);
            } else {
                calls += call(tenant, run, step) ? 1 : 0;
            }
            next = next(tenant, run, tried);
        }
        return calls;
    }

    private Optional<Step> next(String tenant, String run, Set<String> tried) {
        return engine.load(tenant, run).stream()
                .flatMap(loaded -> loaded.steps().stream())
                .filter(step -> !tried.contains(step.id() + "@" + step.version()))
                .filter(this::isWork)
                .findFirst();
    }

    private boolean isWork(Step step) {
        return switch (step.state()) {
            case READY, RETRYING -> registration(step).isPresent();
            case HELD ->
                step.heldUntil().filter(until -> !engine.now().isBefore(until)).isPresent();
            default -> false;
        };
    }

    private Optional<Settings.Registration> registration(Step step) {
        return step.spec()
                .action()
                .flatMap(action ->
                        Optional.ofNullable(engine.settings().handlers().get(action.type())));
    }

    private CommandName name(String what) {
        return new CommandName(engine.settings().ids().newId(), what);
    }

    private void wake(String tenant, String run, Step step) {
        engine.execute(tenant, run, WORKER, name("wake"), draft -> Prepared.go(new Command.Wake(step.id())));
    }

    /** Returns whether the handler was called. */
    private boolean call(String tenant, String run, Step step) {
        List<String> place = List.of(tenant, run, step.id());
        if (!atWork.add(place)) {
            return false;
        }
        try {
            return execute(tenant, run, step);
        } finally {
            atWork.remove(place);
        }
    }

    private boolean execute(String tenant, String run, Step step) {
        Optional<Run> started = engine.startStep(tenant, run, step.id(), WORKER).run();
        Optional<Step> running =
                started.flatMap(after -> after.step(step.id())).filter(after -> after.state() == StepState.RUNNING);
        if (started.isEmpty() || running.isEmpty()) {
            return false;
        }
        Settings.Registration registration = registration(step).orElseThrow();
        Permit permit = running.get().permit().orElseThrow();
        Optional<Payload> payload = payload(tenant, run, running.get());
        if (payload.isEmpty()) {
            String why = "The approved payload was erased, or what is stored is not what was approved.";
            // An earlier attempt may have had its effect; only the first one can be sure that nothing happened.
            fail(tenant, run, step, permit, running.get().attempts() == 1, false, why);
            return false;
        }
        Execution execution = new Execution(
                tenant,
                run,
                step.id(),
                step.spec().action().orElseThrow().type(),
                permit.key(),
                running.get().attempts(),
                payload.get(),
                supplyCheck(started.get()));
        try {
            registration.handler().handle(execution);
        } catch (NotDoneException e) {
            fail(tenant, run, step, permit, true, registration.repeatable(), message(e));
            return true;
        } catch (InterruptedException e) {
            fail(tenant, run, step, permit, false, registration.repeatable(), "The handler was interrupted.");
            Thread.currentThread().interrupt();
            return true;
        } catch (Exception | LinkageError | StackOverflowError | AssertionError e) {
            LOG.warn("The handler of step '{}' of run '{}' failed", step.id(), run, e);
            fail(tenant, run, step, permit, false, registration.repeatable(), message(e));
            return true;
        }
        complete(tenant, run, step, permit, execution);
        return true;
    }

    private static String message(Throwable e) {
        return e.getMessage() == null ? e.getClass().getSimpleName() : Words.kept(e.getMessage());
    }

    /** Returns the stored payload if it is the very one that the permit is for (invariant 2). */
    private Optional<Payload> payload(String tenant, String run, Step step) {
        String id = step.payload().orElseThrow().content();
        Map<String, ContentRow> rows = engine.settings().store().content(new RunKey(tenant, run), List.of(id));
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

    private void complete(String tenant, String run, Step step, Permit permit, Execution execution) {
        record(tenant, run, draft -> {
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
                    step.id(), permit.key(), outputs, payloads, compensation.afterObjection(draft, step.id())));
        });
    }

    private void fail(
            String tenant, String run, Step step, Permit permit, boolean certain, boolean repeatable, String message) {
        record(
                tenant,
                run,
                draft -> Prepared.go(new Command.FailStep(
                        step.id(),
                        permit.key(),
                        certain,
                        repeatable,
                        Optional.of(draft.add(ContentKinds.FAILURE, new Comment(message).toFields())))));
    }

    private void record(String tenant, String run, Function<Draft, Prepared> request) {
        Answer answer =
                engine.execute(tenant, run, WORKER, name("record"), request).answer();
        if (answer instanceof Answer.Refused refused) {
            LOG.warn("A handler's result came late: {}", refused.refusal().message());
        }
    }

    /**
     * Finds steps that were running when their process ended and settles what can be known about them: one whose handler
     * may be repeated is run again under the same key, any other waits for a person. Call it at start, when no other
     * process executes handlers on this store; what this worker itself has at work is left alone. Returns how many steps
     * it found.
     */
    public int recover() {
        int found = 0;
        for (RunKey key : runsWith(Set.of(StepState.RUNNING.name()))) {
            Run run = engine.load(key.tenant(), key.run()).orElseThrow();
            for (Step step : run.steps()) {
                boolean ours = atWork.contains(List.of(key.tenant(), key.run(), step.id()));
                if (step.state() == StepState.RUNNING && !ours) {
                    found++;
                    interrupted(key, step);
                }
            }
        }
        return found;
    }

    private void interrupted(RunKey key, Step step) {
        boolean repeatable =
                registration(step).map(Settings.Registration::repeatable).orElse(false);
        String message = "The process ended while the handler was at work.";
        fail(key.tenant(), key.run(), step, step.permit().orElseThrow(), false, repeatable, message);
    }

    private Set<RunKey> runsWith(Set<String> states) {
        Set<RunKey> keys = new java.util.LinkedHashSet<>();
        Optional<Cursor> tenants = Optional.of(Cursor.start());
        while (tenants.isPresent()) {
            Page<String> page = engine.settings().store().tenants(tenants.get(), PAGE);
            for (String tenant : page.rows()) {
                Optional<Cursor> rows = Optional.of(Cursor.start());
                while (rows.isPresent()) {
                    Page<WorkRow> work = engine.settings().store().work(tenant, states, rows.get(), PAGE);
                    work.rows().forEach(row -> keys.add(new RunKey(tenant, row.run())));
                    rows = work.next();
                }
            }
            tenants = page.next();
        }
        return keys;
    }
}
