package dev.runs.engine;

import dev.runs.access.Permission;
import dev.runs.actor.Actor;
import dev.runs.codec.StoredForm;
import dev.runs.content.Digest;
import dev.runs.content.Payload;
import dev.runs.document.Comment;
import dev.runs.error.ErrorCode;
import dev.runs.error.Problem;
import dev.runs.error.RunsException;
import dev.runs.feed.ChangeListener;
import dev.runs.feed.Subscription;
import dev.runs.gate.Approver;
import dev.runs.plan.Proposal;
import dev.runs.plan.RunPlan;
import dev.runs.record.ContentIds;
import dev.runs.record.Explanation;
import dev.runs.record.RunRecord;
import dev.runs.run.Command;
import dev.runs.run.PatchDiff;
import dev.runs.run.PayloadRef;
import dev.runs.run.RecordedEvent;
import dev.runs.run.Refusal;
import dev.runs.run.Round;
import dev.runs.run.Run;
import dev.runs.run.StandIn;
import dev.runs.run.Step;
import dev.runs.run.Vote;
import dev.runs.storage.Cursor;
import dev.runs.storage.Page;
import dev.runs.storage.RunFilter;
import dev.runs.storage.RunRow;
import dev.runs.storage.TimerRow;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * Everything that one actor can do, within the actor's tenant. Who the actor is and which roles it holds is asked of the
 * host's identity port at every call. Thread-safe; cheap, so make one per request.
 *
 * @since 0.1.0
 */
public final class Session {
    /** As far as {@link #inboxTallies} counts. */
    public static final int COUNTED = 1000;

    private static final Duration LONGEST_LINK = Duration.ofDays(30);

    private final Engine engine;
    private final Actor claimed;
    private final Optional<String> commandId;
    private final Reader reader;
    private final Compensation compensation;
    private final Patches patches;
    private final Attempts attempts;

    /** Makes a session. */
    public Session(Engine engine, Actor actor) {
        this(engine, actor, Optional.empty());
    }

    private Session(Engine engine, Actor actor, Optional<String> commandId) {
        this.engine = engine;
        this.claimed = actor;
        this.commandId = commandId;
        this.reader = new Reader(engine, actor.tenant());
        this.compensation = new Compensation(engine.settings().catalog());
        this.patches = new Patches(engine);
        this.attempts = new Attempts(engine);
    }

    /**
     * Returns a session whose commands have the given id: a command that is sent again with the same id counts once and
     * gets the same answer. Without it every call is a command of its own.
     */
    public Session withCommandId(String id) {
        return new Session(engine, claimed, Optional.of(id));
    }

    private String command() {
        return commandId.orElseGet(() -> engine.settings().ids().newId());
    }

    // ---- what an actor does -------------------------------------------------------------------------------------

    /**
     * Starts a run, or finds the one that the same signal started before. Everything that can run by itself is left to
     * the worker; what needs people is asked at once.
     *
     * @throws RunsException if the plan cannot be, naming everything that is wrong with it; nothing is half started
     */
    public Started start(RunPlan plan) {
        return engine.start(claimed, plan, command());
    }

    /**
     * Adds steps to a run that works. An action that the catalogue does not know is taken as external and critical if an
     * agent proposes it, and is an error otherwise.
     *
     * @throws RunsException if the steps cannot be, naming everything that is wrong with them
     */
    public Answer propose(String run, Proposal proposal) {
        return apply(Patch.add(run, proposal));
    }

    /**
     * Puts a step before one that has not started. The new step waits for what the other one waited for, and the other one for
     * it alone; if people are being asked about that one, or have approved it, their answers wait with it and count on if its
     * payload stays as it is.
     *
     * @param one the new step, without edges
     * @param reason why; may be blank
     * @throws RunsException if the step cannot be, naming everything that is wrong with it
     */
    public Answer insertBefore(StepView target, Proposal one, String reason) {
        return apply(Patch.insertBefore(target, one, reason));
    }

