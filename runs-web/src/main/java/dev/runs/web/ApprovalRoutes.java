package dev.runs.web;

import dev.runs.action.Pattern;
import dev.runs.document.Shown;
import dev.runs.engine.Answer;
import dev.runs.engine.ApprovalPage;
import dev.runs.engine.ApprovalView;
import dev.runs.engine.Session;
import dev.runs.engine.StepAction;
import dev.runs.gate.Approver;
import dev.runs.record.Asking;
import dev.runs.record.Label;
import dev.runs.record.RunRecord;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What approvers are asked, and what they answer. */
final class ApprovalRoutes {
    /** The library refuses votes of whoever wrote the payload: who is about to edit should hear of it before. */
    private static final String EDIT_COSTS_VOTE =
            "You can decide on this now. If you edit it, somebody else has to: nobody decides on what they wrote.";

    private static final String AT = "/runs/{run}/steps/{step}/approval";

    private ApprovalRoutes() {}

    static List<Route> all() {
        return List.of(
                Route.get(AT, "approval", "What an approver must see of a step.", View.class, ApprovalRoutes::approval)
                        .giving(),
                decision("approve", "Approves exactly what was looked at.", Approve.class, ApprovalRoutes::approve),
                decision(
                        "reject",
                        "Rejects what was looked at.",
                        Reason.class,
                        (session, seen, body) -> session.reject(seen, body.reason())),
                decision(
                        "request-changes",
                        "Sends what was looked at back to whoever asked.",
                        Reason.class,
                        (session, seen, body) -> session.requestChanges(seen, body.reason())),
                decision(
                        "claim",
                        "Takes the question upon oneself: nobody else may answer it until it is released.",
                        Nothing.class,
                        (session, seen, body) -> session.claim(seen)),
                decision(
                        "release",
                        "Lets whoever is asked answer again.",
                        Nothing.class,
                        (session, seen, body) -> session.release(seen)),
                decision(
                        "delegate",
                        "Lets another person answer in one's stead for a while.",
                        Delegate.class,
                        (session, seen, body) -> session.delegate(
                                seen, body.to(), body.until(), body.reason().orElse(""))),
                decision(
                        "reassign",
                        "Asks somebody else in the place of one who is asked.",
                        Reassign.class,
                        ApprovalRoutes::reassign));
    }

    private static <B extends Record> Route decision(
            String verb, String about, Class<B> type, StepCommand<ApprovalView, B> decision) {
        return StepCommand.route(
                AT, verb, about, type, (session, run, step, etag) -> seen(session.approval(run, step), etag), decision);
    }

    /**
     * Returns what was looked at: the version that the client names, whatever is current. The library compares it, so that a decision
     * that is sent twice under one key is answered as the first time.
     */
    static ApprovalView seen(ApprovalView now, Etag etag) {
        return new ApprovalView(
                etag.on(now.view()),
                now.title(),
                now.payload(),
                now.risk(),
                now.pattern(),
                now.reasons(),
                now.approvers(),
                now.round(),
                now.shown());
    }

    /** A body without a field. */
    record Nothing() {}

    /**
     * A yes.
     *
     * @param reason why
     * @param role by which of several roles
     */
    record Approve(Optional<String> reason, Optional<String> role) {}

    /**
     * Why.
     *
     * @param reason why
     */
    record Reason(String reason) {}

    /**
     * Who may answer in one's stead.
     *
     * @param to the other person
     * @param until from when on they may not any more
     * @param reason why
     */
    record Delegate(String to, Instant until, Optional<String> reason) {}

    /**
     * Who is asked instead of whom.
     *
     * @param from who is asked: the name of a role, or a person as {@code @ana}
     * @param to who is asked then
     * @param keepsVotes whether what was said so far in that stage still counts
     * @param reason why
     */
    record Reassign(String from, String to, Optional<Boolean> keepsVotes, Optional<String> reason) {}

    private static Answer approve(Session session, ApprovalView seen, Approve body) {
        String reason = body.reason().orElse("");
        return body.role()
                .map(role -> session.approveAs(role, seen, reason))
                .orElseGet(() -> session.approve(seen, reason));
    }

    private static Answer reassign(Session session, ApprovalView seen, Reassign body) {
        Approver to;
        try {
            to = Approver.of(body.to());
        } catch (IllegalArgumentException e) {
            throw notAnApprover(body.to());
        }
        if (!(to instanceof Approver.Role) && !(to instanceof Approver.Person)) {
            throw notAnApprover(body.to());
        }
        return session.reassign(
                seen,
                body.from(),
                to,
                body.keepsVotes().orElse(false),
                body.reason().orElse(""));
    }

    private static ApiException notAnApprover(String to) {
        return ApiException.bad(
                "to", "'" + to + "' is neither a role nor a person.", "give the name of a role, or a person as @ana");
    }

    /**
     * What an approver must see.
     *
     * @param run the run
     * @param step the step
     * @param etag what a decision must name in {@code If-Match}
     * @param version the step's version
     * @param round the round's number
     * @param status how the round stands
     * @param risk the action's risk
     * @param pattern how far it reaches
     * @param shown what would be done, rendered by the library from the payload; null if that was erased
     * @param untrusted what whoever asked calls it: checked by nobody, never to be taken for a fact
     * @param reasons why people are asked, in the words of the rules
     * @param approvers who is asked, as people read it
     * @param progress how many of the needed approvals are there
     * @param stages whom, stage by stage, with what is missing and when it is late
     * @param votes the answers so far
     * @param earlier the earlier rounds, oldest first
     * @param actions what the actor could do about it now
     * @param warnings what the actor should know before acting
     */
    record View(
            String run,
            String step,
            String etag,
            long version,
            int round,
            Label status,
            Label risk,
            Pattern pattern,
            Optional<Shown> shown,
            Shown.Words untrusted,
            List<String> reasons,
            String approvers,
            String progress,
            List<Asking.StageLine> stages,
            List<RunRecord.VoteRow> votes,
            List<RunRecord.ApprovalRow> earlier,
            Set<StepAction> actions,
            List<String> warnings) {
        static View of(ApprovalPage page, String by) {
            ApprovalView approval = page.approval();
            RunRecord.ApprovalRow row = page.asking().approval();
            return new View(
                    approval.view().run(),
                    approval.view().step(),
                    Etag.of(approval.view()).toString(),
                    approval.view().version(),
                    approval.view().round(),
                    row.status(),
                    row.risk(),
                    approval.pattern(),
                    approval.shown(),
                    new Shown.Words(by, approval.title()),
                    approval.reasons(),
                    row.approver(),
                    row.progress(),
                    page.asking().stages(),
                    row.votes(),
                    row.earlier(),
                    page.actions(),
                    ApprovalRoutes.warnings(page.editCostsVote()));
        }
    }

    static List<String> warnings(boolean editCostsVote) {
        return editCostsVote ? List.of(EDIT_COSTS_VOTE) : List.of();
    }

    private static ApiAnswer approval(Call call) {
        ApprovalPage page = call.pages().approval(call.segment("run"), call.segment("step"));
        return ApiAnswer.ok(Tree.of(View.of(page, page.requester())))
                .with("ETag", Etag.of(page.approval().view()).toString());
    }
}
