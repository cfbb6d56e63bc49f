package dev.runs.engine;

import dev.runs.access.Permission;
import dev.runs.actor.Actor;
import dev.runs.content.Payload;
import dev.runs.document.PayloadInput;
import dev.runs.error.ErrorCode;
import dev.runs.error.RunsException;
import dev.runs.gate.Approver;
import dev.runs.lineage.LineageNodes;
import dev.runs.record.ActorIds;
import dev.runs.record.ArtifactLine;
import dev.runs.record.Asking;
import dev.runs.record.Explanation;
import dev.runs.record.Listing;
import dev.runs.record.Names;
import dev.runs.record.Question;
import dev.runs.record.RecordSource;
import dev.runs.record.RunChanges;
import dev.runs.record.RunGraph;
import dev.runs.record.RunLine;
import dev.runs.record.RunRecord;
import dev.runs.run.Evolution;
import dev.runs.run.Round;
import dev.runs.run.Run;
import dev.runs.run.Step;
import dev.runs.storage.ArtifactRow;
import dev.runs.storage.Cursor;
import dev.runs.storage.Direction;
import dev.runs.storage.NodeRef;
import dev.runs.storage.Page;
import dev.runs.storage.RunFilter;
import dev.runs.storage.RunRow;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What pages show to one actor, each read at one moment, with times in the viewer's zone. Thread-safe; as {@link Session} asks who the
 * actor is and what it may see, so does every call here.
 *
 * @since 0.1.0
 */
public final class Pages {
    private final Engine engine;
    private final Reader reader;
    private final Session session;
    private final ZoneId zone;

    Pages(Engine engine, Reader reader, Session session, ZoneId zone) {
        this.engine = engine;
        this.reader = reader;
        this.session = session;
        this.zone = zone;
    }

    /**
     * Returns the actor as the host knows it now.
     *
     * @throws RunsException with {@link ErrorCode#UNKNOWN_ACTOR} if it does not
     */
    public Actor me() {
        return session.known();
    }

    /** Returns what the actor is called: by name where the host says it, else by id. */
    public String myName() {
        String id = session.known().id();
        return reader.names(Set.of(id)).of(id);
    }

    /**
     * Returns the record of a run with its version.
     *
     * @throws RunsException with {@link ErrorCode#NOT_FOUND} if there is no such run for this actor
     */
    public RunPage run(String run) {
        Actor actor = session.known();
        Run found = session.visible(actor, run);
        return new RunPage(
                found.version(),
                reader.record(found, session.seesWords(actor, found), zone),
                permissions(actor, found),
                new Options(engine, actor, found).ofRun());
    }

    /** Returns the steps of a run and the edges between them. As {@link #run} otherwise. */
    public RunGraph graph(String run) {
        return RunGraph.of(source(run), zone);
    }

    /** Returns the history of a run in words, oldest first. As {@link #run} otherwise. */
    public Listing<RunRecord.HistoryLine> history(String run) {
        return RunRecord.history(source(run), zone);
    }

    /**
     * Returns what changed in a run since a version of it was looked at. As {@link #run} otherwise.
     *
     * @param since the version, from 1 to the present one
     * @throws IllegalArgumentException if it is another one
     */
    public RunChanges changes(String run, long since) {
        RecordSource source = source(run);
        long version = source.run().version();
        if (since < 1 || since > version) {
            throw new IllegalArgumentException("run '" + run + "' is at version " + version + ", not " + since);
        }
        return RunChanges.of(source, Evolution.replay(source.history().subList(0, (int) since)), zone);
    }

    private RecordSource source(String run) {
        Actor actor = session.known();
        Run found = session.visible(actor, run);
        return reader.page(found, session.seesWords(actor, found));
    }

    /**
     * Returns a step, and what the actor could do about it.
     *
     * @throws RunsException with {@link ErrorCode#NOT_FOUND} if there is no such step for this actor
     */
    public StepPage step(String run, String step) {
        Actor actor = session.known();
        Run found = session.visible(actor, run);
        Step one = reader.step(found, step);
        boolean words = session.seesWords(actor, found);
        RecordSource source = reader.page(found, words);
        Optional<Payload> payload = words ? reader.payload(found, one) : Optional.empty();
        Set<StepAction> actions = new Options(engine, actor, found).of(one);
        return new StepPage(
                found.version(),
                StepView.of(run, one),
                RunGraph.step(source, step, zone),
                payload,
                payload.map(there -> PayloadInput.of(reader.type(one).schema(), there))
                        .orElse(List.of()),
                source.names().of(one.requester()),
                one.requester().toString(),
                one.permit().map(permit -> permit.state().name()),
                actions,
                editCostsVote(actions));
    }

