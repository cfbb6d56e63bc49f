package dev.runs.web;

import dev.runs.record.ArtifactLine;
import dev.runs.storage.Cursor;
import dev.runs.storage.Page;
import java.util.List;
import java.util.Optional;

/** What the steps of all runs left behind. */
final class ArtifactRoutes {
    private static final int MOST = 100;
    private static final int USUAL = 25;

    private ArtifactRoutes() {}

    static List<Route> all() {
        return List.of(
                list(
                        "files",
                        "The files that steps left behind, newest first.",
                        (call, after, limit) -> call.pages().files(after, limit)),
                list(
                        "roadmap",
                        "The roadmap items to which steps linked, newest first, once for each step that did.",
                        (call, after, limit) -> call.pages().roadmap(after, limit)));
    }

    private interface Listing {
        Page<ArtifactLine> page(Call call, Cursor after, int limit);
    }

    private static Route list(String name, String about, Listing listing) {
        return Route.get("/" + name, name, about, Artifacts.class, call -> {
                    int limit = call.limit(MOST, USUAL);
                    Page<ArtifactLine> page = call.from(after -> listing.page(call, after, limit));
                    return ApiAnswer.ok(
                            Tree.of(new Artifacts(page.rows(), page.next().map(Keys::text))));
                })
                .query(Parameter.AFTER, Parameter.limit(MOST, USUAL));
    }

    /**
     * A page of what steps left behind.
     *
     * @param rows files, or roadmap links
     * @param next the cursor of the next page; null if this is the last one
     */
    record Artifacts(List<ArtifactLine> rows, Optional<String> next) {}
}
