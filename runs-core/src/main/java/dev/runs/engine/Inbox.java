package dev.runs.engine;

import dev.runs.actor.Actor;
import dev.runs.run.Run;
import dev.runs.storage.Cursor;
import dev.runs.storage.InboxItem;
import dev.runs.storage.InboxRow;
import dev.runs.storage.Page;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What waits for one actor. */
final class Inbox {
    private final Engine engine;
    private final Actor actor;

    Inbox(Engine engine, Actor actor) {
        this.engine = engine;
        this.actor = actor;
    }

    Page<InboxLine> page(InboxQuery query, Cursor after, int limit) {
        Instant now = engine.now();
        Set<String> roles = query.role()
                .map(role -> actor.roles().contains(role) ? Set.of(role) : Set.<String>of())
                .orElse(actor.roles());
        Page<InboxRow> page = query.overdue()
                ? engine.settings().store().overdue(actor.tenant(), roles, now, after, limit)
                : engine.settings().store().inbox(actor.tenant(), roles, after, limit);
        Map<String, Optional<Run>> runs = new HashMap<>();
        List<InboxLine> lines = page.rows().stream()
                .filter(row -> !query.mine() || isMine(row, runs))
                .map(row -> line(row, now))
                .toList();
        return new Page<>(lines, page.next());
    }

    private boolean isMine(InboxRow row, Map<String, Optional<Run>> runs) {
        return runs.computeIfAbsent(row.run(), run -> engine.load(actor.tenant(), run))
                .flatMap(run -> run.step(row.step()))
                .flatMap(step -> step.openRound())
                .filter(round -> round.isOpenTo(actor))
                .isPresent();
    }

    private static InboxLine line(InboxRow row, Instant now) {
        InboxItem item = row.item();
        boolean overdue = item.due().filter(due -> due.isBefore(now)).isPresent();
        return new InboxLine(row.run(), row.step(), item.role(), item.since(), item.due(), overdue);
    }

    List<InboxTally> tallies() {
        return engine
                .settings()
                .store()
                .inboxCounts(actor.tenant(), actor.roles(), engine.now(), Session.COUNTED)
                .stream()
                .map(count -> new InboxTally(count.role(), count.waiting(), count.overdue()))
                .toList();
    }
}
