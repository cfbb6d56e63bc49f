package dev.runs.web;

import dev.runs.document.Shown;
import dev.runs.engine.Answer;
import dev.runs.engine.ApprovalView;
import dev.runs.engine.DecisionLink;
import dev.runs.error.ErrorCode;
import dev.runs.error.RunsException;
import dev.runs.run.Round;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;

/** Decision links: whoever holds one may look at one question and answer it once. Opening one decides nothing. */
final class LinkRoutes {
    private static final String AT = "/links/{token}";

    private LinkRoutes() {}

    static List<Route> all() {
        return List.of(
                Route.get(
                                AT,
                                "link",
                                "What a decision link is about. It decides nothing.",
                                View.class,
                                LinkRoutes::link)
                        .toAnybody(),
                Route.post(
                                AT + "/approve",
                                "linkApprove",
                                "Approves what was looked at when the link was made.",
                                StepRoutes.Words.class,
                                Decided.class,
                                call -> decide(
                                        call,
                                        call.body(StepRoutes.Words.class)
                                                .reason()
                                                .orElse(""),
                                        DecisionLink::approve))
                        .toAnybody(),
                Route.post(
                                AT + "/reject",
                                "linkReject",
                                "Rejects what was looked at when the link was made.",
                                ApprovalRoutes.Reason.class,
                                Decided.class,
                                call -> decide(
                                        call,
                                        call.body(ApprovalRoutes.Reason.class).reason(),
                                        DecisionLink::reject))
                        .toAnybody());
    }

    /** Who has signed in opens only their own links. */
    private static DecisionLink open(Call call) {
        String token = call.segment("token");
        try {
            return call.request().actor().isPresent()
                    ? call.session().open(token)
                    : call.runs().link(token);
        } catch (RunsException e) {
            if (e.code() == ErrorCode.CONFIG) {
                throw ApiException.of(
                        WebCode.NO_RESOURCE, "There are no decision links here.", "sign in and look into the inbox");
            }
            throw e;
        }
    }

    /**
     * What a link is about.
     *
     * @param actor who can answer by it
     * @param expires from when on it cannot be used any more
     * @param current whether the question is still the one for which it was made, and nobody has decided it
     * @param run the run
     * @param step the step
     * @param status how the round stands
     * @param shown what would be done; null if that was erased
     * @param untrusted what whoever asked calls it: checked by nobody
     * @param reasons why people are asked
     * @param approvers who is asked
     */
    record View(
            String actor,
            Instant expires,
            boolean current,
            String run,
            String step,
            Round.State status,
            Optional<Shown> shown,
            String untrusted,
            List<String> reasons,
            String approvers) {}

    private static ApiAnswer link(Call call) {
        DecisionLink link = open(call);
        ApprovalView approval = link.approval();
        return ApiAnswer.ok(Tree.of(new View(
                link.actor(),
                link.expires(),
                link.isCurrent(),
                approval.view().run(),
                approval.view().step(),
                approval.round().state(),
                approval.shown(),
                approval.title(),
                approval.reasons(),
                approval.approvers())));
    }

    private static ApiAnswer decide(Call call, String reason, BiFunction<DecisionLink, String, Answer> decision) {
        DecisionLink link = open(call);
        String run = link.approval().view().run();
        return Decided.answer(run, decision.apply(link, reason));
    }
}
