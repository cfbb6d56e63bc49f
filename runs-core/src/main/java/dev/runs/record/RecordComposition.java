package dev.runs.record;

import dev.runs.document.OutputsText;
import dev.runs.document.RunTexts;
import dev.runs.lineage.LineageNodes;
import dev.runs.run.Outputs;
import dev.runs.run.Round;
import dev.runs.run.Run;
import dev.runs.run.RunHeader;
import dev.runs.run.Step;
import dev.runs.run.Vote;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Puts facts and wording together to a {@link RunRecord}. */
final class RecordComposition {
    private final RecordSource source;
    private final Run run;
    private final RunHeader header;
    private final Facts facts;
    private final Times times;
    private final StepWording wording;

    RecordComposition(RecordSource source, ZoneId zone) {
        this.source = source;
        this.run = source.run();
        this.header = run.header();
        this.facts = new Facts(source);
        this.times = new Times(source.now(), zone);
        this.wording = new StepWording(facts, times);
    }

    RunRecord compose() {
        return new RunRecord(
                workspace(),
                heading(),
                liveState(),
                cards(),
                architecture(),
                new Listing<>(Wording.LINKED_MEETINGS, Wording.MEETING_COLUMNS, meetings(), Wording.NO_MEETINGS),
                new Listing<>(Wording.STEPS, Wording.STEP_COLUMNS, steps(), Wording.NO_STEPS),
                new Listing<>(Wording.GENERATED_OUTPUTS, Wording.OUTPUT_COLUMNS, outputs(), Wording.NO_OUTPUTS),
                new Listing<>(Wording.FILES, Wording.FILE_COLUMNS, files(), Wording.NO_FILES),
                new Listing<>(Wording.ROADMAP_LINKS, Wording.ROADMAP_COLUMNS, roadmapLinks(), Wording.NO_ROADMAP_LINKS),
                new Listing<>(Wording.APPROVALS, Wording.APPROVAL_COLUMNS, approvals(), Wording.NO_APPROVALS),
                new Listing<>(Wording.FAULTS, Wording.FAULT_COLUMNS, faults(), Wording.NO_FAULTS),
                new Listing<>(Wording.OBJECTIONS, Wording.OBJECTION_COLUMNS, objections(), Wording.NO_OBJECTIONS),
                history());
    }

    /** Composes the history alone. */
    static Listing<RunRecord.HistoryLine> history(RecordSource source, ZoneId zone) {
        return new RecordComposition(source, zone).history();
    }

    private Listing<RunRecord.HistoryLine> history() {
        return new Listing<>(
                Wording.HISTORY,
                Wording.HISTORY_COLUMNS,
                new HistoryWording(source, facts, times, wording).lines(),
                Wording.NO_HISTORY);
    }

    private RunRecord.Workspace workspace() {
        WorkspaceCounters counters = source.counters();
        return new RunRecord.Workspace(
                Wording.WORKSPACE,
                Wording.PROMISE,
                Wording.CLAIMS,
                new RunRecord.Counter(Wording.SIGNALS, counters.signalsIngesting()),
                new RunRecord.Counter(Wording.AGENTS, counters.agentsReasoning()),
                new RunRecord.Counter(Wording.ACTIONS, counters.actionsQueued()));
    }

    private RunRecord.Heading heading() {
        return new RunRecord.Heading(
                run.id(),
                LineageNodes.run(run.id()),
                facts.title(),
                Wording.RUN,
                Wording.status(run.status()),
                Wording.pattern(header.pattern()),
                run.outcome().map(Wording::outcome),
                new SummaryWording(facts, wording, times).summary(),
                facts.owner(),
                facts.trigger(),
                times.moment(run.lastChange()),
                header.about());
    }

    private RunRecord.LiveState liveState() {
        return new RunRecord.LiveState(
                Wording.LIVE_STATE,
                new RunRecord.Counter(Wording.PENDING, run.pending()),
                new RunRecord.Counter(Wording.APPROVED, run.approved()),
                new RunRecord.Counter(Wording.REJECTED, run.rejected()),
                Wording.gating(run.pending()));
    }

    private RunRecord.Cards cards() {
        return new RunRecord.Cards(
                new RunRecord.Card(
                        Wording.OPERATING_PATTERN,
                        Wording.pattern(header.pattern()).text(),
                        Wording.patternText(header.pattern())),
                new RunRecord.Card(
                        Wording.LINKED_MEETINGS, number(header.meetings().size()), Wording.LINKED_MEETINGS_TEXT),
                new RunRecord.Card(
                        Wording.GENERATED_OUTPUTS, number(facts.previews()), Wording.GENERATED_OUTPUTS_TEXT));
    }