    /**
     * Puts a step in the place of one that has not started. Agents and services may replace only what they proposed.
     *
     * @param one the new step, without edges
     * @throws RunsException if the step cannot be, naming everything that is wrong with it
     */
    public Answer replace(StepView step, Proposal one, String reason) {
        return apply(Patch.replace(step, one, reason));
    }

    /**
     * Leaves a step out that has not started; what waits for its completion will not be needed either. Agents and services may
     * skip only what they proposed. If somebody skips an external step, or one of high risk, with which they have nothing to do
     * otherwise, as administrators may, a step is added for that, about which the rules decide first.
     */
    public Answer skip(StepView step, String reason) {
        return apply(Patch.skip(step, reason));
    }

    /**
     * Counts an internal step that has not started as done, without executing it; only people may. As with {@link #skip}, the rules may
     * decide first.
     */
    public Answer waive(StepView step, String reason) {
        return apply(Patch.waive(step, reason));
    }

    /**
     * Makes a patch.
     *
     * @throws RunsException if its steps cannot be, naming everything that is wrong with them
     */
    public Answer apply(Patch patch) {
        return act(patch.what(), patch.run(), patching(patch));
    }

    /**
     * Returns what a patch would change, with all that follows from it by itself, and changes nothing. The gate is asked for
     * it.
     *
     * @throws RunsException if the patch would be refused, with why
     */
    public PatchDiff preview(Patch patch) {
        Actor actor = known();
        return engine.preview(actor, patch.run(), draft -> patching(patch).apply(draft, actor));
    }

    private BiFunction<Draft, Actor, Prepared> patching(Patch patch) {
        return permitted(
                patch.permission(),
                (draft, actor) -> engine.interventions()
                        .instead(draft, actor, patch)
                        .orElseGet(() -> patches.prepare(draft, actor, patch)));
    }

    /** Approves exactly what was looked at. */
    public Answer approve(ApprovalView seen, String reason) {
        return vote(seen, Vote.Choice.APPROVE, Optional.empty(), reason);
    }

    /** Approves exactly what was looked at, by one of several roles that the actor holds. */
    public Answer approveAs(String role, ApprovalView seen, String reason) {
        return vote(seen, Vote.Choice.APPROVE, Optional.of(role), reason);
    }

    /** Rejects what was looked at; a reason must be given. */
    public Answer reject(ApprovalView seen, String reason) {
        return vote(seen, Vote.Choice.REJECT, Optional.empty(), reason);
    }

    /**
     * Approves everything that was looked at, each by itself: what cannot be approved is refused and keeps nothing else from it. Under
     * a {@linkplain #withCommandId command id} of at most 150 characters the call can be repeated, and each decision counts once; if
     * the store fails in the middle, repeat it.
     *
     * @return an answer for each, in the same order
     */
    public List<BulkAnswer> approveAll(List<ApprovalView> seen, String reason) {
        return voteOnAll(seen, Vote.Choice.APPROVE, reason);
    }

    /** Rejects everything that was looked at; a reason must be given. As {@link #approveAll} otherwise. */
    public List<BulkAnswer> rejectAll(List<ApprovalView> seen, String reason) {
        return voteOnAll(seen, Vote.Choice.REJECT, reason);
    }

    private List<BulkAnswer> voteOnAll(List<ApprovalView> seen, Vote.Choice choice, String reason) {
        List<BulkAnswer> answers = new ArrayList<>();
        for (ApprovalView one : seen) {
            Session session =
                    commandId.map(id -> withCommandId(ofPart(id, one.view()))).orElse(this);
            answers.add(new BulkAnswer(one.view(), session.vote(one, choice, Optional.empty(), reason)));
        }
        return List.copyOf(answers);
    }

