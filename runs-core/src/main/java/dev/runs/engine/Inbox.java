package dev.runs.engine;

import dev.runs.actor.Actor;
import dev.runs.gate.Approver;
import dev.runs.run.Answering;
import dev.runs.run.Run;
import dev.runs.run.Step;
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
import java.util.TreeSet;

/** What waits for one actor. */
final class Inbox {
    private final Engine engine;
    private final Actor actor;

    Inbox(Engine engine, Actor actor) {
        this.engine = engine;
        this.actor = actor;
    }

    /** The keys by which the actor is asked: roles, themselves, and those of people for whom they stand in. */
    Set<String> keys() {
        Set<String> keys = new TreeSet<>();
        add(keys, actor);
        engine.approvers().representedBy(actor, engine.now()).forEach(other -> add(keys, other));
        return keys;
    }

    private static void add(Set<String> keys, Actor actor) {
        // A role of the directory that looks like a person asks nobody.
        actor.roles().stream().filter(role -> !Approver.isPerson(role)).forEach(keys::add);
        keys.add(Approver.person(actor.id()));
    }

    Page<InboxLine> page(InboxQuery query, Cursor after, int limit) {
        return page(query, after, limit, new HashMap<>());
    }

    /** Returns the lines, and collects the runs that had to be read for that. */
    Page<InboxLine> page(InboxQuery query, Cursor after, int limit, Map<String, Optional<Run>> runs) {
        Instant now = engine.now();
        Set<String> keys = keys();
        Set<String> roles = query.role()
                .map(role -> keys.contains(role) ? Set.of(role) : Set.<String>of())
                .orElse(keys);
        Page<InboxRow> page = query.overdue()
                ? engine.settings().store().overdue(actor.tenant(), roles, now, after, limit)
                : engine.settings().store().inbox(actor.tenant(), roles, after, limit);
        List<InboxLine> lines = page.rows().stream()
                .filter(row -> !query.mine() || isMine(row.step(), run(row.run(), runs)))
                .map(row -> line(row, now))
                .toList();
        return new Page<>(lines, page.next());
    }

    /** Reads each run once, however many lines of it there are. */
    Optional<Run> run(String id, Map<String, Optional<Run>> runs) {
        return runs.computeIfAbsent(id, run -> engine.load(actor.tenant(), run));
    }

    /** Returns whether the actor can answer what is asked about a step now. */
    boolean isMine(String step, Optional<Run> run) {
        return run.flatMap(found -> found.step(step))
                .flatMap(Step::openRound)
                .filter(round -> Answering.isOpenTo(
                        round, actor, engine.approvers().standIns(actor, Optional.of(round), engine.now())))
                .isPresent();
    }

    private static InboxLine line(InboxRow row, Instant now) {
        InboxItem item = row.item();
        boolean overdue = item.due().filter(due -> due.isBefore(now)).isPresent();
        return new InboxLine(row.run(), row.step(), item.role(), item.since(), item.due(), overdue);
    }

    List<InboxTally> tallies() {
        return engine.settings().store().inboxCounts(actor.tenant(), keys(), engine.now(), Session.COUNTED).stream()
                .map(count -> new InboxTally(count.role(), count.waiting(), count.overdue()))
                .toList();
    }
}
