package dev.runs.web;

import dev.runs.engine.InboxEntry;
import dev.runs.engine.InboxQuery;
import dev.runs.engine.InboxTally;
import dev.runs.record.Question;
import dev.runs.storage.Page;
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
                        call -> ApiAnswer.ok(Tree.of(new Counts(call.session().inboxTallies())))));
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
     * @param claimedBy who has taken it upon themselves
     */
    record Item(
            String run,
            String step,
            String role,
            Optional<String> etag,
            Optional<Question> question,
            boolean overdue,
            boolean mine,
            Optional<String> claimedBy) {
        static Item of(InboxEntry entry) {
            return new Item(
                    entry.line().run(),
                    entry.line().step(),
                    entry.line().role(),
                    entry.view().map(view -> Etag.of(view).toString()),
                    entry.question(),
                    entry.line().overdue(),
                    entry.mine(),
                    entry.claimedBy());
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