    /** Returns the id of one of the commands of which a call consists: the same for the same question. */
    private static String ofPart(String command, StepView view) {
        String question = view.run() + "\n" + view.step() + "\n" + view.version() + "\n" + view.round();
        return command + "-"
                + Digest.of(new byte[Digest.SALT_BYTES], question).value().substring(7, 39);
    }

    private Answer vote(ApprovalView seen, Vote.Choice choice, Optional<String> role, String reason) {
        return vote(seen.view().run(), seen.view().seen(), choice, role, reason);
    }

    Answer vote(String run, Command.Seen seen, Vote.Choice choice, Optional<String> role, String reason) {
        return decide(choice + " " + seen.step(), run, seen, (draft, actor) -> {
            Optional<Prepared> older =
                    choice == Vote.Choice.REQUEST_CHANGES ? older("REQUEST CHANGES") : Optional.empty();
            if (older.isPresent()) {
                return older.get();
            }
            if (choice != Vote.Choice.APPROVE && reason.isBlank()) {
                return reasonMissing(seen.step(), choice == Vote.Choice.REJECT ? "rejected" : "sent back");
            }
            return Prepared.go(new Command.CastVote(
                    seen,
                    choice,
                    role,
                    comment(draft, reason),
                    actor,
                    standIns(draft, seen.step(), actor),
                    engine.staffing(draft, seen.step())));
        });
    }

    private List<StandIn> standIns(Draft draft, String step, Actor actor) {
        Optional<Round> round = draft.run().step(step).flatMap(Step::openRound);
        return engine.approvers().standIns(actor, round, draft.at());
    }

    /**
     * Sends what was looked at back to whoever asked, to be changed and asked for again; a reason must be given. The next round
     * is offered to this approver first.
     */
    public Answer requestChanges(ApprovalView seen, String reason) {
        return vote(seen, Vote.Choice.REQUEST_CHANGES, Optional.empty(), reason);
    }

    // ---- what people arrange about questions --------------------------------------------------------------------

    /** Takes a question upon oneself: nobody else may answer it until it is released. */
    public Answer claim(ApprovalView seen) {
        StepView view = seen.view();
        return arrange(
                "CLAIM " + view.step(),
                view.run(),
                (draft, actor) -> Prepared.go(
                        new Command.Claim(view.seen(), Optional.empty(), actor, standIns(draft, view.step(), actor))));
    }

    /** Lets whoever is asked answer again what the actor had taken upon themselves. When it is late does not change. */
    public Answer release(ApprovalView seen) {
        StepView view = seen.view();
        return arrange(
                "RELEASE " + view.step(),
                view.run(),
                (draft, actor) -> Prepared.go(new Command.Release(view.seen(), actor, isSteward(actor, draft.run()))));
    }

    /**
     * Lets another person answer in the actor's stead, who may still answer as well. What they say is recorded as said for the
     * actor. Nobody can stand in who asked for the step, and who stands in cannot hand that on.
     *
     * @param to the other person
     * @param until the moment from which on they may not any more
     * @param reason why; may be blank
     */
    public Answer delegate(ApprovalView seen, String to, Instant until, String reason) {
        StepView view = seen.view();
        return arrange(
                "DELEGATE " + view.step() + " to " + to,
                view.run(),
                (draft, actor) -> engine.approvers()
                        .find(actor.tenant(), to)
                        .<Prepared>map(other -> Prepared.go(
                                new Command.Delegate(view.seen(), other, until, words(draft, reason), actor)))
                        .orElseGet(() -> nobody(view, to)));
    }

