package dev.runs.engine;

import dev.runs.actor.Actor;
import dev.runs.actor.ActorKind;
import dev.runs.document.Fields;
import dev.runs.error.ErrorCode;
import dev.runs.error.Problem;
import dev.runs.error.RunsException;
import dev.runs.run.Command;
import dev.runs.run.Refusal;
import dev.runs.run.Vote;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A link by which one person can answer one question once, as it was when the link was made. Opening it shows what it is about and
 * decides nothing, so that the mail scanner or browser that opens it ahead of the person does no harm; deciding is a call of
 * its own, to be made when the person has pressed a button. Whoever holds the link is taken to be that person: a host that can ask
 * them to sign in uses {@link Session#open}. Who they are now, which roles they hold and whether they may answer is asked again each
 * time. Thread-safe.
 *
 * @since 0.1.0
 */
public final class DecisionLink {
    private static final int NONCE_BYTES = 16;
    private static final int IV_BYTES = 12;

    private final Engine engine;
    private final String tenant;
    private final String actor;
    private final String run;
    private final Command.Seen seen;
    private final Instant expires;
    private final String nonce;

    private DecisionLink(Engine engine, Fields fields) {
        this.engine = engine;
        this.tenant = fields.text("tenant");
        this.actor = fields.text("actor");
        this.run = fields.text("run");
        this.seen = new Command.Seen(fields.text("step"), fields.number("version"), fields.integer("round"));
        this.expires = fields.instant("expires");
        this.nonce = fields.text("nonce");
    }

    static String token(Engine engine, Actor actor, StepView view, Instant expires) {
        byte[] nonce = engine.settings().ids().newSalt(NONCE_BYTES);
        Map<String, ?> document = Fields.builder()
                .put("tenant", actor.tenant())
                .put("actor", actor.id())
                .put("run", view.run())
                .put("step", view.step())
                .put("version", view.version())
                .put("round", view.round())
                .put("expires", expires)
                .put("nonce", Base64.getUrlEncoder().withoutPadding().encodeToString(nonce))
                .build();
        return keys(engine).seal(document, engine.settings().ids().newSalt(IV_BYTES));
    }

    private static LinkKeys keys(Engine engine) {
        return engine.settings()
                .linkKeys()
                .orElseThrow(() -> new RunsException(new Problem(
                        ErrorCode.CONFIG,
                        "Runs.builder() has no keys for decision links.",
                        "call linkKeys(LinkKeys.of(\"2026-03\", thirtyTwoSecretBytes))")));
    }

    /**
     * Opens a link.
     *
     * @throws RunsException with {@link ErrorCode#LINK_INVALID} if it is none, or with {@link ErrorCode#LINK_EXPIRED}
     */
    public static DecisionLink open(Engine engine, String token) {
        DecisionLink link = keys(engine)
                .open(token)
                .map(fields -> new DecisionLink(engine, fields))
                .orElseThrow(DecisionLink::invalid);
        if (link.isExpired()) {
            throw new RunsException(expired().problem());
        }
        return link;
    }

    /** What is wrong is not said: it would help only whoever tries. */
    static RunsException invalid() {
        return new RunsException(new Problem(
                ErrorCode.LINK_INVALID, "The link cannot be used.", "sign in and look for the question in the inbox"));
    }

    private static Refusal expired() {
        return Refusal.of(
                ErrorCode.LINK_EXPIRED, "The link has expired.", "sign in and look for the question in the inbox");
    }

    private boolean isExpired() {
        return !engine.now().isBefore(expires);
    }

    boolean isOf(Actor who) {
        return who.tenant().equals(tenant) && who.id().equals(actor);
    }

    private Session session() {
        // Roles and kind are asked of the host's directory; here they only have to be something.
        return new Session(engine, new Actor(tenant, actor, ActorKind.HUMAN, Set.of(), Optional.empty()));
    }

    /** Returns the tenant. */
    public String tenant() {
        return tenant;
    }

    /** Returns the id of the person who can answer by it. */
    public String actor() {
        return actor;
    }

    /** Returns from when on it cannot be used any more. */
    public Instant expires() {
        return expires;
    }

    /**
     * Returns what is asked, as it is now.
     *
     * @throws RunsException if the person may not see it any more, or it is gone
     */
    public ApprovalView approval() {
        return session().approval(run, seen.step());
    }

    /** Returns whether the question is still the one for which the link was made, and nobody has decided it. */
    public boolean isCurrent() {
        ApprovalView now = approval();
        return now.view().seen().equals(seen) && now.round().isOpen();
    }

    /** Approves what was looked at when the link was made. Sent twice, it counts once; after a change it is refused. */
    public Answer approve(String reason) {
        return decide(Vote.Choice.APPROVE, reason);
    }

    /** Rejects what was looked at when the link was made; a reason must be given. */
    public Answer reject(String reason) {
        return decide(Vote.Choice.REJECT, reason);
    }

    private Answer decide(Vote.Choice choice, String reason) {
        if (isExpired()) {
            return new Answer.Refused(expired());
        }
        Answer answer = session().withCommandId("link-" + nonce).vote(run, seen, choice, Optional.empty(), reason);
        if (answer instanceof Answer.Refused refused && refused.refusal().code() == ErrorCode.COMMAND_REUSED) {
            return new Answer.Refused(Refusal.of(
                    ErrorCode.LINK_USED,
                    "The link was used already, for another answer.",
                    "sign in to see what was decided, and to change it if that is still possible"));
        }
        return answer;
    }

    /** Returns nothing of what is in it: a link is a secret. */
    @Override
    public String toString() {
        return "DecisionLink";
    }
}
