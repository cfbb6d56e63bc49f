package dev.runs.samples.approvallog;

import dev.runs.Runs;
import dev.runs.action.Pattern;
import dev.runs.actor.Actor;
import dev.runs.content.Payload;
import dev.runs.engine.Answer;
import dev.runs.engine.Session;
import dev.runs.engine.Started;
import dev.runs.engine.StepView;
import dev.runs.error.Problem;
import dev.runs.error.RunsException;
import dev.runs.graph.StepState;
import dev.runs.plan.RunPlan;
import dev.runs.plan.Signal;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Plays one case on the library, event by event: what each event means for the run is decided by how the run stands, and
 * by nothing that comes later in the log, but for the {@link Route}.
 */
final class CaseReplay {
    /** The run's only planned step. */
    static final String PAY = "pay";

    private final Runs runs;
    private final Routes routes;
    private final Payment payment;
    private final CaseFacts facts;
    private @Nullable String run;

    CaseReplay(Runs runs, Routes routes, Payment payment) {
        this.runs = runs;
        this.routes = routes;
        this.payment = payment;
        this.facts = new CaseFacts(payment.document());
    }

    /**
     * Plays an event.
     *
     * @param following what happens after it; of a submission, it shows the route
     * @throws CannotStartException if this case cannot be a run of its own
     */
    void on(XesCase.Event event, Activity activity, List<Activity> following) throws CannotStartException {
        switch (activity.kind()) {
            case SAVED -> save(event);
            case SUBMITTED -> submit(event, Route.of(following));
            case FOR_APPROVAL -> facts.note(Fact.FOR_APPROVAL);
            case ENDORSED -> endorse(event, activity.role());
            case APPROVED -> approve(event, activity.role());
            case REJECTED -> reject(event, activity.role());
            case TAKEN_BACK -> takeBack(event);
            case PAYMENT_REQUESTED -> pay(event, Fact.ASKED_UNAPPROVED);
            case PAYMENT_HANDLED -> pay(event, Fact.HANDLED_UNAPPROVED);
            case UNKNOWN -> facts.noteUnknown(event.name());
        }
    }

    /** Returns what is known of the case, after its last event. */
    CaseFacts end() {
        if (run != null) {
            facts.conclude(session(employee()).run(run));
        }
        return facts;
    }

    // ---- what the employee does -------------------------------------------------------------------------------

    /** A draft is a run whose payment nobody has asked for: its payload is not given yet. */
    private void save(XesCase.Event event) throws CannotStartException {
        facts.note(Fact.SAVED);
        draft(event);
    }

    private void submit(XesCase.Event event, Route route) throws CannotStartException {
        routes.set(payment.document(), route);
        if (run == null) {
            run = start(plan(event).action(Payment.ACTION, title(), Payload.from(payment)));
        } else {
            submitAgain(event, view(employee()));
        }
    }

    private void submitAgain(XesCase.Event event, StepView seen) {
        Session employee = session(employee());
        switch (seen.state()) {
            case BLOCKED -> answer(event, () -> employee.edit(seen, Payload.from(payment), event.name()));
            case AWAITING_APPROVAL, READY -> {
                if (answer(event, () -> employee.recall(seen, "Submitted once more"))) {
                    facts.note(Fact.SUBMITTED_AGAIN);
                    answer(event, () -> employee.resubmit(view(employee()), event.name()));
                }
            }
            default -> answer(event, () -> employee.resubmit(seen, event.name()));
        }
    }

    private void takeBack(XesCase.Event event) throws CannotStartException {
        draft(event);
        StepView seen = view(employee());
        if (seen.state() == StepState.REJECTED || seen.state() == StepState.CHANGES_REQUESTED) {
            facts.note(Fact.ACKNOWLEDGED);
        } else {
            answer(event, () -> session(employee()).recall(seen, event.name()));
        }
    }

    // ---- what approvers do ------------------------------------------------------------------------------------

    /** A yes on the way approves a stage; after the last word nobody is asked any more, and it is only counted. */
    private void endorse(XesCase.Event event, String role) throws CannotStartException {
        draft(event);
        Actor actor = acting(role);
        if (isApproved(view(actor))) {
            facts.note(Fact.ENDORSED_LATE);
            facts.noteApproval(role);
        } else {
            approve(event, actor, role);
        }
    }