    /**
     * Asks somebody else in the place of one who is asked: the holders of another role, or a person. Whoever is asked by name or
     * has claimed a question may hand it on, and so may whoever may reassign questions.
     *
     * @param from who is asked: the name of a role, or a person as {@code @ana}
     * @param to who is asked then
     * @param keepsVotes whether what was said so far in that stage still counts
     * @param reason why; may be blank
     */
    public Answer reassign(ApprovalView seen, String from, Approver to, boolean keepsVotes, String reason) {
        if (!(to instanceof Approver.Role) && !(to instanceof Approver.Person)) {
            throw new IllegalArgumentException("'" + to.words() + "' is neither a role nor a person");
        }
        StepView view = seen.view();
        return arrange("REASSIGN " + view.step() + " from " + from + " to " + to.key(), view.run(), (draft, actor) -> {
            Optional<Actor> person = to instanceof Approver.Person one
                    ? engine.approvers().find(actor.tenant(), one.id())
                    : Optional.empty();
            if (to instanceof Approver.Person one && person.isEmpty()) {
                return nobody(view, one.id());
            }
            return Prepared.go(new Command.Reassign(
                    view.seen(),
                    from,
                    to.key(),
                    person,
                    keepsVotes,
                    words(draft, reason),
                    actor,
                    isSteward(actor, draft.run())));
        });
    }

    private static Prepared nobody(StepView view, String person) {
        return Prepared.no(Refusal.of(
                ErrorCode.DELEGATION,
                "The question about step '" + view.step() + "' cannot be handed over: there is no '" + person
                        + "' in the host's directory.",
                "name somebody whom the directory knows"));
    }

    /**
     * Cancels a run: no step that has not ended is executed any more, what people are asked is withdrawn, permits are void, and
     * running handlers are asked to stop.
     */
    public Answer cancel(String run, String reason) {
        return onRun(
                Permission.CANCEL,
                "CANCEL",
                run,
                "cancelled",
                reason,
                (draft, actor) -> new Command.CancelRun(comment(draft, reason)));
    }

    /** Puts a run on hold: nothing of it is decided or begun, and no clock of it goes on, until it is let go. */
    public Answer hold(String run, String reason) {
        return onRun(
                Permission.HOLD,
                "HOLD",
                run,
                "put on hold",
                reason,
                (draft, actor) -> new Command.HoldRun(comment(draft, reason), actor));
    }

    /** Lets a run go on that was on hold. */
    public Answer letGo(String run, String reason) {
        return onRun(
                Permission.HOLD,
                "LET GO",
                run,
                "let go",
                reason,
                (draft, actor) -> new Command.ReleaseRun(comment(draft, reason), actor));
    }

    /** As {@link #act}, for what older forms cannot hold. */
    private Answer arrange(String what, String run, BiFunction<Draft, Actor, Prepared> request) {
        return act(what, run, (draft, actor) -> older(what).orElseGet(() -> request.apply(draft, actor)));
    }

    /** While processes are at work that could not read what would be written, it is not done. */
    private Optional<Prepared> older(String what) {
        StoredForm writes = engine.settings().codec().writes();
        return writes.has(StoredForm.V5)
                ? Optional.empty()
                : Optional.of(Prepared.no(Refusal.of(
                        ErrorCode.CODEC_OLDER,
                        "'" + what + "' cannot be stored in form " + writes + ", which this process writes.",
                        "let storedForm be V5 as soon as every process on the store can read it")));
    }

    private Answer onRun(
            Permission permission,
            String what,
            String run,
            String participle,
            String reason,
            BiFunction<Draft, Actor, Command> command) {
        return arrange(
                what,
                run,
                permitted(
                        permission,
                        (draft, actor) -> reason.isBlank()
                                ? Prepared.no(Refusal.of(
                                        ErrorCode.REASON_MISSING,
                                        "Run '" + run + "' cannot be " + participle + " without a reason.",
                                        "say why; whoever waits for it will read it"))
                                : Prepared.go(command.apply(draft, actor))));
    }

    /** Says something about a step, for the record; nothing follows from it. */
    public Answer comment(StepView seen, String words) {
        return arrange(
                "COMMENT " + seen.step(),
                seen.run(),
                permitted(
                        Permission.COMMENT,
                        (draft, actor) -> Prepared.go(new Command.AddComment(seen.step(), comment(draft, words)))));
    }

