package dev.runs.web;

import dev.runs.actor.Actor;
import dev.runs.actor.ActorKind;
import dev.runs.content.CanonicalJson;
import dev.runs.engine.Answer;
import dev.runs.engine.RunPage;
import dev.runs.engine.Session;
import dev.runs.record.Listing;
import dev.runs.record.RunChanges;
import dev.runs.record.RunGraph;
import dev.runs.record.RunLine;
import dev.runs.record.RunRecord;
import dev.runs.run.RunStatus;
import dev.runs.storage.Page;
import dev.runs.storage.RunFilter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Who asks, and what runs there are. */
final class RunRoutes {
    private static final int MOST = 100;
    private static final int USUAL = 25;
    private static final int MOST_LINES = 500;
    private static final int USUAL_LINES = 100;

    private RunRoutes() {}

    static List<Route> all() {
        return List.of(
                Route.get("/me", "me", "Who asks, as the host knows them now.", Me.class, RunRoutes::me),
                Route.get("/runs", "runs", "The runs of the tenant, newest first.", RunList.class, RunRoutes::runs)
                        .query(
                                Parameter.words("status", "Only runs that stand so.", statuses()),
                                Parameter.text("about", "Only runs about this record of the host."),
                                Parameter.AFTER,
                                Parameter.limit(MOST, USUAL)),
                Route.get(
                                "/runs/{run}",
                                "run",
                                "The record of a run: everything that its page shows.",
                                RunView.class,
                                RunRoutes::run)
                        .giving(),
                Route.get(
                        "/runs/{run}/graph",
                        "graph",
                        "The steps of a run and the edges between them, as a picture needs them.",
                        RunGraph.class,
                        call -> ApiAnswer.ok(Tree.of(call.pages().graph(call.segment("run"))))),
                Route.get(
                                "/runs/{run}/history",
                                "history",
                                "What happened in a run, in words, oldest first.",
                                History.class,
                                RunRoutes::history)
                        .query(
                                Parameter.flag("newest", "Newest first."),
                                Parameter.AFTER,
                                Parameter.limit(MOST_LINES, USUAL_LINES)),
                Route.get(
                                "/runs/{run}/changes",
                                "changes",
                                "What changed in a run since a version of it was looked at.",
                                RunChanges.class,
                                RunRoutes::changes)
                        .query(Parameter.number("since", "The version that was looked at; required.")),
                Route.get(
                        "/runs/{run}/export",
                        "export",
                        "Everything that is kept about a run, in the form dev.runs/run.",
                        Export.class,
                        call -> ApiAnswer.ok(CanonicalJson.parse(call.session().export(call.segment("run"))))),
                command("cancel", "Cancels a run.", Session::cancel),
                command("hold", "Puts a run on hold.", Session::hold),
                command("let-go", "Lets a run go on that was on hold.", Session::letGo));
    }

    private interface Command {
        Answer give(Session session, String run, String reason);
    }

    private static Route command(String verb, String about, Command command) {
        return Route.post("/runs/{run}/" + verb, verb, about, ApprovalRoutes.Reason.class, Decided.class, call -> {
            String run = call.segment("run");
            String reason = call.body(ApprovalRoutes.Reason.class).reason();
            return Decided.answer(run, command.give(call.session(), run, reason));
        });
    }

    private static List<String> statuses() {
        return Arrays.stream(RunStatus.values()).map(Enum::name).toList();
    }

    /**
     * Who asks.
     *
     * @param tenant the tenant
     * @param id the host's key
     * @param name what the actor is called; the id if the host does not say it
     * @param kind person, agent or service
     * @param roles the roles held now
     * @param onBehalfOf the person for whom an agent acts
     */
    record Me(String tenant, String id, String name, ActorKind kind, List<String> roles, Optional<String> onBehalfOf) {}

    private static ApiAnswer me(Call call) {
        Actor actor = call.pages().me();
        return ApiAnswer.ok(Tree.of(new Me(
                actor.tenant(),
                actor.id(),
                call.pages().myName(),
                actor.kind(),
                List.copyOf(actor.roles()),
                actor.onBehalfOf())));
    }

    /**
     * A page of runs.
     *
     * @param runs the runs
     * @param next the cursor of the next page; null if this is the last one
     */
    record RunList(List<RunLine> runs, Optional<String> next) {}

    private static ApiAnswer runs(Call call) {
        RunFilter filter = new RunFilter(Set.copyOf(call.words("status")), call.text("about"));
        int limit = call.limit(MOST, USUAL);
        Page<RunLine> page = call.from(after -> call.pages().runs(filter, after, limit));
        return ApiAnswer.ok(Tree.of(new RunList(page.rows(), page.next().map(Keys::text))));
    }

    private static ApiAnswer run(Call call) {
        RunPage page = call.pages().run(call.segment("run"));
        return ApiAnswer.ok(Tree.of(RunView.of(page))).with("ETag", "\"" + page.version() + "\"");
    }

    /**
     * A page of a history.
     *
     * @param run the run
     * @param title the section's title
     * @param columns what the parts of a line are called
     * @param rows the lines
     * @param total how many lines there are
     * @param next the cursor of the next page; null if this is the last one
     * @param previous the cursor of the page before it, of the same length; null if this is the first one
     */
    record History(
            String run,
            String title,
            List<String> columns,
            List<RunRecord.HistoryLine> rows,
            long total,
            Optional<String> next,
            Optional<String> previous) {}

    /** Lines are only ever added at the end, so that a place in the history stays what it is. */
    private static ApiAnswer history(Call call) {
        boolean newest = call.flag("newest");
        int limit = call.limit(MOST_LINES, USUAL_LINES);
        Listing<RunRecord.HistoryLine> all = call.pages().history(call.segment("run"));
        int size = all.size();
        int from = call.place(newest ? "n" : "o", size).orElse(newest ? size : 0);
        int to = newest ? Math.max(0, from - limit) : Math.min(size, from + limit);
        List<RunRecord.HistoryLine> rows = new ArrayList<>(all.rows().subList(Math.min(from, to), Math.max(from, to)));
        if (newest) {
            Collections.reverse(rows);
        }
        boolean more = newest ? to > 0 : to < size;
        int before = newest ? Math.min(size, from + limit) : Math.max(0, from - limit);
        return ApiAnswer.ok(Tree.of(new History(
                call.segment("run"),
                all.title(),
                all.columns(),
                rows,
                size,
                more ? Optional.of((newest ? "n" : "o") + to) : Optional.empty(),
                before == from ? Optional.empty() : Optional.of((newest ? "n" : "o") + before))));
    }

    private static ApiAnswer changes(Call call) {
        long since = call.number("since", 1, Integer.MAX_VALUE)
                .orElseThrow(() -> ApiException.bad(
                        "since", "Parameter 'since' is missing.", "give the version that was looked at"));
        try {
            return ApiAnswer.ok(Tree.of(call.pages().changes(call.segment("run"), since)));
        } catch (IllegalArgumentException e) {
            throw ApiException.bad(
                    "since", "Parameter 'since': " + e.getMessage() + ".", "give a version that the run had");
        }
    }

    /**
     * An export, as {@code RecordJson} writes it; the fields that are always there.
     *
     * @param format the name of the format
     * @param formatVersion its version
     * @param readAt when it was read
     * @param version the run's version
     * @param status how the run stands
     */
    @Schemas.Open
    record Export(String format, int formatVersion, Instant readAt, long version, RunStatus status) {}
}