    private void approve(XesCase.Event event, String role) throws CannotStartException {
        draft(event);
        approve(event, acting(role), role);
    }

    private void approve(XesCase.Event event, Actor actor, String role) {
        Session approver = session(actor);
        if (answer(event, () -> approver.approve(approver.approval(run(), PAY), event.name()))) {
            facts.noteApproval(role);
        }
    }

    private void reject(XesCase.Event event, String role) throws CannotStartException {
        draft(event);
        Actor actor = acting(role);
        Session approver = session(actor);
        StepView seen = view(actor);
        if (isApproved(seen)) {
            answer(event, () -> approver.reverse(seen, event.name()));
        } else {
            answer(event, () -> approver.reject(approver.approval(run(), PAY), event.name()));
        }
    }

    // ---- what the payment system does -------------------------------------------------------------------------

    /** The log asks for the payment, or reports that it was made: the library makes it if it may. */
    private void pay(XesCase.Event event, Fact unapproved) throws CannotStartException {
        draft(event);
        Actor actor = acting(event.role());
        if (view(actor).state() == StepState.COMPLETED) {
            facts.note(Fact.PAID_ALREADY);
        } else if (runs.worker().runReady(LogPeople.TENANT, run()) > 0) {
            facts.note(Fact.PAID);
        } else {
            facts.note(unapproved);
            // The library's own words, from the record of the run as the employee sees it.
            facts.noteHeldBack(
                    event.name(), session(employee()).whyBlocked(run(), PAY).headline());
        }
    }

    // ---- how the library is asked -----------------------------------------------------------------------------

    /** Makes sure that the case has a run, if only one that asks for nothing. */
    private void draft(XesCase.Event event) throws CannotStartException {
        if (run == null) {
            run = start(plan(event).actionLater(Payment.ACTION, title()));
        }
    }

    private RunPlan plan(XesCase.Event event) {
        return RunPlan.named(payment.document())
                .pattern(Pattern.EXTERNAL)
                .about(payment.document())
                .triggeredBy(Signal.of(payment.document(), event.name(), event.at()))
                .step(PAY, "Pay " + payment.document());
    }

    private String title() {
        return "Payment of " + payment.document();
    }

    private String start(RunPlan plan) throws CannotStartException {
        Started started;
        try {
            started = session(employee()).start(plan);
        } catch (RunsException e) {
            throw new CannotStartException(e.problems().get(0));
        }
        if (started.existed()) {
            // The same signal is the same run.
            throw new CannotStartException(
                    "Case '" + payment.document() + "' is there twice.", "give each case an id of its own");
        }
        return started.id();
    }

    /** Returns whether the library did what was asked; a refusal is noted. */
    private boolean answer(XesCase.Event event, Supplier<Answer> request) {
        String refusal;
        try {
            if (!(request.get() instanceof Answer.Refused refused)) {
                return true;
            }
            refusal = refused.refusal().problem().text();
        } catch (RunsException e) {
            // Nobody was ever asked: there is nothing to look at.
            refusal = e.problems().get(0).text();
        }
        facts.noteRefusal(event.name() + ": " + refusal);
        return false;
    }

    private static boolean isApproved(StepView seen) {
        return seen.state() == StepState.READY || seen.state().hasStarted();
    }

    private StepView view(Actor actor) {
        return session(actor).step(run(), PAY);
    }

    private Session session(Actor actor) {
        return runs.as(actor);
    }

    private Actor employee() {
        return LogPeople.employee(payment.document());
    }

    private Actor acting(String role) {
        if (LogPeople.isUnknown(role)) {
            facts.noteImport(role.isEmpty() ? "no role" : role);
        }
        return LogPeople.acting(role, payment.document());
    }

    private String run() {
        if (run == null) {
            throw new IllegalStateException("the case has no run yet");
        }
        return run;
    }

    /** What the log says of a case does not make a run. */
    static final class CannotStartException extends Exception {
        private final String fix;

        private CannotStartException(String what, String fix) {
            super(what);
            this.fix = fix;
        }

        private CannotStartException(Problem problem) {
            this(problem.text(), problem.fix());
        }

        String fix() {
            return fix;
        }
    }
}