    /** Whoever writes a payload may not decide on it. */
    private static boolean editCostsVote(Set<StepAction> actions) {
        return actions.contains(StepAction.APPROVE) && actions.contains(StepAction.EDIT);
    }

    /** Returns why a step was allowed, as {@link Session#whyAllowed}. */
    public Explanation whyAllowed(String run, String step) {
        Actor actor = session.known();
        Run found = session.visible(actor, run);
        return reader.whyAllowed(found, step, session.seesWords(actor, found), zone);
    }

    /** Returns why a step does not go on, as {@link Session#whyBlocked}. */
    public Explanation whyBlocked(String run, String step) {
        Actor actor = session.known();
        Run found = session.visible(actor, run);
        return reader.whyBlocked(found, step, session.seesWords(actor, found), zone);
    }

    /** Returns what an approver must see of a step, as {@link Session#approval}, and how its round stands. */
    public ApprovalPage approval(String run, String step) {
        Actor actor = session.known();
        Run found = session.visible(actor, run);
        ApprovalView approval = session.approval(actor, found, step);
        Step asked = found.step(step).orElseThrow();
        Set<StepAction> actions = new Options(engine, actor, found).of(asked);
        RecordSource source = reader.page(found, true);
        return new ApprovalPage(
                approval,
                Asking.of(source, step, zone),
                source.names().of(asked.requester()),
                asked.requester().toString(),
                actions,
                editCostsVote(actions));
    }

    /**
     * Lets the actor pass who may do something that is about the tenant, as far as the access policy is concerned.
     *
     * @throws RunsException with {@link ErrorCode#NOT_PERMITTED} if the actor may not
     */
    public void require(Permission permission) {
        engine.guard().require(session.known(), permission);
    }

    /** Returns the tenant's runs, newest first; the words of those only that the actor may read. */
    public Page<RunLine> runs(RunFilter filter, Cursor after, int limit) {
        Actor actor = session.listing();
        Page<RunRow> page = engine.settings().store().runs(actor.tenant(), filter, after, limit);
        List<Run> runs = page.rows().stream()
                .flatMap(row -> engine.load(actor.tenant(), row.run()).stream())
                .filter(run -> engine.guard().allows(actor, Permission.SEE_RUN, run))
                .toList();
        Names names = reader.names(ActorIds.ofOwners(runs));
        List<RunLine> lines = runs.stream()
                .map(run -> {
                    boolean words = session.seesWords(actor, run);
                    return RunLine.of(run, reader.texts(run, words), !words, names, engine.now(), zone);
                })
                .toList();
        return new Page<>(lines, page.next());
    }

    /**
     * Returns the files that the tenant's steps left behind, newest first; the words of those only that the actor may read. Each run of
     * a page is read once.
     */
    public Page<ArtifactLine> files(Cursor after, int limit) {
        return artifacts(LineageNodes.FILE, after, limit);
    }

    /** Returns the roadmap items to which the tenant's steps linked, newest first, once for each step that did. As {@link #files}. */
    public Page<ArtifactLine> roadmap(Cursor after, int limit) {
        return artifacts(LineageNodes.ROADMAP, after, limit);
    }

    private Page<ArtifactLine> artifacts(String kind, Cursor after, int limit) {
        Actor actor = session.listing();
        Page<ArtifactRow> page = engine.settings().store().artifacts(actor.tenant(), kind, after, limit);
        Map<String, List<ArtifactRow>> byRun = page.rows().stream().collect(Collectors.groupingBy(ArtifactRow::run));
        List<Run> runs = byRun.keySet().stream()
                .flatMap(id -> engine.load(actor.tenant(), id).stream())
                .filter(run -> engine.guard().allows(actor, Permission.SEE_RUN, run))
                .toList();
        Names names = reader.names(ActorIds.ofActors(runs.stream()
                .flatMap(run ->
                        byRun.getOrDefault(run.id(), List.of()).stream().flatMap(row -> run.step(row.step()).stream()))
                .map(Step::requester)
                .toList()));
        Map<ArtifactRow, ArtifactLine> lines = new HashMap<>();
        for (Run run : runs) {
            List<ArtifactRow> rows = byRun.getOrDefault(run.id(), List.of());
            boolean words = session.seesWords(actor, run);
            Map<String, Optional<Map<String, ?>>> contents =
                    words ? reader.contents(run.id(), contents(run, rows)) : Map.of();
            rows.forEach(row -> lines.put(row, ArtifactLine.of(row, run, contents, !words, names, engine.now(), zone)));
        }
        return new Page<>(
                page.rows().stream()
                        .flatMap(row -> Optional.ofNullable(lines.get(row)).stream())
                        .toList(),
                page.next());
    }

