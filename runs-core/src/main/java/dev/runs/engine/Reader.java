package dev.runs.engine;

import dev.runs.action.ActionType;
import dev.runs.codec.Facet;
import dev.runs.content.CanonicalJson;
import dev.runs.content.Payload;
import dev.runs.document.DecisionText;
import dev.runs.document.Fields;
import dev.runs.document.RunTexts;
import dev.runs.document.Shown;
import dev.runs.error.ErrorCode;
import dev.runs.error.Problem;
import dev.runs.error.RunsException;
import dev.runs.gate.Finding;
import dev.runs.gate.Level;
import dev.runs.gate.Track;
import dev.runs.graph.StepState;
import dev.runs.lineage.Trace;
import dev.runs.lineage.Tracer;
import dev.runs.record.ActorIds;
import dev.runs.record.ContentIds;
import dev.runs.record.Explanation;
import dev.runs.record.Explanations;
import dev.runs.record.Names;
import dev.runs.record.RecordJson;
import dev.runs.record.RecordSource;
import dev.runs.record.RunRecord;
import dev.runs.record.WorkspaceCounters;
import dev.runs.run.Evolution;
import dev.runs.run.PatchDiff;
import dev.runs.run.RecordedEvent;
import dev.runs.run.Round;
import dev.runs.run.Run;
import dev.runs.run.Step;
import dev.runs.storage.ContentRow;
import dev.runs.storage.Cursor;
import dev.runs.storage.Direction;
import dev.runs.storage.EdgeRow;
import dev.runs.storage.NodeRef;
import dev.runs.storage.RunKey;
import dev.runs.storage.StepTally;
import dev.runs.storage.StoredEvent;
import dev.runs.text.PlainText;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;

/** Reads one tenant's runs and puts together what people look at. */
final class Reader {
    private static final int PAGE = 1000;

    private final Engine engine;
    private final String tenant;

    Reader(Engine engine, String tenant) {
        this.engine = engine;
        this.tenant = tenant;
    }

    Run run(String run) {
        return engine.load(tenant, run)
                .orElseThrow(() -> new RunsException(Engine.noSuchRun(run).problem()));
    }

    Step step(Run run, String step) {
        return run.step(step)
                .orElseThrow(() -> new RunsException(new Problem(
                        ErrorCode.NOT_FOUND,
                        "Run '" + run.id() + "' has no step '" + step + "' (steps: "
                                + String.join(
                                        ", ", run.steps().stream().map(Step::id).toList())
                                + ").",
                        "name one of its steps")));
    }

    /** Returns the history up to the given state of the run, whatever was written since. */
    List<RecordedEvent> history(Run run) {
        RunKey key = new RunKey(tenant, run.id());
        List<RecordedEvent> history = new ArrayList<>();
        while (history.size() < run.version()) {
            int limit = (int) Math.min(PAGE, run.version() - history.size());
            List<StoredEvent> page = engine.settings().store().history(key, history.size(), limit);
            if (page.isEmpty()) {
                throw new RunsException(new Problem(
                        ErrorCode.CODEC_DAMAGED,
                        "Run '" + run.id() + "' is at version " + run.version() + ", and its history ends at "
                                + history.size() + ".",
                        "restore the store from a backup, and report how it came about"));
            }
            page.forEach(stored -> history.add(engine.settings().codec().decode(stored)));
        }
        return history;
    }

    Map<String, Optional<Map<String, ?>>> contents(String run, Collection<String> ids) {
        Map<String, Optional<Map<String, ?>>> contents = new HashMap<>();
        Map<String, ContentRow> rows = engine.settings().store().content(new RunKey(tenant, run), ids);
        rows.forEach((id, row) -> contents.put(
                id, row.body().map(body -> CanonicalJson.parse(body.bytes().utf8()))));
        return contents;
    }

    /** Returns the words that came with a run and its steps; none if they are not for the reader to see. */
    Map<String, Optional<Map<String, ?>>> texts(Run run, boolean words) {
        return words ? contents(run.id(), run.texts()) : Map.of();
    }

    /** Returns what a page shows, with the words only if they are for the reader to see. */
    RecordSource page(Run run, boolean words) {
        return source(
                run,
                words ? ContentIds::words : history -> Set.of(),
                !words,
                history -> names(ActorIds.of(run, history)));
    }

