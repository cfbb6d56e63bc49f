package dev.runs.web;

import dev.runs.content.Payload;
import dev.runs.document.PayloadInput;
import dev.runs.engine.Session;
import dev.runs.engine.StepAction;
import dev.runs.engine.StepPage;
import dev.runs.engine.StepView;
import dev.runs.record.Explanation;
import dev.runs.record.RunGraph;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Single steps of a run. */
final class StepRoutes {
    private static final String AT = "/runs/{run}/steps/{step}";

    private StepRoutes() {}

    static List<Route> all() {
        return List.of(
                Route.get(AT, "step", "A step, and what the actor could do about it now.", View.class, StepRoutes::step)
                        .giving(),
                Route.get(
                        AT + "/why",
                        "why",
                        "Why a step was allowed, down to rule and person, and why it does not go on.",
                        Why.class,
                        StepRoutes::why),
                command(
                        "edit",
                        "Gives a step that has not started another payload. Votes on the earlier one do not count.",
                        Edit.class,
                        (session, seen, body) -> session.edit(seen, body.payload(), words(body.reason()))),
                command(
                        "recall",
                        "Takes back what the actor asked for, before it is started.",
                        Words.class,
                        (session, seen, body) -> session.recall(seen, words(body.reason()))),
                command(
                        "resubmit",
                        "Asks again after a rejection or a recall, with the same payload or another.",
                        Resubmit.class,
                        (session, seen, body) -> body.payload()
                                .map(payload -> session.resubmit(seen, payload, words(body.reason())))
                                .orElseGet(() -> session.resubmit(seen, words(body.reason())))),
                command(
                        "reverse",
                        "Takes an approval back.",
                        ApprovalRoutes.Reason.class,
                        (session, seen, body) -> session.reverse(seen, body.reason())),
                command(
                        "redo",
                        "Does again what was executed: adds a step that is decided about anew.",
                        ApprovalRoutes.Reason.class,
                        (session, seen, body) -> session.redo(seen, body.reason())),
                command(
                        "resolve",
                        "Says what became of an action after its handler left that open.",
                        Resolve.class,
                        (session, seen, body) -> session.resolve(seen, body.done(), words(body.reason()))),
                command(
                        "skip",
                        "Leaves a step out that has not started.",
                        ApprovalRoutes.Reason.class,
                        (session, seen, body) -> session.skip(seen, body.reason())),
                command(
                        "waive",
                        "Counts an internal step that has not started as done.",
                        ApprovalRoutes.Reason.class,
                        (session, seen, body) -> session.waive(seen, body.reason())),
                Route.post(
                        AT + "/comment",
                        "comment",
                        "Says something about a step, for the record.",
                        Comment.class,
                        Decided.class,
                        StepRoutes::comment));
    }

    private static <B extends Record> Route command(
            String verb, String about, Class<B> type, StepCommand<StepView, B> command) {
        return StepCommand.route(
                AT, verb, about, type, (session, run, step, etag) -> etag.on(session.step(run, step)), command);
    }

    private static String words(Optional<String> reason) {
        return reason.orElse("");
    }

    /**
     * Another payload.
     *
     * @param payload the payload, whole
     * @param reason why
     */
    record Edit(Payload payload, Optional<String> reason) {}

    /**
     * Words that may be left out.
     *
     * @param reason why
     */
    record Words(Optional<String> reason) {}

    /**
     * To be asked again.
     *
     * @param payload another payload; leave it out to keep the one that there is
     * @param reason why
     */
    record Resubmit(Optional<Payload> payload, Optional<String> reason) {}

    /**
     * What became of an action.
     *
     * @param done whether it happened
     * @param reason how that is known
     */
    record Resolve(boolean done, Optional<String> reason) {}

    /**
     * Words for the record.
     *
     * @param text the words
     */
    record Comment(String text) {}

    private static ApiAnswer comment(Call call) {
        Comment body = call.body(Comment.class);
        if (body.text().isBlank()) {
            throw ApiException.bad("text", "Field 'text' is blank.", "say something");
        }
        Session session = call.session();
        String run = call.segment("run");
        return Decided.answer(run, session.comment(session.step(run, call.segment("step")), body.text()));
    }

    /**
     * A step.
     *
     * @param run the run
     * @param step the step
     * @param etag what a command about it must name in {@code If-Match}
     * @param version the step's version
     * @param round its latest round's number, 0 if there was none
     * @param runVersion the run's version to which it belongs
     * @param node the step in words, as in the graph
     * @param payload what would be executed; null if there is none, if it was erased or is not for the actor to see
     * @param inputs the fields of the payload, for a form in which it is changed; none if there is no payload to see
     * @param digest the payload's digest
     * @param requester who asked last for it to be done, by name where it is known
     * @param requesterId the same as it is kept: keys of the host
     * @param permit how its permit stands; null if it has none
     * @param actions what the actor could do about it now
     * @param warnings what the actor should know before acting
     */
    record View(
            String run,
            String step,
            String etag,
            long version,
            int round,
            long runVersion,
            RunGraph.StepNode node,
            Optional<Payload> payload,
            List<PayloadInput> inputs,
            Optional<String> digest,
            String requester,
            String requesterId,
            Optional<String> permit,
            Set<StepAction> actions,
            List<String> warnings) {
        static View of(StepPage page) {
            StepView view = page.view();
            return new View(
                    view.run(),
                    view.step(),
                    Etag.of(view).toString(),
                    view.version(),
                    view.round(),
                    page.runVersion(),
                    page.node(),
                    page.payload(),
                    page.inputs(),
                    view.digest().map(digest -> digest.value()),
                    page.requester(),
                    page.requesterId(),
                    page.permit(),
                    page.actions(),
                    ApprovalRoutes.warnings(page.editCostsVote()));
        }
    }

    private static ApiAnswer step(Call call) {
        StepPage page = call.pages().step(call.segment("run"), call.segment("step"));
        return ApiAnswer.ok(Tree.of(View.of(page)))
                .with("ETag", Etag.of(page.view()).toString());
    }

    /**
     * Why a step goes on, or does not.
     *
     * @param allowed on what the permission to execute it rests
     * @param blocked what keeps it from going on, and who or what can change that
     */
    record Why(Explanation allowed, Explanation blocked) {}

    private static ApiAnswer why(Call call) {
        String run = call.segment("run");
        String step = call.segment("step");
        return ApiAnswer.ok(
                Tree.of(new Why(call.pages().whyAllowed(run, step), call.pages().whyBlocked(run, step))));
    }
}