    private static Optional<String> words(Draft draft, String reason) {
        return reason.isBlank() ? Optional.empty() : Optional.of(comment(draft, reason));
    }

    /** Whether the actor may hand on what others are asked, and release what others have. */
    private boolean isSteward(Actor actor, Run run) {
        return engine.guard().allows(actor, Permission.REASSIGN, run);
    }

    /** Takes back what the actor asked for, before it is started. */
    public Answer recall(StepView seen, String reason) {
        return act(
                "RECALL " + seen.step(),
                seen.run(),
                (draft, actor) -> Prepared.go(new Command.Recall(seen.seen(), comment(draft, reason), actor)));
    }

    /** Asks again after a rejection or a recall, with the same payload; a new round opens without votes. */
    public Answer resubmit(StepView seen, String reason) {
        return resubmit(seen, Optional.empty(), reason);
    }

    /** Asks again after a rejection or a recall, with another payload; a new round opens without votes. */
    public Answer resubmit(StepView seen, Payload payload, String reason) {
        return resubmit(seen, Optional.of(payload), reason);
    }

    private Answer resubmit(StepView seen, Optional<Payload> payload, String reason) {
        return act("RESUBMIT " + seen.step(), seen.run(), permitted(Permission.EDIT, (draft, actor) -> {
            Optional<Prepared> unfit = payload.flatMap(given -> unfit(draft.run(), seen, given));
            return unfit.orElseGet(() -> Prepared.go(new Command.Resubmit(
                    seen.seen(), payload.map(given -> draft.add(given, draft.by())), comment(draft, reason))));
        }));
    }

    /**
     * Gives a step that has not started another payload. Votes on the earlier one do not count, a permit is void, and the
     * editor may not vote on it.
     */
    public Answer edit(StepView seen, Payload payload, String reason) {
        return act("EDIT " + seen.step(), seen.run(), permitted(Permission.EDIT, (draft, actor) -> {
            Optional<Prepared> unfit = unfit(draft.run(), seen, payload);
            if (unfit.isPresent()) {
                return unfit.get();
            }
            Optional<Step> step = draft.run().step(seen.step());
            boolean same = step.flatMap(Step::payload)
                    .map(PayloadRef::content)
                    .flatMap(draft::json)
                    .filter(payload.json()::equals)
                    .isPresent();
            if (same) {
                return Prepared.no(Refusal.of(
                        step.orElseThrow(),
                        ErrorCode.NOT_NOW,
                        "Step '" + seen.step() + "' has exactly this payload already.",
                        "nothing to do; votes and permit stand"));
            }
            return Prepared.go(
                    new Command.EditPayload(seen.seen(), draft.add(payload, draft.by()), comment(draft, reason)));
        }));
    }

    /**
     * Takes an approval back. Before the start the permit is revoked and the step rejected; afterwards the objection is
     * recorded and, where the catalogue has one, a compensation is proposed, gated like any other step.
     */
    public Answer reverse(StepView seen, String reason) {
        return decide("REVERSE " + seen.step(), seen.run(), seen.seen(), (draft, actor) -> {
            if (reason.isBlank()) {
                return reasonMissing(seen.step(), "reversed");
            }
            return Prepared.go(new Command.Reverse(
                    seen.seen(), comment(draft, reason), actor, compensation.afterReversal(draft, seen.step())));
        });
    }

    /**
     * Does again what was executed: adds a step with the same action and payload, about which the rules decide, and which needs a permit
     * of its own. A reason must be given.
     */
    public Answer redo(StepView seen, String reason) {
        return act(
                "REDO " + seen.step(),
                seen.run(),
                permitted(
                        Permission.PROPOSE,
                        (draft, actor) -> reason.isBlank()
                                ? reasonMissing(seen.step(), "done again")
                                : engine.interventions().redo(draft, seen, reason)));
    }