    private static Set<String> contents(Run run, List<ArtifactRow> rows) {
        Set<String> ids = new HashSet<>(run.texts());
        rows.forEach(row -> ArtifactLine.content(run, row.step()).ifPresent(ids::add));
        return ids;
    }

    /**
     * Returns everything that led to a thing, or that it led to, and what all of it is called; the words of those runs only that the
     * actor may read, and of the nearest ones only where there are very many.
     */
    public LineagePage lineage(NodeRef node, Direction direction) {
        Actor actor = session.listing();
        return new TraceNames(engine, reader, session, actor)
                .name(reader.trace(node, direction, LineageView.MAX_NODES));
    }

    /** Returns questions that wait for a role of the actor, with what a list shows of them. Each run of a page is read once. */
    public Page<InboxEntry> inbox(InboxQuery query, Cursor after, int limit) {
        Actor actor = session.known();
        Inbox inbox = new Inbox(engine, actor);
        Map<String, Optional<Run>> runs = new HashMap<>();
        Map<String, Map<String, Optional<Map<String, ?>>>> texts = new HashMap<>();
        Page<InboxLine> page = inbox.page(query, after, limit, runs);
        Set<String> people = new TreeSet<>();
        for (InboxLine line : page.rows()) {
            people.addAll(ActorIds.ofKeys(Set.of(line.role())));
            inbox.run(line.run(), runs)
                    .flatMap(run -> openRound(run, line.step()))
                    .flatMap(round -> claimedBy(round, line.role()))
                    .ifPresent(people::add);
        }
        Names names = reader.names(people);
        return new Page<>(
                page.rows().stream()
                        .map(line -> entry(actor, inbox, line, inbox.run(line.run(), runs), texts, names))
                        .toList(),
                page.next());
    }

    private static Optional<Round> openRound(Run run, String step) {
        return run.step(step).flatMap(Step::openRound);
    }

    private InboxEntry entry(
            Actor actor,
            Inbox inbox,
            InboxLine line,
            Optional<Run> run,
            Map<String, Map<String, Optional<Map<String, ?>>>> texts,
            Names names) {
        Optional<Step> step = run.flatMap(found -> found.step(line.step()));
        Optional<Round> round = step.flatMap(Step::openRound);
        Optional<Question> question = round.map(open -> {
            Run found = run.orElseThrow();
            boolean words = engine.guard().allows(actor, Permission.SEE_APPROVAL, found, step);
            Map<String, Optional<Map<String, ?>>> contents =
                    texts.computeIfAbsent(line.run() + " " + words, id -> reader.texts(found, words));
            return Question.of(
                    found,
                    step.orElseThrow(),
                    open,
                    contents,
                    !words,
                    names,
                    line.role(),
                    line.since(),
                    line.due(),
                    engine.now(),
                    zone);
        });
        Optional<String> claimed = round.flatMap(open -> claimedBy(open, line.role()));
        return new InboxEntry(
                line,
                round.flatMap(open -> step).map(asked -> StepView.of(line.run(), asked)),
                question,
                inbox.isMine(line.step(), run),
                claimed.map(names::of),
                claimed);
    }

    /** A question that somebody has taken upon themselves waits for them by name. */
    private static Optional<String> claimedBy(Round round, String role) {
        return round.item(role)
                .owner()
                .or(() -> round.items().values().stream()
                        .flatMap(item -> item.owner().stream())
                        .filter(owner -> Approver.person(owner).equals(role))
                        .findFirst());
    }

    private Set<Permission> permissions(Actor actor, Run run) {
        Set<Permission> all = EnumSet.noneOf(Permission.class);
        for (Permission permission : Permission.values()) {
            if (!permission.ofTenant() && engine.guard().allows(actor, permission, run)) {
                all.add(permission);
            }
        }
        return all;
    }
}