    /** Returns what people are called, as the host knows it now. */
    Names names(Set<String> ids) {
        return engine.directory().names(tenant, ids);
    }

    /** What is kept elsewhere holds ids and no names, as the store does. */
    private RecordSource kept(Run run, Function<List<RecordedEvent>, Set<String>> wanted) {
        return source(run, wanted, false, history -> Names.NONE);
    }

    private RecordSource source(
            Run run,
            Function<List<RecordedEvent>, Set<String>> wanted,
            boolean withheld,
            Function<List<RecordedEvent>, Names> names) {
        List<RecordedEvent> history = history(run);
        Collection<String> ids = wanted.apply(history);
        return new RecordSource(
                run,
                history,
                contents(run.id(), ids),
                engine.settings().catalog(),
                counters(),
                engine.now(),
                withheld,
                names.apply(history));
    }

    /** Returns everything about a run, its contents only if they are wanted; empty if there is no such run. */
    Optional<RecordSource> everything(String run, boolean contents) {
        return engine.load(tenant, run).map(found -> kept(found, contents ? ContentIds::all : history -> Set.of()));
    }

    /** Erases what was chosen of a run's history, also what is written meanwhile. */
    int erase(String id, Function<List<RecordedEvent>, Set<String>> chosen) {
        int erased = 0;
        long version = 0;
        for (Run run = run(id); run.version() > version; run = run(id)) {
            version = run.version();
            erased += engine.settings().store().erase(new RunKey(tenant, id), chosen.apply(history(run)));
        }
        engine.forget(new RunKey(tenant, id));
        return erased;
    }

    RunRecord record(Run run, boolean words, ZoneId zone) {
        return RunRecord.of(page(run, words), zone);
    }

    Explanation whyAllowed(Run run, String step, boolean words, ZoneId zone) {
        return Explanations.whyAllowed(page(run, words), step(run, step).id(), zone);
    }

    Explanation whyBlocked(Run run, String step, boolean words, ZoneId zone) {
        return Explanations.whyBlocked(page(run, words), step(run, step).id(), zone);
    }

    String export(Run run) {
        return RecordJson.write(kept(run, ContentIds::all));
    }

    Trace trace(NodeRef node, Direction direction, int limit) {
        return new Tracer((at, way, after) -> engine.settings().store().edges(tenant, at, way, after, PAGE), limit)
                .walk(node, direction);
    }

    /** Returns an edge at the other side of a node than the one to which a walk would go. */
    Optional<EdgeRow> neighbour(NodeRef node, Direction direction) {
        Direction other = direction == Direction.UPSTREAM ? Direction.DOWNSTREAM : Direction.UPSTREAM;
        return engine.settings().store().edges(tenant, node, other, Cursor.start(), 1).rows().stream()
                .findFirst();
    }

    private WorkspaceCounters counters() {
        long signals = 0;
        long reasoning = 0;
        long queued = 0;
        for (StepTally tally : engine.settings().store().tally(tenant)) {
            if (tally.facet().startsWith(Facet.FIRST)) {
                signals += tally.count();
            }
            if (tally.facet().endsWith(Facet.AGENT) && tally.state().equals(StepState.RUNNING.name())) {
                reasoning += tally.count();
            }
            if (tally.facet().contains(Facet.EXTERNAL) && tally.state().equals(StepState.READY.name())) {
                queued += tally.count();
            }
        }
        return new WorkspaceCounters(signals, reasoning, queued);
    }

    /** Returns what a step would be executed with; empty if there is none, or it was erased. */
    Optional<Payload> payload(Run run, Step step) {
        return step.payload()
                .flatMap(payload -> contents(run.id(), List.of(payload.content()))
                        .getOrDefault(payload.content(), Optional.empty()))
                .map(Payload::of);
    }