    /** Says what became of an action after its handler left that open. */
    public Answer resolve(StepView seen, boolean done, String reason) {
        return act(
                (done ? "RESOLVE AS DONE " : "RESOLVE AS NOT DONE ") + seen.step(),
                seen.run(),
                permitted(
                        Permission.RESOLVE,
                        (draft, actor) -> Prepared.go(new Command.Resolve(
                                seen.seen(),
                                done,
                                comment(draft, reason),
                                actor,
                                compensation.afterObjection(draft, seen.step())))));
    }

    /** Prepares a command only for those who may give it. */
    private BiFunction<Draft, Actor, Prepared> permitted(
            Permission permission, BiFunction<Draft, Actor, Prepared> request) {
        return (draft, actor) -> engine.guard()
                .refusal(actor, permission, draft.run())
                .map(Prepared::no)
                .orElseGet(() -> request.apply(draft, actor));
    }

    /** Carries out what only some may; who may not, and tries, leaves an entry. */
    private Answer decide(String what, String run, Command.Seen seen, BiFunction<Draft, Actor, Prepared> request) {
        Answer answer = act(what, run, request);
        if (answer instanceof Answer.Refused refused) {
            engine.find(claimed).ifPresent(actor -> attempts.note(actor, run, seen, refused.refusal()));
        }
        return answer;
    }

    /** Carries a command out; {@code what} says, without words of people, what it is. */
    private Answer act(String what, String run, BiFunction<Draft, Actor, Prepared> request) {
        return engine.find(claimed)
                .map(known -> engine.perform(
                        known, run, new CommandName(command(), what + " by " + known.id()), asking(known, request)))
                .orElseGet(() -> new Answer.Refused(Engine.unknown(claimed)));
    }

    /** Asks for the actor again on every try but the first: between two tries a role may have been taken away. */
    private Function<Draft, Prepared> asking(Actor known, BiFunction<Draft, Actor, Prepared> request) {
        AtomicBoolean again = new AtomicBoolean();
        return draft -> (again.getAndSet(true) ? engine.find(claimed) : Optional.of(known))
                .map(actor -> request.apply(draft, actor))
                .orElseGet(() -> Prepared.no(Engine.unknown(claimed)));
    }

    private static String comment(Draft draft, String words) {
        return draft.add(ContentKinds.COMMENT, new Comment(words).toFields());
    }

    private static Prepared reasonMissing(String step, String participle) {
        return Prepared.no(Refusal.of(
                ErrorCode.REASON_MISSING,
                "Step '" + step + "' cannot be " + participle + " without a reason.",
                "say why; whoever asked will read it"));
    }

    private Optional<Prepared> unfit(Run run, StepView seen, Payload payload) {
        return run.step(seen.step())
                .flatMap(step -> step.spec().action())
                .flatMap(action -> engine.settings().catalog().find(action.type()))
                .map(type -> type.schema().check("Run '" + run.id() + "': step '" + seen.step() + "'", payload))
                .filter(problems -> !problems.isEmpty())
                .map(problems -> Prepared.no(new Refusal(problems.get(0), Optional.empty())));
    }

    /**
     * Erases all content of a run for good: titles, payloads, comments, reasons. States, votes and digests stay, and what is
     * erased reads as redacted. A step whose payload is gone cannot be executed any more. Returns how many pieces of content held
     * anything until now.
     *
     * @throws RunsException with {@link ErrorCode#NOT_FOUND} if the tenant has no such run, and with
     *     {@link ErrorCode#NOT_PERMITTED} if the access policy does not let the actor
     */
    public int erase(String run) {
        return reader.erase(permitted(Permission.ERASE, run).id(), ContentIds::all);
    }

    /**
     * Erases the payloads of one step for good, all that it ever had. As {@link #erase(String)} otherwise.
     *
     * @throws RunsException with {@link ErrorCode#NOT_FOUND} if the run has no such step
     */
    public int erase(String run, String step) {
        reader.step(permitted(Permission.ERASE, run), step);
        return reader.erase(run, history -> ContentIds.payloads(history, step));
    }

