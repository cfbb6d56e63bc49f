package dev.runs.web;

import dev.runs.access.Permission;
import dev.runs.actor.Actor;
import dev.runs.actor.ActorKind;
import dev.runs.engine.RunPage;
import dev.runs.record.RunLine;
import dev.runs.run.RunStatus;
import dev.runs.storage.Page;
import dev.runs.storage.RunFilter;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Who asks, and what runs there are. */
final class RunRoutes {
    private static final int MOST = 100;
    private static final int USUAL = 25;

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
                        .giving());
    }

    private static List<String> statuses() {
        return Arrays.stream(RunStatus.values()).map(Enum::name).toList();
    }

    /**
     * Who asks.
     *
     * @param tenant the tenant
     * @param id the host's key
     * @param kind person, agent or service
     * @param roles the roles held now
     * @param onBehalfOf the person for whom an agent acts
     */
    record Me(String tenant, String id, ActorKind kind, List<String> roles, Optional<String> onBehalfOf) {}

    private static ApiAnswer me(Call call) {
        Actor actor = call.pages().me();
        return ApiAnswer.ok(Tree.of(
                new Me(actor.tenant(), actor.id(), actor.kind(), List.copyOf(actor.roles()), actor.onBehalfOf())));
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

    static List<String> names(Set<Permission> permissions) {
        TreeSet<String> names = new TreeSet<>();
        permissions.forEach(permission -> names.add(permission.name()));
        return List.copyOf(names);
    }
}