    private static String number(long number) {
        return Long.toString(number);
    }

    private RunRecord.Architecture architecture() {
        return new RunRecord.Architecture(Wording.ARCHITECTURE, inputs(), core(), outputStage(), tracking());
    }

    private RunRecord.Inputs inputs() {
        Moment triggered =
                times.moment(facts.signal().map(RunTexts.SignalText::at).orElse(header.started()));
        return new RunRecord.Inputs(
                Wording.INPUTS,
                tile(
                        Wording.patternTile(header.pattern()),
                        Wording.patternTileText(header.pattern()),
                        Wording.pattern(header.pattern()).text()),
                tile(
                        Wording.MEETINGS_ATTACHED,
                        Wording.MEETINGS_ATTACHED_TEXT,
                        number(header.meetings().size())),
                new RunRecord.Tile(
                        Wording.TRIGGER_SOURCE, Wording.TRIGGER_SOURCE_TEXT, facts.trigger(), triggered.relative()));
    }

    private static RunRecord.Tile tile(String title, String description, String value) {
        return new RunRecord.Tile(title, description, value, "");
    }

    private RunRecord.Core core() {
        return new RunRecord.Core(
                Wording.CORE,
                tile(Wording.RUN_RECORD, Wording.RUN_RECORD_TEXT, run.id()),
                tile(
                        Wording.STEP_GRAPH,
                        Wording.STEP_GRAPH_TEXT,
                        Wording.count(facts.counted().size(), "step")),
                tile(Wording.RISK_GATING, Wording.RISK_GATING_TEXT, number(facts.approvals())));
    }

    private RunRecord.Outputs outputStage() {
        return new RunRecord.Outputs(
                Wording.OUTPUTS,
                tile(Wording.ACTION_PREVIEWS, Wording.ACTION_PREVIEWS_TEXT, number(facts.previews())),
                tile(Wording.FILES, Wording.FILES_TEXT, number(facts.files())),
                tile(Wording.ROADMAP_LINKS, Wording.ROADMAP_LINKS_TEXT, number(facts.roadmapLinks())));
    }

    private RunRecord.Tracking tracking() {
        return new RunRecord.Tracking(
                Wording.TRACKING,
                tile(Wording.OWNER, Wording.OWNER_TEXT, facts.owner()),
                tile(
                        Wording.STATUS,
                        Wording.STATUS_TEXT,
                        Wording.status(run.status()).text()),
                tile(Wording.LINEAGE, Wording.LINEAGE_TEXT, number(facts.roots())));
    }

    private List<RunRecord.MeetingRow> meetings() {
        List<RunRecord.MeetingRow> rows = new ArrayList<>();
        for (String id : header.meetings()) {
            Optional<RunTexts.MeetingText> text = facts.meeting(id);
            rows.add(new RunRecord.MeetingRow(
                    LineageNodes.meeting(id),
                    text.map(meeting -> Wording.plain(meeting.title())).orElseGet(facts::gone),
                    text.map(meeting -> Wording.pattern(meeting.pattern())).orElseGet(facts::goneLabel),
                    text.map(meeting -> times.moment(meeting.at()))));
        }
        return rows;
    }

    private List<RunRecord.StepRow> steps() {
        List<RunRecord.StepRow> rows = new ArrayList<>();
        for (Step step : facts.counted()) {
            rows.add(new RunRecord.StepRow(
                    String.format(Locale.ROOT, "%02d", rows.size() + 1),
                    step.id(),
                    LineageNodes.step(run.id(), step.id()),
                    Label.of(step.state(), Wording.title(step.state())),
                    facts.title(step.id()),
                    wording.note(step),
                    times.moment(step.since())));
        }
        return rows;
    }

    private List<RunRecord.OutputRow> outputs() {
        List<RunRecord.OutputRow> rows = new ArrayList<>();
        for (Step step : run.steps()) {
            if (step.outputs().isEmpty()) {
                continue;
            }
            Outputs left = step.outputs().get();
            Optional<OutputsText> text = facts.outputs(left);
            Label status = step.external() ? Wording.EXECUTED : Wording.PREVIEW;
            for (int i = 0; i < left.previews(); i++) {
                int index = i;
                Optional<OutputsText.Preview> preview = text.filter(
                                there -> index < there.previews().size())
                        .map(there -> there.previews().get(index));
                rows.add(new RunRecord.OutputRow(
                        facts.title(step.id()),
                        status,
                        preview.map(there -> Wording.plain(there.title())).orElseGet(facts::gone),
                        preview.map(there -> Wording.lines(there.text())).orElseGet(facts::gone)));
            }
        }
        return rows;
    }