    // ---- what an actor sees -------------------------------------------------------------------------------------

    /**
     * Returns a run as it stands.
     *
     * @throws RunsException with {@link ErrorCode#NOT_FOUND} if the tenant has no such run
     */
    public Run run(String run) {
        return visible(known(), run);
    }

    /**
     * Returns a step as it stands, to decide on.
     *
     * @throws RunsException with {@link ErrorCode#NOT_FOUND} if the run has no such step
     */
    public StepView step(String run, String step) {
        return StepView.of(run, reader.step(visible(known(), run), step));
    }

    /**
     * Returns what an approver must see of a step about which people are or were asked.
     *
     * @throws RunsException with {@link ErrorCode#NOT_FOUND} if nobody was ever asked about it
     */
    public ApprovalView approval(String run, String step) {
        Actor actor = known();
        return approval(actor, visible(actor, run), step);
    }

    ApprovalView approval(Actor actor, Run found, String step) {
        Step asked = reader.step(found, step);
        if (!engine.guard().allows(actor, Permission.SEE_APPROVAL, found, Optional.of(asked))) {
            throw new RunsException(noApproval(found.id(), step));
        }
        return reader.approval(found, asked);
    }

    /**
     * Makes a link by which this actor can answer a question once, without signing in: see {@link DecisionLink}. It is a secret, to be
     * given to nobody else.
     *
     * @param seen what it is about, as it is now
     * @param validity how long it can be used; at most 30 days
     * @return the link's token, to be put into an address; made of letters, digits, {@code -} and {@code _}
     * @throws RunsException with {@link ErrorCode#CONFIG} if the host gave no keys, and with {@link ErrorCode#NOT_FOUND} if the
     *     actor may not see the question
     * @throws IllegalArgumentException if the validity is not positive, or too long
     */
    public String link(ApprovalView seen, Duration validity) {
        if (validity.isNegative() || validity.isZero() || validity.compareTo(LONGEST_LINK) > 0) {
            throw new IllegalArgumentException(
                    "a link is valid for more than nothing and at most " + LONGEST_LINK + ", not for " + validity);
        }
        approval(seen.view().run(), seen.view().step());
        return DecisionLink.token(engine, known(), seen.view(), engine.now().plus(validity));
    }

    /**
     * Opens a link as the person who has signed in, which must be the one for whom it was made.
     *
     * @throws RunsException with {@link ErrorCode#LINK_INVALID} if it is not a link of this actor, or with
     *     {@link ErrorCode#LINK_EXPIRED}
     */
    public DecisionLink open(String token) {
        Actor actor = known();
        DecisionLink link = DecisionLink.open(engine, token);
        if (!link.isOf(actor)) {
            throw DecisionLink.invalid();
        }
        return link;
    }

    /** Returns the record of a run: everything that its page shows. */
    public RunRecord record(String run) {
        Actor actor = known();
        Run found = visible(actor, run);
        return reader.record(found, seesWords(actor, found), ZoneOffset.UTC);
    }

    /** Returns what pages show, with times in the given zone. */
    public Pages pages(ZoneId zone) {
        return new Pages(engine, reader, this, zone);
    }

    /** Returns why a step was allowed, down to rule, line and person. */
    public Explanation whyAllowed(String run, String step) {
        Actor actor = known();
        Run found = visible(actor, run);
        return reader.whyAllowed(found, step, seesWords(actor, found), ZoneOffset.UTC);
    }

    /** Returns why a step does not go on, and who or what can change that. */
    public Explanation whyBlocked(String run, String step) {
        Actor actor = known();
        Run found = visible(actor, run);
        return reader.whyBlocked(found, step, seesWords(actor, found), ZoneOffset.UTC);
    }

    /** Returns the questions about causes and effects. */
    public LineageView lineage() {
        listing();
        return new LineageView(reader);
    }