    ApprovalView approval(Run run, Step step) {
        String runId = run.id();
        String stepId = step.id();
        Round round = step.lastRound()
                .orElseThrow(() -> new RunsException(new Problem(
                        ErrorCode.NOT_FOUND,
                        "Nobody was asked about step '" + stepId + "' of run '" + runId + "'; it is "
                                + step.state()
                                        .name()
                                        .toLowerCase(java.util.Locale.ROOT)
                                        .replace('_', ' ') + ".",
                        "look again when it waits for approval")));
        List<String> ids = new ArrayList<>(run.texts());
        ids.add(round.decision());
        String payload = step.payload().orElseThrow().content();
        ids.add(payload);
        round.evidence().ifPresent(ids::add);
        Map<String, Optional<Map<String, ?>>> contents = contents(runId, ids);
        String title = PlainText.line(title(run, stepId, contents));
        Optional<Payload> given =
                contents.getOrDefault(payload, Optional.empty()).map(Payload::of);
        List<String> reasons = reasons(contents.getOrDefault(round.decision(), Optional.empty()));
        return new ApprovalView(
                StepView.of(runId, step),
                title,
                given,
                round.risk(),
                round.pattern(),
                reasons,
                String.join(
                        " and ",
                        round.requirement().tracks().stream()
                                .map(Track::approvers)
                                .toList()),
                round,
                given.map(fields -> shown(step, round, fields, evidence(round, contents), reasons, title)));
    }

    /** Returns the values that the approvers were asked to look at, as they were when people were asked. */
    private static Map<String, List<String>> evidence(Round round, Map<String, Optional<Map<String, ?>>> contents) {
        Map<String, List<String>> evidence = new TreeMap<>();
        round.evidence()
                .flatMap(id -> contents.getOrDefault(id, Optional.empty()))
                .map(fields -> Fields.of("evidence", fields))
                .ifPresent(fields -> round.requirement().evidence().stream()
                        .filter(fields::has)
                        .forEach(path -> evidence.put(path, fields.texts(path))));
        return evidence;
    }

    /** Returns what the catalogue says about what a step does. */
    ActionType type(Step step) {
        String action = step.spec().action().orElseThrow().type();
        return engine.settings()
                .catalog()
                .find(action)
                .or(() -> Interventions.type(action))
                .orElseGet(() -> ActionType.unknown(action));
    }

    private Shown shown(
            Step step,
            Round round,
            Payload payload,
            Map<String, List<String>> evidence,
            List<String> reasons,
            String title) {
        return Shown.of(
                type(step),
                round.risk(),
                payload,
                evidence,
                reasons,
                title,
                step.requester().toString());
    }

    private static String title(Run run, String step, Map<String, Optional<Map<String, ?>>> contents) {
        String title = "redacted";
        for (String id : run.texts()) {
            Optional<RunTexts.StepText> text = contents.getOrDefault(id, Optional.empty())
                    .map(fields -> RunTexts.from(Fields.of("texts", fields)))
                    .flatMap(texts -> Optional.ofNullable(texts.steps().get(step)));
            if (text.isPresent()) {
                title = text.get().action().orElse(text.get().title());
            }
        }
        return title;
    }

    private static List<String> reasons(Optional<Map<String, ?>> decision) {
        return decision.map(fields -> DecisionText.from(Fields.of("decision", fields)))
                .map(text -> text.answer().findings().stream()
                        .filter(finding -> finding.level() != Level.OBSERVE)
                        .filter(finding -> finding.effect() instanceof Finding.Require)
                        .map(finding -> PlainText.line(finding.effect().reason()))
                        .distinct()
                        .toList())
                .orElse(List.of());
    }

    PatchDiff diff(Run run, String command) {
        List<RecordedEvent> history = history(run);
        List<RecordedEvent> own = history.stream()
                .filter(recorded -> recorded.command().equals(command))
                .toList();
        if (own.isEmpty()) {
            throw new RunsException(new Problem(
                    ErrorCode.NOT_FOUND,
                    "Run '" + run.id() + "' has no event of a command '" + command + "'.",
                    "name the command of one of the events in its history"));
        }
        // The first event makes the run: what is there before it is nothing that could be compared.
        int first = Math.max(1, history.indexOf(own.get(0)));
        return PatchDiff.of(
                Evolution.replay(history.subList(0, first)),
                own.stream()
                        .filter(recorded -> recorded.sequence() > first)
                        .map(RecordedEvent::event)
                        .toList());
    }

    Run replay(Run run) {
        return Evolution.replay(history(run));
    }
}
