package dev.runs.web;

import dev.runs.engine.Answer;
import dev.runs.engine.ApprovalView;
import dev.runs.engine.BulkAnswer;
import dev.runs.engine.InboxEntry;
import dev.runs.engine.InboxQuery;
import dev.runs.engine.InboxTally;
import dev.runs.engine.Session;
import dev.runs.error.RunsException;
import dev.runs.record.Question;
import dev.runs.storage.Page;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What waits for whoever asks. */
final class InboxRoutes {
    private static final int MOST = 100;
    private static final int USUAL = 25;

    private InboxRoutes() {}

    static List<Route> all() {
        return List.of(
                Route.get(
                                "/inbox",
                                "inbox",
                                "What waits for a role of the actor, oldest first; with overdue=true what is late,"
                                        + " the most overdue first.",
                                Inbox.class,
                                InboxRoutes::inbox)
                        .query(
                                Parameter.text("role", "Only for this role of the actor."),
                                Parameter.flag("overdue", "Only what is late."),
                                Parameter.flag(
                                        "mine",
                                        "Without what the actor may not answer, or has answered already. A page may then"
                                                + " have fewer items than asked for, or none, and yet a next one."),
                                Parameter.AFTER,
                                Parameter.limit(MOST, USUAL)),
                Route.get(
                        "/inbox/counts",
                        "inboxCounts",
                        "How much waits for each role of the actor, counted up to 1000.",
                        Counts.class,
                        call -> ApiAnswer.ok(Tree.of(new Counts(call.session().inboxTallies())))),
                Route.post(
                        "/inbox/decisions",
                        "decideAll",
                        "Decides on many questions, each by itself: what cannot be decided keeps nothing else from it.",
                        Decisions.class,
                        Answers.class,
                        InboxRoutes::decide));
    }

    /**
     * A page of an inbox.
     *
     * @param items what waits
     * @param next the cursor of the next page; null if this is the last one
     */
    record Inbox(List<Item> items, Optional<String> next) {}

    /**
     * What waits.
     *
     * @param run the run
     * @param step the step
     * @param role for whom: the name of a role, or a person as {@code @ana}
     * @param etag what a decision must name in {@code If-Match}; null if it was answered while the list was read
     * @param question what is asked, in words; null likewise
     * @param overdue whether an answer is late
     * @param mine whether the actor can answer it now
     * @param claimedBy who has taken it upon themselves, by name where it is known
     * @param claimedById the same as the host's key
     */
    record Item(
            String run,
            String step,
            String role,
            Optional<String> etag,
            Optional<Question> question,
            boolean overdue,
            boolean mine,
            Optional<String> claimedBy,
            Optional<String> claimedById) {
        static Item of(InboxEntry entry) {
            return new Item(
                    entry.line().run(),
                    entry.line().step(),
                    entry.line().role(),
                    entry.view().map(view -> Etag.of(view).toString()),
                    entry.question(),
                    entry.line().overdue(),
                    entry.mine(),
                    entry.claimedBy(),
                    entry.claimedById());
        }
    }

    /**
     * Many decisions, all with the same answer and reason.
     *
     * @param choice {@code approve} or {@code reject}
     * @param reason why; a rejection needs one
     * @param items what it is about; at most 100
     */
    record Decisions(String choice, Optional<String> reason, List<Seen> items) {}

    /**
     * What was looked at.
     *
     * @param run the run
     * @param step the step
     * @param etag the ETag with which it was answered
     */
    record Seen(String run, String step, String etag) {}

    /**
     * What became of many decisions.
     *
     * @param answers an answer for each, in the same order
     */
    record Answers(List<One> answers) {}

    /**
     * What became of one decision.
     *
     * @param run the run
     * @param step the step
     * @param status the HTTP status that it would have by itself
     * @param version the run's version after it; null if it was refused
     * @param problem why it was refused; null if it was not
     */
    record One(String run, String step, int status, Optional<Long> version, Optional<Problems.Document> problem) {
        static One of(Seen seen, Answer answer) {
            if (answer instanceof Answer.Refused refused) {
                return of(seen, Problems.of(refused.refusal()));
            }
            return new One(seen.run(), seen.step(), 200, Optional.of(answer.orThrow()), Optional.empty());
        }

        static One of(Seen seen, Problems.Document problem) {
            return new One(seen.run(), seen.step(), problem.status(), Optional.empty(), Optional.of(problem));
        }
    }

    private static ApiAnswer decide(Call call) {
        Decisions body = call.body(Decisions.class);
        boolean approves = body.choice().equals("approve");
        if (!approves && !body.choice().equals("reject")) {
            throw ApiException.bad("choice", "Field 'choice' is '" + body.choice() + "'.", "give approve or reject");
        }
        if (body.items().isEmpty() || body.items().size() > MOST) {
            throw ApiException.bad(
                    "items", "Field 'items' has " + body.items().size() + " items.", "give 1 to " + MOST);
        }
        for (int i = 0; i < body.items().size(); i++) {
            Seen seen = body.items().get(i);
            Call.checked("items[" + i + "].run", seen.run());
            Call.checked("items[" + i + "].step", seen.step());
            Etag.read("items[" + i + "].etag", seen.etag());
        }
        String reason = body.reason().orElse("");
        Session session = call.session();
        List<One> answers = new ArrayList<>();
        for (Seen seen : body.items()) {
            answers.add(decide(session, seen, approves, reason));
        }
        return ApiAnswer.ok(Tree.of(new Answers(answers)));
    }

    /** What cannot be seen is refused for itself: the others are decided all the same. */
    private static One decide(Session session, Seen seen, boolean approves, String reason) {
        try {
            ApprovalView view =
                    ApprovalRoutes.seen(session.approval(seen.run(), seen.step()), Etag.read("etag", seen.etag()));
            List<BulkAnswer> answers =
                    approves ? session.approveAll(List.of(view), reason) : session.rejectAll(List.of(view), reason);
            return One.of(seen, answers.get(0).answer());
        } catch (RunsException e) {
            return One.of(seen, Problems.of(e));
        }
    }

    private static ApiAnswer inbox(Call call) {
        InboxQuery query = new InboxQuery(call.text("role"), call.flag("overdue"), call.flag("mine"));
        int limit = call.limit(MOST, USUAL);
        Page<InboxEntry> page = call.from(after -> call.pages().inbox(query, after, limit));
        return ApiAnswer.ok(Tree.of(new Inbox(
                page.rows().stream().map(Item::of).toList(), page.next().map(Keys::text))));
    }

    /**
     * How much waits.
     *
     * @param roles how much for each role, those for which nothing waits left out
     */
    record Counts(List<InboxTally> roles) {}
}