    /** Returns everything that is kept about a run as one JSON text. */
    public String export(String run) {
        return reader.export(permitted(Permission.EXPORT, run));
    }

    /** Returns the history of a run, oldest first. */
    public List<RecordedEvent> history(String run) {
        return reader.history(visible(known(), run));
    }

    /**
     * Returns what one command changed in a run, as the {@linkplain #preview preview} of a patch shows it.
     *
     * @param command the command's id, as events have it
     * @throws RunsException with {@link ErrorCode#NOT_FOUND} if the run has no event of such a command
     */
    public PatchDiff diff(String run, String command) {
        return reader.diff(visible(known(), run), command);
    }

    /** Returns the run that its history yields; it equals {@link #run} or the store is damaged. */
    public Run replay(String run) {
        return reader.replay(visible(known(), run));
    }

    /** Returns the tenant's runs, newest first. */
    public Page<RunRow> runs(RunFilter filter, Cursor after, int limit) {
        Actor actor = listing();
        return engine.settings().store().runs(actor.tenant(), filter, after, limit);
    }

    /** Returns questions that wait for a role of the actor. */
    public Page<InboxLine> inbox(InboxQuery query, Cursor after, int limit) {
        return new Inbox(engine, known()).page(query, after, limit);
    }

    /** Returns how much waits for each role of the actor, those for which nothing waits left out. */
    public List<InboxTally> inboxTallies() {
        return new Inbox(engine, known()).tallies();
    }

    /** Returns open steps that are looked at again at or before a moment, earliest first. */
    public Page<TimerLine> timers(Instant by, Cursor after, int limit) {
        Actor actor = listing();
        Page<TimerRow> page = engine.settings().store().timers(actor.tenant(), by, after, limit);
        return new Page<>(
                page.rows().stream()
                        .map(row -> new TimerLine(row.run(), row.step(), row.at()))
                        .toList(),
                page.next());
    }

    /**
     * Tells a listener of every change of the tenant's runs from now on, until it is closed: for a page that is open.
     *
     * @see dev.runs.feed.Feed#follow(ChangeListener)
     */
    public Subscription changes(ChangeListener listener) {
        return engine.feed().follow(listing().tenant(), listener);
    }

    /**
     * Returns the position of the last change, for {@link #changes(long, ChangeListener)}: asked for before runs are read, it is where
     * whoever shows them goes on.
     *
     * @see dev.runs.feed.Feed#position
     */
    public long lastChange() {
        var unused = listing();
        return engine.feed().position();
    }

    /** Tells a listener of every change of the tenant's runs after a position, until it is closed. */
    public Subscription changes(long after, ChangeListener listener) {
        return engine.feed().follow(listing().tenant(), after, listener);
    }

    Actor listing() {
        Actor actor = known();
        engine.guard().require(actor, Permission.LIST);
        return actor;
    }

    /** Returns a run that the actor may know of. */
    Run visible(Actor actor, String run) {
        Run found = reader.run(run);
        if (!engine.guard().allows(actor, Permission.SEE_RUN, found)) {
            throw new RunsException(Engine.noSuchRun(run).problem());
        }
        return found;
    }

    /** Returns a run with which the actor may do something. */
    private Run permitted(Permission permission, String run) {
        Actor actor = known();
        Run found = visible(actor, run);
        engine.guard().require(actor, permission, found);
        return found;
    }

    boolean seesWords(Actor actor, Run run) {
        return engine.guard().allows(actor, Permission.SEE_WORDS, run);
    }

    private static Problem noApproval(String run, String step) {
        return new Problem(
                ErrorCode.NOT_FOUND,
                "There is no approval of step '" + step + "' of run '" + run + "' for this actor.",
                "look for what waits for the actor in the inbox");
    }

    Actor known() {
        return engine.find(claimed)
                .orElseThrow(() -> new RunsException(Engine.unknown(claimed).problem()));
    }
}