    private List<RunRecord.FileRow> files() {
        Map<String, RunRecord.FileRow> rows = new LinkedHashMap<>();
        for (Step step : run.steps()) {
            step.outputs()
                    .ifPresent(left -> left.artifacts().forEach(id -> {
                        Optional<OutputsText.File> file = facts.outputs(left).stream()
                                .flatMap(text -> text.artifacts().stream())
                                .filter(there -> there.id().equals(id))
                                .findFirst();
                        rows.putIfAbsent(
                                id,
                                new RunRecord.FileRow(
                                        LineageNodes.file(id),
                                        facts.title(step.id()),
                                        file.map(there -> Wording.plain(there.title()))
                                                .orElseGet(facts::gone),
                                        file.map(there -> Wording.plain(there.mediaType()))
                                                .orElseGet(facts::gone),
                                        file.map(there -> Wording.plain(there.location()))
                                                .orElseGet(facts::gone)));
                    }));
        }
        return List.copyOf(rows.values());
    }

    private List<RunRecord.RoadmapRow> roadmapLinks() {
        Map<String, RunRecord.RoadmapRow> rows = new LinkedHashMap<>();
        for (Step step : run.steps()) {
            step.outputs()
                    .ifPresent(left -> left.roadmapLinks().forEach(id -> {
                        Optional<OutputsText.Link> link = facts.outputs(left).stream()
                                .flatMap(text -> text.roadmapLinks().stream())
                                .filter(there -> there.id().equals(id))
                                .findFirst();
                        rows.putIfAbsent(
                                id,
                                new RunRecord.RoadmapRow(
                                        LineageNodes.roadmap(id),
                                        facts.title(step.id()),
                                        link.map(there -> Wording.plain(there.title()))
                                                .orElseGet(facts::gone)));
                    }));
        }
        return List.copyOf(rows.values());
    }

    private List<RunRecord.ApprovalRow> approvals() {
        List<RunRecord.ApprovalRow> rows = new ArrayList<>();
        for (Step step : run.steps()) {
            if (!step.rounds().isEmpty()) {
                rows.add(approval(step));
            }
        }
        return rows;
    }

    /** The latest round of a step that has one, with the earlier ones. */
    RunRecord.ApprovalRow approval(String step) {
        return approval(facts.step(step));
    }

    private RunRecord.ApprovalRow approval(Step step) {
        List<RunRecord.ApprovalRow> earlier = new ArrayList<>();
        int last = step.rounds().size() - 1;
        step.rounds().subList(0, last).forEach(round -> earlier.add(approval(step, round, List.of())));
        return approval(step, step.rounds().get(last), earlier);
    }

    private RunRecord.ApprovalRow approval(Step step, Round round, List<RunRecord.ApprovalRow> earlier) {
        return new RunRecord.ApprovalRow(
                step.id(),
                LineageNodes.approval(run.id(), step.id(), round.number()),
                round.number(),
                facts.actionTitle(step.id()),
                Wording.round(round.state()),
                wording.reason(round),
                Label.of(round.risk(), Wording.title(round.risk())),
                Wording.approvers(round.requirement(), facts.names()),
                wording.advice(round),
                times.moment(round.opened()),
                Wording.progress(Facts.given(round), Facts.needed(round)),
                round.votes().stream().map(this::vote).toList(),
                earlier);
    }

    private RunRecord.VoteRow vote(Vote vote) {
        String reason = facts.comment(vote.reason());
        Moment when = times.moment(vote.at());
        Label choice = Wording.choice(vote.choice());
        return new RunRecord.VoteRow(
                facts.who(vote.voter()),
                vote.voter().toString(),
                facts.names().ofKey(vote.role()),
                choice,
                reason,
                when,
                Wording.sentence(wording.vote(vote, reason)));
    }

    private List<RunRecord.FaultRow> faults() {
        List<RunRecord.FaultRow> rows = new ArrayList<>();
        for (Step step : run.steps()) {
            step.faults()
                    .forEach(fault -> rows.add(new RunRecord.FaultRow(
                            fault.code().id(),
                            facts.title(step.id()),
                            wording.fault(fault),
                            StepWording.mend(fault.code()),
                            times.moment(fault.at()))));
        }
        return rows;
    }

    private List<RunRecord.ObjectionRow> objections() {
        List<RunRecord.ObjectionRow> rows = new ArrayList<>();
        for (Step step : run.steps()) {
            step.objections()
                    .forEach(objection -> rows.add(new RunRecord.ObjectionRow(
                            facts.title(step.id()),
                            facts.who(objection.by()),
                            objection.by().toString(),
                            facts.comment(objection.reason()),
                            times.moment(objection.at()))));
        }
        return rows;
    }
}
